"""docs/api.md names every call of `/api/v1/`, no other, and says which need a token."""

import re
from pathlib import Path

import pytest
from drf_spectacular.generators import SchemaGenerator

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
DOOR = "/api/v1/"


@pytest.fixture(scope="module")
def described():
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    return {
        f"{method.upper()} {path.removeprefix(DOOR)}": all(operation.get("security", [{}]))
        for path, operations in paths.items()
        if path.startswith(DOOR)
        for method, operation in operations.items()
    }


def named():
    """Each call of the table and whether it needs a token: in bold are those without."""
    table = PAGE.partition("\n## Every call\n")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| (`.+?) \| (.+?) \| .+ \|$", table, re.MULTILINE):
        for path in re.findall(r"`(.+?)`", row[0]):
            for bold, method in re.findall(r"(\*\*)?([A-Z]+)", row[1]):
                yield f"{method} {path}", not bold


def test_every_call_is_named(described):
    assert dict(named()) == described


def test_calls_of_the_examples_are_there(described):
    shown = {path.replace("$ID", "{id}") for path in re.findall(r"\$API/([\w/$-]+)", PAGE)}
    known = {call.split(" ")[1] for call in described}
    filled = {re.sub(r"\{purpose\}", "writing", path) for path in known}
    assert shown - filled == set()
