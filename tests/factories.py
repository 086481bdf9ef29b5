"""Rows for tests: a call names only the fields that its fact needs."""

from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import Profile, SecondFactor, User
from catalog.models import Course, Region, Skill, Source, Specialty, Vacancy

_numbers = count(1)


def make_user(username: str = "", **fields: Any) -> User:
    user = User(username=username or f"person{next(_numbers)}", **fields)
    user.set_password("a long enough passphrase")
    user.save()
    if user.is_staff:
        # Nobody comes to the desk without one.
        SecondFactor.objects.create(user=user, salt=f"{user.pk}", confirmed_at=timezone.now())
    return user


def make_profile(**fields: Any) -> Profile:
    user = fields.pop("user", None) or make_user()
    return Profile.objects.create(user=user, **fields)


def make_named(name: str) -> dict[str, str]:
    return {f"name_{form}": name for form in ("uz", "uz_cyrl", "ru", "en")}


def make_region(code: str = "UZ-TK", kind: str = "region", **fields: Any) -> Region:
    named = make_named(fields.pop("name", code))
    return Region.objects.get_or_create(code=code, defaults={"kind": kind, **named, **fields})[0]


def make_specialty(code: str = "hh-97", **fields: Any) -> Specialty:
    named = make_named(fields.pop("name", code))
    defaults = {"category": "retail", "labour": "mixed", **named, **fields}
    return Specialty.objects.get_or_create(code=code, defaults=defaults)[0]


def make_skill(name: str) -> Skill:
    code = name.lower().replace(" ", "-")
    defaults = {"kind": "trade", "synonyms": [name.casefold()], **make_named(name)}
    return Skill.objects.get_or_create(code=code, defaults=defaults)[0]


def make_source(name: str = "Tests", **fields: Any) -> Source:
    return Source.objects.get_or_create(name=name, defaults={"kind": "json_lines", **fields})[0]


def make_vacancy(title: str = "Baker", skills: tuple[str, ...] = (), **fields: Any) -> Vacancy:
    number = next(_numbers)
    given = {
        "source": fields.pop("source", None) or make_source(),
        "region": fields.pop("region", None) or make_region(),
        "external_id": f"v{number}",
        "content_hash": f"{number:064}",
        "employer": f"Employer {number}",
        **fields,
    }
    vacancy = Vacancy.objects.create(title=title, **given)
    vacancy.skills.set([make_skill(skill) for skill in skills])
    return vacancy


def make_course(title: str = "Baking", skills: tuple[str, ...] = (), **fields: Any) -> Course:
    number = next(_numbers)
    given = {
        "source": fields.pop("source", None) or make_source(),
        "external_id": f"c{number}",
        "content_hash": f"{number:064}",
        **fields,
    }
    course = Course.objects.create(title=title, **given)
    course.skills.set([make_skill(skill) for skill in skills])
    return course
