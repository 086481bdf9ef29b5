"""The facts of a profile as entries and lines: work, study, courses, skills, languages."""

from collections.abc import Iterable

from django.utils.text import capfirst

from accounts.models import Education, Experience, Profile
from catalog.models import Vacancy
from resumes.content.own_skills import named_skills
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
from resumes.words import categories, dash, language_name, month, since, word


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
        region = place_name(clean_line(fact.region), language)
        place = _joined(employer, region)
        data = {"employer": employer, "region": region}
        yield Entry(
            _label(fact.title, key, language),
            Line(place, (key,), data=data) if place else None,
            _period(fact, key, language, is_open=True),
            own_words(fact.description, key, language),
        )


def study_entries(profile: Profile, language: str) -> Iterable[Entry]:
    """Places of study, the latest first."""
    for fact in profile.education.all():
        key = f"education:{fact.pk}"
        degree = word(fact.degree, language) if fact.degree not in ("", "none") else ""
        field = in_own_words(clean_line(fact.field), language)
        detail = _joined(field, degree)
        data = {"field": field, "degree": degree}
        yield Entry(
            _label(fact.institution, key, language),
            Line(capfirst(detail), (key,), data=data) if detail else None,
            _period(fact, key, language, is_open=False),
        )


def study_level(profile: Profile, language: str) -> Iterable[Line]:
    """The level of education where no place of study says it."""
    level = profile.education_level
    if level and level != Profile.EducationLevel.NONE and not profile.education.exists():
        text = word(level, language)
        yield Line(capfirst(text), ("profile.education_level",))
    elif said := unmapped(profile, "education", level):
        yield said


def certificate_lines(profile: Profile, language: str) -> Iterable[Line]:
    """Courses and certificates: what, by whom, when."""
    for fact in profile.certificates.all():
        key = f"certificate:{fact.pk}"
        said = _label(fact.name, key, language)
        issuer = in_own_words(clean_line(fact.issuer), language)
        when = month(fact.issued, language) if fact.issued else ""
        # The dash parts a name that has commas from what follows it.
        more = _joined(issuer, when)
        text = f"{said.text}{dash(language)}{more}" if more else said.text
        data = {"name": said.text, "issuer": issuer, "date": fact.issued, "url": fact.url}
        yield Line(text, (key,), said.language, "certificate", data=data)


def skill_lines(profile: Profile, language: str, vacancy: Vacancy | None) -> Iterable[Line]:
    """Skills by the vocabulary's names where it knows them; what a vacancy asks for is first."""
    asked = set(vacancy.skills.values_list("pk", flat=True)) if vacancy else set()
    facts = sorted(
        profile.skills.select_related("skill"), key=lambda fact: fact.skill_id not in asked
    )
    if not facts:
        yield from _skills_said(profile, language)
    said = set()
    for fact in facts:
        name = fact.skill.name_in(language) if fact.skill else _capital(fact.name, language)
        if name and name.casefold() not in said:
            said.add(name.casefold())
            level = f" ({word(fact.level, language)})" if fact.level else ""
            key, data = f"skill:{fact.pk}", {"name": name, "level": fact.level}
            yield Line(f"{name}{level}", (key,), kind="skill", data=data)


def _skills_said(profile: Profile, language: str) -> Iterable[Line]:
    """Where no skill is stated: those that one's own words claim, in these words."""
    texts = ("preferences", profile.preferences), ("about", profile.about)
    for said in named_skills(texts):
        name = _capital(said.text, language)
        data = {"name": name, "level": ""}
        foreign = foreign_label(name, language)
        yield Line(name, (f"profile.{said.fact}",), foreign, "skill", data=data)


def language_lines(profile: Profile, language: str) -> Iterable[Line]:
    """Languages with their levels."""
    for fact in profile.languages.all():
        level = word("native", language) if fact.level == "native" else fact.level.upper()
        name = language_name(fact.language, language)
        data = {"name": name, "level": level}
        text = f"{name}{dash(language)}{level}"
        yield Line(text, (f"language:{fact.pk}",), kind="language", data=data)


def more_lines(profile: Profile, language: str) -> Iterable[Line]:
    """The driving licence and the addresses where one's work can be seen."""
    for licence in profile.licences.all():
        kinds = categories([*licence.categories], language)
        from_year = f" ({since(licence.since, language)})" if licence.since else ""
        text = f"{word('licence', language)}: {kinds}{from_year}"
        data = {"categories": ", ".join(licence.categories)}
        yield Line(text, (f"licence:{licence.pk}",), kind="licence", data=data)
    for link in profile.links.all():
        label = _capital(link.label, language) if link.label else ""
        text = f"{label}: {link.url}" if label else link.url
        yield Line(
            text,
            (f"link:{link.pk}",),
            kind="link",
            data={"url": link.url, "name": clean_line(link.label)},
        )


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


def _capital(name: str, language: str) -> str:
    """Own words for a thing, with a capital as all the others have."""
    said = in_own_words(clean_line(name), language)
    # Not where the name has its own: iOS.
    return capfirst(said) if said.partition(" ")[0].islower() else said


def _joined(*parts: str) -> str:
    return ", ".join(part for part in map(clean_line, parts) if part)


def _period(fact: Experience | Education, key: str, language: str, *, is_open: bool) -> Line | None:
    start = month(fact.start, language) if fact.start else ""
    end = month(fact.end, language) if fact.end else ""
    if is_open and not end:
        end = word("now", language)
    parts = list(dict.fromkeys(part for part in (start, end) if part))
    # Two years stand close: 2005–2008; dates of several words stand apart.
    text = ("–" if all(map(str.isdecimal, parts)) else dash(language)).join(parts)
    return Line(text, (key,), data={"start": fact.start, "end": fact.end}) if text else None
