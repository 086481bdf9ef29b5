"""The resume as JSON Resume: dates by ISO 8601, nothing empty, nothing beyond the content."""

import json
import re
from datetime import date

import pytest

from resumes.content import compose
from resumes.models import Resume
from resumes.rendering.to_json import to_json
from tests.resumes.people import beginner, caller, tailor

pytestmark = pytest.mark.django_db
# The pattern of dates in the schema 1.0.0.
ISO = re.compile(r"^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$")


def made(profile, language="en"):
    content = compose(profile, language, today=date(2026, 1, 15))
    return json.loads(to_json(content, None))


def full():
    profile = tailor()
    profile.certificates.create(name="IELTS", issuer="British Council", issued="2023-05")
    profile.links.create(url="https://example.org/work", label="portfolio")
    profile.licences.create(categories=["B"], since="2012")
    return profile


def test_work_has_its_dates():
    (now, before) = made(full())["work"]
    assert (now["startDate"], "endDate" in now) == ("2020-01", False)
    assert (before["startDate"], before["endDate"]) == ("2015-03", "2020-02")


def test_what_was_done_in_several_lines_is_a_list():
    assert made(full(), "uz")["work"][1]["highlights"] == ["Koʻylak tikdim", "Oʻrgatdim"]


def test_a_skill_has_its_bare_name_and_level():
    assert made(full())["skills"] == [{"name": "Sewing", "level": "expert"}]


def test_a_certificate_says_who_gave_it():
    given = {"name": "IELTS", "issuer": "British Council", "date": "2023-05"}
    assert made(full())["certificates"] == [given]


def test_a_link_is_a_profile():
    assert made(full())["basics"]["profiles"] == [
        {"network": "portfolio", "url": "https://example.org/work"}
    ]


def test_contacts_stand_where_the_schema_has_them():
    basics = made(full())["basics"]
    assert (basics["phone"], basics["email"]) == ("+998 90 000-00-00", "gulnora@example.org")


@pytest.mark.parametrize("language", Resume.Language.values)
@pytest.mark.parametrize("make", [full, beginner, caller])
def test_nothing_is_empty(make, language):
    def empty(value):
        children = value.values() if isinstance(value, dict) else value
        return value in ("", [], {}) or (
            isinstance(value, (dict, list)) and any(empty(child) for child in children)
        )

    assert not empty(made(make(), language))


def test_dates_are_those_of_the_schema():
    told = made(full())
    dates = [
        value
        for part in (*told["work"], *told["education"], *told["certificates"])
        for name, value in part.items()
        if "date" in name.lower()
    ]
    assert dates
    assert all(ISO.match(value) for value in dates)
