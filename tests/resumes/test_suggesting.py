"""Suggestions stand apart, as questions."""

import pytest

from resumes.composing import create_resume
from resumes.suggesting import suggestions_for
from tests.factories import make_profile, make_skill, make_specialty, make_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile():
    specialty = make_specialty()
    for _ in range(4):
        make_vacancy(skills=("Ironing", "Cutting"), specialty=specialty)
    made = make_profile(specialty=specialty, specialty_set_by="person")
    made.skills.create(name="cutting", skill=make_skill("Cutting"))
    return made


def test_what_openings_ask_for_and_the_profile_lacks_is_suggested(profile):
    found = [(one.skill.name_en, one.openings, one.of) for one in suggestions_for(profile)]
    assert found == [("Ironing", 4, 4)]


def test_a_suggestion_is_never_in_the_resume(profile):
    resume = create_resume(profile.user, language="en")
    assert "Ironing" not in str(resume.content)


def test_the_page_asks(client, profile):
    client.force_login(profile.user)
    address = create_resume(profile.user, language="en").get_absolute_url()
    page = client.get(address, headers={"accept-language": "en"}).text
    assert "Can you do this too?" in page


def test_the_page_tells_what_was_refused_and_why(client, profile):
    resume = create_resume(profile.user, language="en")
    resume.refused = [{"kept": "Sewed.", "proposed": "Led a team.", "kind": "duty", "words": "Led"}]
    resume.save()
    client.force_login(profile.user)
    page = client.get(resume.get_absolute_url(), headers={"accept-language": "en"}).text
    assert "Led a team." in page
    assert "Work that your profile doesn’t tell of" in page


def test_without_a_specialty_nothing_is_suggested():
    assert suggestions_for(make_profile()) == []
