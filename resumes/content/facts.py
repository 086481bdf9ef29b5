"""The facts of a profile as entries and lines: work, study, skills, languages."""

from collections.abc import Iterable
from datetime import date

from accounts.models import Education, Experience, Profile
from catalog.models import Vacancy
from resumes.content.parts import Entry, Line
from resumes.texts import (
    clean,
    clean_line,
    foreign_label,
    foreign_language,
    in_own_words,
    is_rewritten,
    place_name,
)
from resumes.words import dash, duration, language_name, month, word

MONTHS = 12


def own_words(text: str, fact: str, language: str) -> Line | None:
    """What a person wrote; None for nothing."""
    written = clean(text)
    if not written:
        return None
    said = in_own_words(written, language)
    foreign = "" if is_rewritten(written, said) else foreign_language(said, language)
    return Line(said, (fact,), foreign)


def work_entries(profile: Profile, language: str) -> Iterable[Entry]:
    """Places of work, the latest first."""
    for fact in profile.experience.all():
        key = f"experience:{fact.pk}"
        employer = in_own_words(clean_line(fact.employer), language)
        place = _joined(employer, place_name(clean_line(fact.region), language))
        yield Entry(
            _label(fact.title, key, language),
            Line(place, (key,)) if place else None,
            Line(_period(fact, language, is_open=True), (key,)),
            own_words(fact.description, key, language),
        )


def work_length(profile: Profile, language: str, today: date) -> Iterable[Line]:
    """How long in all, from two places of work on; months worked at two places count once."""
    facts = list(profile.experience.all())
    worked = {number for fact in facts for number in _months(fact, today)}
    if len(facts) > 1 and worked:
        text = f"{word('in_all', language)}: {duration(len(worked), language)}"
        yield Line(text, tuple(f"experience:{fact.pk}" for fact in facts))


def study_entries(profile: Profile, language: str) -> Iterable[Entry]:
    """Places of study, the latest first."""
    for fact in profile.education.all():
        key = f"education:{fact.pk}"
        degree = word(fact.degree, language) if fact.degree not in ("", "none") else ""
        detail = _joined(in_own_words(fact.field, language), degree)
        period = _period(fact, language, is_open=False)
        yield Entry(
            _label(fact.institution, key, language),
            Line(detail, (key,)) if detail else None,
            Line(period, (key,)) if period else None,
        )


def study_level(profile: Profile, language: str) -> Iterable[Line]:
    """The level of education where no place of study says it."""
    level = profile.education_level
    if level and level != Profile.EducationLevel.NONE and not profile.education.exists():
        text = word(level, language)
        yield Line(text[:1].upper() + text[1:], ("profile.education_level",))
    elif said := unmapped(profile, "education", level):
        yield said


def skill_lines(profile: Profile, language: str, vacancy: Vacancy | None) -> Iterable[Line]:
    """Skills by the vocabulary's names where it knows them; what a vacancy asks for is first."""
    asked = set(vacancy.skills.values_list("pk", flat=True)) if vacancy else set()
    facts = sorted(
        profile.skills.select_related("skill"), key=lambda fact: fact.skill_id not in asked
    )
    said = set()
    for fact in facts:
        name = fact.skill.name_in(language) if fact.skill else _own_skill(fact.name, language)
        if name and name.casefold() not in said:
            said.add(name.casefold())
            level = f" ({word(fact.level, language)})" if fact.level else ""
            yield Line(f"{name}{level}", (f"skill:{fact.pk}",))


def language_lines(profile: Profile, language: str) -> Iterable[Line]:
    """Languages with their levels."""
    for fact in profile.languages.all():
        level = word("native", language) if fact.level == "native" else fact.level.upper()
        name = language_name(fact.language, language)
        yield Line(f"{name}{dash(language)}{level}", (f"language:{fact.pk}",))


def unmapped(profile: Profile, answer: str, ours: object) -> Line | None:
    """What the mobile application was told where our field has no value for it."""
    text = clean_line(str((profile.mobile_answers or {}).get(answer) or ""))
    return Line(text, (f"profile.mobile_answers.{answer}",)) if text and not ours else None


def _label(text: str, key: str, language: str) -> Line:
    """A title or the name of a school, as typed; Uzbek in the alphabet of an Uzbek resume."""
    written = clean_line(text)
    said = in_own_words(written, language)
    foreign = "" if is_rewritten(written, said) else foreign_label(said, language)
    return Line(said, (key,), foreign)


def _own_skill(name: str, language: str) -> str:
    """A skill that the vocabulary doesn't know, with a capital as all the others have."""
    said = in_own_words(clean_line(name), language)
    # Not where the name has its own: iOS.
    return said[:1].upper() + said[1:] if said.partition(" ")[0].islower() else said


def _joined(*parts: str) -> str:
    return ", ".join(part for part in map(clean_line, parts) if part)


def _period(fact: Experience | Education, language: str, *, is_open: bool) -> str:
    start = month(fact.start, language) if fact.start else ""
    end = month(fact.end, language) if fact.end else ""
    if is_open and not end:
        end = word("now", language)
    parts = list(dict.fromkeys(part for part in (start, end) if part))
    # Two years stand close: 2005–2008; dates of several words stand apart.
    return ("–" if all(map(str.isdecimal, parts)) else dash(language)).join(parts)


def _months(fact: Experience, today: date) -> range:
    return range(_number(fact.start), _number(fact.end or f"{today:%Y-%m}") + 1)


def _number(text: str) -> int:
    year, _, number = text.partition("-")
    return int(year) * MONTHS + int(number)
