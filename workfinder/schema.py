"""What the description of both doors has to be told: how each is opened, and how each says no."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from drf_spectacular.extensions import (
    OpenApiAuthenticationExtension,
    OpenApiSerializerFieldExtension,
)
from drf_spectacular.openapi import AutoSchema

from accounts.api.profile import PlaceSerializer
from workfinder.idempotency import DOOR, HEADER, LEFT_ALONE

Operation = dict[str, Any]

REGISTER = f"{DOOR}auth/register"
SIGNING_IN = (f"{DOOR}auth/login", f"{DOOR}auth/refresh")
# Reference lists and vacancies: what carries an ETag.
KEPT = ("vacancies", "courses", "specialties", "regions", "skills")
NOT_KEPT = ("/counts", "/report", "/similar")
EXAMPLES = Path(__file__).parent / "api_examples.json"

REASONS = {
    "304": "Unchanged since the copy with this ETag.",
    "400": "The request can't be read or a value can't be taken; each error names its field.",
    "401": "No token, or one that has ended.",
    "403": "Not allowed.",
    "404": "There is nothing here, or it isn't yours.",
    "406": "The form that Accept asks for isn't given here.",
    "409": "It exists already, or the same request is still being worked on.",
    "413": "Too much for one request.",
    "415": "The body is of a kind that isn't taken here.",
    "422": "This Idempotency-Key was used for another request.",
    "429": "Too many requests; `Retry-After` says in how many seconds to ask again.",
    "500": "Something broke on our side.",
    "503": "Busy, or something that the site stands on is away; `Retry-After` says when to ask.",
}
ALWAYS = ("400", "404", "406", "429", "500", "503")
WITH_BODY = ("413", "415")
WITH_TOKEN = ("401", "403")

API_ERROR = {
    "type": "object",
    "description": "The one shape of every error.",
    "required": ["type", "errors"],
    "properties": {
        "type": {"type": "string", "enum": ["validation_error", "client_error", "server_error"]},
        "errors": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["code", "detail", "attr"],
                "properties": {
                    "code": {"type": "string", "description": "for programs"},
                    "detail": {"type": "string", "description": "for people, in their language"},
                    "attr": {
                        "type": "string",
                        "nullable": True,
                        "description": "the field it is about; parts are divided by dots",
                    },
                },
            },
        },
    },
}
MOBILE_ERROR = {
    "type": "object",
    "description": "What the application shows.",
    "required": ["detail"],
    "properties": {"detail": {"type": "string"}},
}
HEADERS = {
    HEADER: "A name of this very request, such as a UUID: sent again with it, nothing is made "
    "twice and the first answer comes again. Kept for 24 hours.",
    "If-None-Match": "The ETag of a copy: what is unchanged is answered 304, without a body.",
    "Accept-Language": "The reader's language: uz, uz-Cyrl, ru or en.",
}


class ApiTokens(OpenApiAuthenticationExtension):
    """The access tokens of `/api/v1/`."""

    target_class = "accounts.tokens.VersionedAuthentication"
    name = "api"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A bearer token."""
        text = "`access`, as `auth/register` and `auth/login` answer it; it lives 15 minutes."
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": text}


class MobileTokens(OpenApiAuthenticationExtension):
    """The tokens of `/mobile/`."""

    target_class = "accounts.tokens.MobileAuthentication"
    name = "mobile"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """A bearer token."""
        text = "`access_token`, as `registration` and `login` answer it; it lives a day."
        return {"type": "http", "scheme": "bearer", "description": text}


class Place(OpenApiSerializerFieldExtension):
    """A region, which is written by its id and read with its name."""

    target_class = "accounts.api.profile.RegionField"

    def map_serializer_field(self, auto_schema: AutoSchema, direction: Any) -> dict[str, Any]:
        """By direction."""
        if direction == "request":
            return {"type": "string"}
        return auto_schema.resolve_serializer(PlaceSerializer, direction).ref


def complete(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Say of every call how it fails, which headers it takes, and show an example."""
    result["components"]["schemas"] |= {"Error": API_ERROR, "MobileError": MOBILE_ERROR}
    examples = json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.exists() else {}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            call = f"{method.upper()} {path}"
            _tell_errors(call, operation)
            _tell_headers(call, operation)
            _show(operation, examples.get(call, {}))
    return result


def makes_something(call: str) -> bool:
    """Whether a call takes an Idempotency-Key."""
    method, path = call.split(" ")
    if method != "POST" or not path.startswith(DOOR):
        return False
    return path == REGISTER or not path.startswith(LEFT_ALONE)


def is_kept(call: str) -> bool:
    """Whether its answer carries an ETag."""
    method, path = call.split(" ")
    first = path.removeprefix(DOOR).split("/")[0]
    return method == "GET" and first in KEPT and not path.endswith(NOT_KEPT)


def errors_of(call: str, operation: Operation) -> set[str]:
    """The status codes that a call may fail with."""
    codes = {*ALWAYS}
    path = call.split(" ")[1]
    is_closed = any(operation.get("security", []))
    if is_closed or path in SIGNING_IN or not path.startswith(DOOR):
        codes |= {*WITH_TOKEN}
    if "requestBody" in operation:
        codes |= {*WITH_BODY}
    if makes_something(call) or not path.startswith(DOOR):
        codes |= {"409", "422"}
    return codes


def _tell_errors(call: str, operation: Operation) -> None:
    name = "Error" if DOOR in call else "MobileError"
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    for code in sorted(errors_of(call, operation)):
        told = {"description": REASONS[code], "content": deepcopy(content)}
        operation["responses"].setdefault(code, told)
    if is_kept(call):
        operation["responses"]["304"] = {"description": REASONS["304"]}


def _tell_headers(call: str, operation: Operation) -> None:
    names = ["Accept-Language"] if DOOR in call else []
    names += [HEADER] if makes_something(call) else []
    names += ["If-None-Match"] if is_kept(call) else []
    for name in names:
        parameter = {
            "name": name,
            "in": "header",
            "schema": {"type": "string"},
            "description": HEADERS[name],
        }
        operation.setdefault("parameters", []).append(parameter)


def _show(operation: Operation, example: dict[str, Any]) -> None:
    for media in operation.get("requestBody", {}).get("content", {}).values():
        if "request" in example:
            media["example"] = example["request"]
    for code, response in operation["responses"].items():
        media = response.get("content", {}).get("application/json")
        if media and code.startswith("2") and "response" in example:
            media["example"] = example["response"]
