"""The schema of both doors, and the page on which they are tried."""

import os

import pytest
from django.core.management import call_command
from drf_spectacular.generators import SchemaGenerator


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


@pytest.mark.parametrize("door", ["/api/v1/me/specialties", "/mobile/vacancies"])
def test_the_schema_says_which_token_opens_a_door(schema, door):
    name = "mobile" if "mobile" in door else "api"
    assert {name: []} in schema["paths"][door]["get"]["security"]
    assert schema["components"]["securitySchemes"][name]["scheme"] == "bearer"


def test_the_schema_is_made_without_a_warning():
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", os.devnull)


def test_the_page_to_try_the_api_has_no_inline_script(client):
    page = client.get("/docs/").text
    assert "<script>" not in page
    assert "<style" not in page
    assert client.get("/docs/?script=").headers["Content-Type"].startswith("application/javascript")
