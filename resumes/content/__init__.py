"""What a resume says: composed from the facts of a profile, and nothing else."""

from collections.abc import Iterable
from datetime import date

from accounts.models import Profile
from catalog.models import Region, Vacancy
from resumes.content.facts import (
    certificate_lines,
    language_lines,
    more_lines,
    own_words,
    skill_lines,
    study_entries,
    study_level,
    unmapped,
    work_entries,
)
from resumes.content.parts import Content, Entry, Line, Section, content_from
from resumes.content.summary import opening
from resumes.texts import clean_line, name_in_script, place_name
from resumes.words import pay, word, years

__all__ = ["Content", "Entry", "Line", "Section", "compose", "content_from"]


def compose(
    profile: Profile, language: str, *, today: date, vacancy: Vacancy | None = None
) -> Content:
    """The resume of a profile; for a vacancy, what it asks for comes first among the skills."""
    title = _title(profile, language)
    study = study_level(profile, language), study_entries(profile, language)
    skills = list(skill_lines(profile, language, vacancy))
    first = opening(profile, language, today=today, title=title, skills=skills)
    courses = certificate_lines(profile, language)
    sections = [
        _section("summary", language, [*first, *_own("about", profile, language)]),
        _section("skills", language, skills, is_list=True),
        experience := _section("experience", language, (), work_entries(profile, language)),
        _section("education", language, *study),
        _section("certificates", language, courses, is_list=True),
        _section("languages", language, language_lines(profile, language), is_list=True),
        _section("additional", language, more_lines(profile, language), is_list=True),
    ]
    # Who has worked shows that first; of a beginner the wishes say the most.
    wishes = _section("wishes", language, _wishes(profile, language, has_title=bool(title)))
    sections.insert(len(sections) - 1 if experience else 1, wishes)
    return Content(
        language=language,
        name=_name(profile, language),
        title=title,
        contacts=(*_contacts(profile, language), *_born(profile, language, today)),
        sections=tuple(section for section in sections if section),
    )


def _section(
    key: str,
    language: str,
    lines: Iterable[Line],
    entries: Iterable[Entry] = (),
    *,
    is_list: bool = False,
) -> Section | None:
    said, placed = tuple(lines), tuple(entries)
    if not said and not placed:
        return None
    return Section(key, word(key, language), said, placed, is_list)


def _own(field: str, profile: Profile, language: str) -> Iterable[Line]:
    if line := own_words(getattr(profile, field), f"profile.{field}", language):
        yield line


def _name(profile: Profile, language: str) -> Line:
    if name := clean_line(profile.full_name):
        return Line(name_in_script(name, language), ("profile.full_name",))
    return Line(profile.user.get_username(), ("user.username",))


def _title(profile: Profile, language: str) -> Line | None:
    if profile.specialty:
        return Line(profile.specialty.name_in(language), ("profile.specialty",), kind="specialty")
    return unmapped(profile, "preferred_specialization", "")


def _contacts(profile: Profile, language: str) -> Iterable[Line]:
    if phone := clean_line(profile.phone):
        yield Line(phone, ("profile.phone",), kind="phone")
    if email := clean_line(profile.contact_email):
        yield Line(email, ("profile.contact_email",), kind="email")
    elif email := clean_line(profile.user.email):
        yield Line(email, ("user.email",), kind="email")
    if place := _place(profile, language):
        yield place


def _place(profile: Profile, language: str) -> Line | None:
    """The town and its region; a region named after its town only adds a word to it."""
    town = place_name(clean_line(profile.city), language)
    is_known = profile.region and profile.region.code != Region.UNKNOWN
    region = profile.region.name_in(language) if profile.region and is_known else ""
    said = {
        "profile.city": town,
        "profile.region": "" if town and town in region.split() else region,
    }
    parts = {text: fact for fact, text in reversed(said.items()) if text}
    text = ", ".join(reversed(parts))
    data = {"town": town, "region": region}
    return Line(text, tuple(reversed(parts.values())), kind="place", data=data) if text else None


def _wishes(profile: Profile, language: str, *, has_title: bool) -> Iterable[Line]:
    """What work is looked for: in one's own words, then kind of labour, hours, pay."""
    yield from _own("preferences", profile, language)
    if not has_title:
        # A specialty says by itself what kind of labour it is.
        yield from _labour(profile, language)
    asked = (
        ("modes", profile.work_modes, "profile.work_modes", "remote_or_local"),
        ("schedules", profile.schedules, "profile.schedules", "work_mode"),
    )
    for key, values, fact, answer in asked:
        if values:
            text = ", ".join(word(value, language) for value in values)
            yield _named(key, text, language, fact)
        elif said := unmapped(profile, answer, getattr(profile, fact.partition(".")[2])):
            yield _named(key, said.text, language, *said.facts)
    if profile.desired_pay:
        amount, period = int(profile.desired_pay), profile.desired_period
        text = pay(amount, profile.desired_currency, period, language)
        yield _named("pay", text, language, "profile.desired_pay")


def _labour(profile: Profile, language: str) -> Iterable[Line]:
    if profile.labour and profile.labour != Profile.Labour.ANY:
        yield _named("labour", word(profile.labour, language), language, "profile.labour")
    elif said := unmapped(profile, "labor_preference", profile.labour):
        yield _named("labour", said.text, language, *said.facts)


def _born(profile: Profile, language: str, today: date) -> Iterable[Line]:
    """The year of birth, or the age where that is what the mobile application was told."""
    if not profile.birth_year:
        if said := unmapped(profile, "age", None):
            yield _named("age", said.text, language, *said.facts, kind="age")
    elif (profile.mobile_answers or {}).get("age"):
        age = years(today.year - profile.birth_year, language)
        yield _named("age", age, language, "profile.birth_year", kind="age")
    else:
        yield _named("born", str(profile.birth_year), language, "profile.birth_year", kind="age")


def _named(key: str, text: str, language: str, *facts: str, kind: str = "") -> Line:
    return Line(f"{word(key, language)}: {text}", facts, kind=kind)
