"""Both doors answer as their description says, whatever they are sent; nothing breaks them.

`SCHEMATHESIS_EXAMPLES=300` asks that much of each call; the slow test does. Left out are the checks
that every odd value be refused: what isn't known in a query is ignored here, as phones expect.
"""

import os
from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.limits import SharedThrottle
from accounts.tokens import mobile_token_for, tokens_for
from recommendations.models import Mark
from resumes.composing import create_resume
from tests.factories import (
    make_course,
    make_profile,
    make_region,
    make_specialty,
    make_user,
    make_vacancy,
)

FEW, MANY = int(os.environ.get("SCHEMATHESIS_EXAMPLES") or 2), 300
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]


@cache
def contract():
    description = SchemaGenerator().get_schema(request=None, public=True)
    schema = schemathesis.openapi.from_dict(description)
    schema.app = get_wsgi_application()
    found = (result.ok() for result in schema.get_all_operations())
    return {operation.label: operation for operation in found}


CALLS = sorted(contract())


@pytest.fixture
def _one_transaction(db):
    """Requests would end the connection that the test's transaction lives in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def person(_one_transaction, monkeypatch):
    monkeypatch.setattr(SharedThrottle, "allow_request", lambda *_: True)
    sewing = make_specialty("hh-141", name="Tikuvchi", synonyms={"uz": ["tikish"]})
    vacancy = make_vacancy("Tikuvchi", ("Sewing",), specialty=sewing)
    make_course("Tikish", ("Sewing",)).specialties.add(sewing)
    user = make_user(email="malika@example.uz")
    profile = make_profile(
        user=user, preferences="tikish", region=make_region(), desired_pay=5_000_000, gender="male"
    )
    profile.finish_questionnaire()
    profile.suggest_specialty(sewing)
    profile.experience.create(title="Tikuvchi", start="2020-01")
    profile.education.create(institution="Kollej")
    profile.languages.create(language="uz", level="native")
    profile.skills.create(name="tikish")
    profile.licences.create(categories=["B"])
    profile.certificates.create(name="Bichish")
    profile.links.create(url="https://example.uz")
    Mark.objects.create(user=user, vacancy=vacancy, state="saved")
    create_resume(user, language="uz", vacancy=vacancy)
    return user


def token_for(user, call):
    return mobile_token_for(user) if "/mobile/" in call else tokens_for(user)["access"]


def ask(call, user, examples):
    """Send generated requests, and hold each answer against the description."""

    @settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=contract()[call].as_strategy())
    def holds(case):
        user.refresh_from_db()
        headers = {"Authorization": f"Bearer {token_for(user, call)}"}
        case.validate_response(case.call(headers=headers), checks=CHECKS)

    holds()


@pytest.mark.parametrize("call", CALLS)
def test_a_call_answers_as_it_is_described(call, person):
    ask(call, person, FEW)


@pytest.mark.slow
@pytest.mark.parametrize("call", CALLS)
def test_no_odd_request_breaks_a_call(call, person):
    ask(call, person, MANY)
