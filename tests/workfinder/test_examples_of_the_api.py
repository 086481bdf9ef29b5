"""The examples in the description are true to it, and none is of a call that isn't there."""

import json

import jsonschema_rs
import pytest
from drf_spectacular.generators import SchemaGenerator

from workfinder.schema import EXAMPLES

SHOWN = json.loads(EXAMPLES.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def description():
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.fixture(scope="module")
def calls(description):
    return {
        f"{method.upper()} {path}": operation
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    }


def as_json_schema(part):
    """OpenAPI's `nullable` in the words of JSON Schema."""
    if isinstance(part, list):
        return [as_json_schema(item) for item in part]
    if not isinstance(part, dict):
        return part
    # An answer may have gained fields since its example was made, as the contract allows.
    left_out = ("nullable", "required") if isinstance(part.get("required"), list) else ("nullable",)
    plain = {key: as_json_schema(value) for key, value in part.items() if key not in left_out}
    return {"anyOf": [plain, {"type": "null"}]} if part.get("nullable") is True else plain


def bodies(operation):
    """Each example of a call with its schema."""
    sides = [operation.get("requestBody", {})]
    sides += [row for code, row in operation["responses"].items() if code.startswith("2")]
    for side in sides:
        for media in side.get("content", {}).values():
            if "example" in media:
                yield media["schema"], media["example"]


def test_every_example_is_of_a_call(calls):
    assert set(SHOWN) - set(calls) == set()


def test_every_call_that_takes_json_shows_an_example(calls):
    taking = {
        call
        for call, operation in calls.items()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    assert taking - set(SHOWN) == set()


@pytest.mark.parametrize("call", sorted(SHOWN))
def test_an_example_is_true_to_the_description(description, calls, call):
    parts = as_json_schema({"components": description["components"]})
    shown = list(bodies(calls[call]))
    assert shown
    for schema, example in shown:
        whole = {**parts, **as_json_schema(schema)}
        jsonschema_rs.validator_for(whole, validate_formats=True).validate(example)
