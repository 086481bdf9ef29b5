"""What each fact of a profile says, in texts that the lock can read."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from accounts.models import Profile
from resumes.checking.ground import Fact, Ground
from resumes.content.parts import Line
from resumes.words import FORMS, language_name, word

MONTHS = 12
# What people call the levels of a language, beside their codes.
LEVELS = {
    "a1": "начальный элементарный beginner elementary boshlangʻich",
    "a2": "элементарный elementary boshlangʻich базовый basic",
    "b1": "средний intermediate oʻrta",
    "b2": "выше среднего upper intermediate oʻrtadan yuqori",
    "c1": "продвинутый advanced ilgʻor свободно fluent erkin",
    "c2": "свободно в совершенстве fluent proficient mukammal erkin",
    "native": "родной native mother tongue ona tili",
}


def facts_of(profile: Profile, *, today: date) -> dict[str, Fact]:
    """Every fact of a profile by its id, as lines of a resume name them."""
    own, known = _own(profile), (*_studies(profile), *_skills(profile), *_papers(profile))
    return {**dict(own), **dict(_work(profile, today)), **dict(known)}


def _work(profile: Profile, today: date) -> Iterable[tuple[str, Fact]]:
    for row in profile.experience.all():
        length = _length(row.start, row.end or f"{today:%Y-%m}")
        said = (row.title, row.employer, row.region, _dates(row), length)
        yield f"experience:{row.pk}", Fact(_texts(row.description), _texts(*said))


def _studies(profile: Profile) -> Iterable[tuple[str, Fact]]:
    for row in profile.education.all():
        said = (row.institution, row.field, _dates(row), *_words(row.degree))
        yield f"education:{row.pk}", Fact((), _texts(*said))


def _skills(profile: Profile) -> Iterable[tuple[str, Fact]]:
    for row in profile.skills.select_related("skill"):
        said = (row.name, *_names(row.skill), *_words(row.level))
        yield f"skill:{row.pk}", Fact((), _texts(*said))
    for spoken in profile.languages.all():
        names = [language_name(spoken.language, form) for form in FORMS]
        levels = (spoken.level, LEVELS[spoken.level])
        yield f"language:{spoken.pk}", Fact((), _texts(*names, *levels))


def ground_of(line: Line, facts: dict[str, Fact], language: str) -> Ground:
    """What a composed line stands on: its facts, and what it says itself."""
    held = [facts[key] for key in line.facts if key in facts]
    wishes = {"profile.preferences", "profile.mobile_answers.preferences"}
    is_wish = bool(wishes & {*line.facts})
    return Ground([*held, Fact((line.text,))], language, line.language, is_wish=is_wish)


def _papers(profile: Profile) -> Iterable[tuple[str, Fact]]:
    for row in profile.certificates.all():
        yield f"certificate:{row.pk}", Fact((), _texts(row.name, row.issuer, row.issued, row.url))
    for licence in profile.licences.all():
        said = f"права категории driving licence category prava toifa {licence}"
        yield f"licence:{licence.pk}", Fact((), _texts(said, licence.since))
    for link in profile.links.all():
        yield f"link:{link.pk}", Fact((), _texts(link.url, link.label))


def _own(profile: Profile) -> Iterable[tuple[str, Fact]]:
    for name in ("about", "preferences"):
        yield f"profile.{name}", Fact(_texts(getattr(profile, name)))
    for name in ("full_name", "phone", "contact_email", "city", "birth_year"):
        yield f"profile.{name}", Fact((), _texts(str(getattr(profile, name) or "")))
    yield "profile.specialty", Fact((), _texts(*_names(profile.specialty)))
    yield "profile.region", Fact((), _texts(*_names(profile.region)))
    yield "profile.education_level", Fact((), _texts(*_words(profile.education_level)))
    for name, text in (profile.mobile_answers or {}).items():
        yield f"profile.mobile_answers.{name}", Fact(_texts(str(text)))


def _texts(*said: str) -> tuple[str, ...]:
    return tuple(text for text in said if text and text.strip())


def _names(named: Any) -> list[str]:
    return [named.name_in(form) for form in FORMS] if named else []


def _words(key: str) -> list[str]:
    return [word(key, form) for form in FORMS] if key and key != "none" else []


def _dates(row: Any) -> str:
    until = row.end or ("present" if row.start else "")
    return f"{row.start} – {until}" if row.start else row.end


def _length(start: str, end: str) -> str:
    """How long, as far as whole years and months are known."""
    months = _month_number(end) - _month_number(start) + 1
    years, rest = divmod(max(months, 0), MONTHS)
    return f"{years} years {rest} months" if years else f"{rest} months"


def _month_number(text: str) -> int:
    year, _, number = text.partition("-")
    return int(year) * MONTHS + int(number or 1)
