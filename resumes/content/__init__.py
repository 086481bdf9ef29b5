"""What a resume says: composed from the facts of a profile, and nothing else."""

from collections.abc import Iterable
from datetime import date

from accounts.models import Profile
from catalog.models import Vacancy
from resumes.content.facts import (
    language_lines,
    own_words,
    skill_lines,
    study_entries,
    study_level,
    unmapped,
    work_entries,
    work_length,
)
from resumes.content.parts import Content, Entry, Line, Section, content_from
from resumes.words import clean_line, name_in_script, place_name, word, years

__all__ = ["Content", "Entry", "Line", "Section", "compose", "content_from"]


def compose(
    profile: Profile, language: str, *, today: date, vacancy: Vacancy | None = None
) -> Content:
    """The resume of a profile; for a vacancy, what it asks for comes first among the skills."""
    work = work_length(profile, language, today), work_entries(profile, language)
    study = study_level(profile, language), study_entries(profile, language)
    sections = (
        _section("summary", language, _own("about", profile, language)),
        _section("wishes", language, _own("preferences", profile, language)),
        _section("experience", language, *work),
        _section("education", language, *study),
        _section("skills", language, skill_lines(profile, language, vacancy), is_list=True),
        _section("languages", language, language_lines(profile, language), is_list=True),
        _section("additional", language, _additional(profile, language, today)),
    )
    return Content(
        language=language,
        name=_name(profile, language),
        title=_title(profile, language),
        contacts=tuple(_contacts(profile, language)),
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
        return Line(profile.specialty.name_in(language), ("profile.specialty",))
    return unmapped(profile, "preferred_specialization", "")


def _contacts(profile: Profile, language: str) -> Iterable[Line]:
    if phone := clean_line(profile.phone):
        yield Line(phone, ("profile.phone",))
    if email := clean_line(profile.contact_email):
        yield Line(email, ("profile.contact_email",))
    elif email := clean_line(profile.user.email):
        yield Line(email, ("user.email",))
    if place := _place(profile, language):
        yield place


def _place(profile: Profile, language: str) -> Line | None:
    """The town and its region; a region named after its town only adds a word to it."""
    town = place_name(clean_line(profile.city), language)
    region = profile.region.name_in(language) if profile.region else ""
    said = {
        "profile.city": town,
        "profile.region": "" if town and town in region.split() else region,
    }
    parts = {text: fact for fact, text in reversed(said.items()) if text}
    text = ", ".join(reversed(parts))
    return Line(text, tuple(reversed(parts.values()))) if text else None


def _additional(profile: Profile, language: str, today: date) -> Iterable[Line]:
    """What the questionnaire says besides: age, kind of labour, hours, wished pay."""
    yield from _born(profile, language, today)
    labour = "" if profile.labour == Profile.Labour.ANY else profile.labour
    asked = (
        ("labour", [labour] if labour else [], "profile.labour", "labor_preference"),
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
        yield _named("pay", _pay(profile, language), language, "profile.desired_pay")


def _born(profile: Profile, language: str, today: date) -> Iterable[Line]:
    """The year of birth, or the age where that is what the mobile application was told."""
    if not profile.birth_year:
        if said := unmapped(profile, "age", None):
            yield _named("age", said.text, language, *said.facts)
    elif (profile.mobile_answers or {}).get("age"):
        age = years(today.year - profile.birth_year, language)
        yield _named("age", age, language, "profile.birth_year")
    else:
        yield _named("born", str(profile.birth_year), language, "profile.birth_year")


def _pay(profile: Profile, language: str) -> str:
    figure = f"{int(profile.desired_pay or 0):,}".replace(",", "\u00a0")
    currency = profile.desired_currency
    unit = word("uzs", language) if currency == "UZS" else currency
    return f"{figure} {unit} {word(f'pay_{profile.desired_period}', language)}"


def _named(key: str, text: str, language: str, *facts: str) -> Line:
    return Line(f"{word(key, language)}: {text}", facts)
