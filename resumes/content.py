"""What a resume says: composed from the facts of a profile, and nothing else."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from accounts.models import Education, Experience, Profile
from catalog.models import PayPeriod, Vacancy
from resumes.words import language_name, month, name_in_script, word, years


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, and the facts of the profile that it stands on."""

    text: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of work or of study: what it was, when, and what was done there."""

    title: Line
    place: Line | None = None
    period: Line | None = None
    text: Line | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines or entries under it; never empty."""

    key: str
    heading: str
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A whole resume, in one of the four written forms: uz, uz-Cyrl, ru, en."""

    language: str
    name: Line
    title: Line | None
    contacts: tuple[Line, ...]
    sections: tuple[Section, ...] = field(default_factory=tuple)

    def lines(self) -> Iterable[Line]:
        """Every line, for checking what each stands on."""
        yield self.name
        if self.title:
            yield self.title
        yield from self.contacts
        for section in self.sections:
            yield from section.lines
            for entry in section.entries:
                parts = (entry.title, entry.place, entry.period, entry.text)
                yield from (part for part in parts if part)

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def content_from(data: dict[str, Any]) -> Content:
    """The content that `as_json` gave."""
    return Content(
        language=data["language"],
        name=_line(data["name"]),
        title=_line(data["title"]) if data["title"] else None,
        contacts=tuple(_line(line) for line in data["contacts"]),
        sections=tuple(_section(section) for section in data["sections"]),
    )


def compose(
    profile: Profile, language: str, *, today: date, vacancy: Vacancy | None = None
) -> Content:
    """The resume of a profile; for a vacancy, what it asks for comes first among the skills."""
    sections = (
        _section_of("summary", language, _about(profile)),
        _section_of("wishes", language, _wishes(profile)),
        _entries_of("experience", language, _experience(profile, language)),
        _entries_of("education", language, _education(profile, language)),
        _section_of("skills", language, _skills(profile, language, vacancy), is_list=True),
        _section_of("languages", language, _languages(profile, language), is_list=True),
        _section_of("additional", language, _additional(profile, language, today)),
    )
    return Content(
        language=language,
        name=_name(profile, language),
        title=_title(profile, language),
        contacts=tuple(_contacts(profile, language)),
        sections=tuple(section for section in sections if section),
    )


def _name(profile: Profile, language: str) -> Line:
    if profile.full_name.strip():
        name = name_in_script(clean(profile.full_name), language)
        return Line(name, ("profile.full_name",))
    return Line(profile.user.get_username(), ("user.username",))


def _title(profile: Profile, language: str) -> Line | None:
    if profile.specialty:
        return Line(profile.specialty.name_in(language), ("profile.specialty",))
    wished = clean((profile.mobile_answers or {}).get("preferred_specialization", ""))
    return Line(wished, ("profile.mobile_answers",)) if wished else None


def _contacts(profile: Profile, language: str) -> Iterable[Line]:
    if profile.phone:
        yield Line(clean(profile.phone), ("profile.phone",))
    if email := profile.contact_email or profile.user.email:
        yield Line(clean(email), ("profile.contact_email",))
    region = profile.region.name_in(language) if profile.region else ""
    city = name_in_script(clean(profile.city), language)
    parts = list(dict.fromkeys(part for part in (city, region) if part))
    if parts:
        yield Line(", ".join(parts), ("profile.city", "profile.region"))


def _about(profile: Profile) -> Iterable[Line]:
    if text := clean(profile.about):
        yield Line(text, ("profile.about",))


def _wishes(profile: Profile) -> Iterable[Line]:
    if text := clean(profile.preferences):
        yield Line(text, ("profile.preferences",))


def _experience(profile: Profile, language: str) -> Iterable[Entry]:
    for fact in profile.experience.all():
        key = (f"experience:{fact.pk}",)
        place = ", ".join(part for part in (clean(fact.employer), clean(fact.region)) if part)
        text = clean(fact.description)
        yield Entry(
            Line(clean(fact.title), key),
            Line(place, key) if place else None,
            Line(_period(fact, language, is_open=True), key),
            Line(text, key) if text else None,
        )


def _education(profile: Profile, language: str) -> Iterable[Entry]:
    for fact in profile.education.all():
        key = (f"education:{fact.pk}",)
        degree = word(fact.degree, language) if fact.degree else ""
        detail = ", ".join(part for part in (clean(fact.field), degree) if part)
        period = _period(fact, language, is_open=False)
        yield Entry(
            Line(clean(fact.institution), key),
            Line(detail, key) if detail else None,
            Line(period, key) if period else None,
        )


def _period(fact: Experience | Education, language: str, *, is_open: bool) -> str:
    start = month(fact.start, language) if fact.start else ""
    end = month(fact.end, language) if fact.end else ""
    if is_open and not end:
        end = word("now", language)
    return " — ".join(part for part in (start, end) if part)


def _skills(profile: Profile, language: str, vacancy: Vacancy | None) -> Iterable[Line]:
    asked = set(vacancy.skills.values_list("pk", flat=True)) if vacancy else set()
    facts = sorted(
        profile.skills.select_related("skill"), key=lambda fact: fact.skill_id not in asked
    )
    for fact in facts:
        name = fact.skill.name_in(language) if fact.skill else clean(fact.name)
        level = f" ({word(fact.level, language)})" if fact.level else ""
        yield Line(f"{name}{level}", (f"skill:{fact.pk}",))


def _languages(profile: Profile, language: str) -> Iterable[Line]:
    for fact in profile.languages.all():
        level = word("native", language) if fact.level == "native" else fact.level.upper()
        name = language_name(fact.language, language)
        yield Line(f"{name} — {level}", (f"language:{fact.pk}",))


def _additional(profile: Profile, language: str, today: date) -> Iterable[Line]:
    """What the questionnaire says besides: age, level of education, hours, wished pay."""
    if profile.birth_year:
        age = years(today.year - profile.birth_year, language)
        yield _named("age", age, language, "profile.birth_year")
    if profile.education_level and not profile.education.exists():
        level = word(profile.education_level, language)
        yield _named("level", level, language, "profile.education_level")
    if profile.labour and profile.labour != Profile.Labour.ANY:
        yield _named("labour", word(profile.labour, language), language, "profile.labour")
    for key, values in (("modes", profile.work_modes), ("schedules", profile.schedules)):
        if values:
            text = ", ".join(word(value, language) for value in values)
            yield _named(key, text, language, f"profile.{'work_' if key == 'modes' else ''}{key}")
    if profile.desired_pay:
        figure = f"{int(profile.desired_pay):,}".replace(",", " ")
        period = "" if profile.desired_period == PayPeriod.SHIFT else profile.desired_period
        unit = word(period, language) if period else ""
        text = f"{figure} {profile.desired_currency} {unit}".strip()
        yield _named("pay", text, language, "profile.desired_pay")


def _named(key: str, text: str, language: str, fact: str) -> Line:
    return Line(f"{word(key, language)}: {text}", (fact,))


def _section_of(
    key: str, language: str, lines: Iterable[Line], *, is_list: bool = False
) -> Section | None:
    found = tuple(lines)
    return Section(key, word(key, language), found, is_list=is_list) if found else None


def _entries_of(key: str, language: str, entries: Iterable[Entry]) -> Section | None:
    found = tuple(entries)
    return Section(key, word(key, language), entries=found) if found else None


def clean(text: str) -> str:
    """Without the characters that no document may hold; line ends stay."""
    kept = (char for char in text.replace("\r\n", "\n") if char in "\n\t" or char.isprintable())
    return "".join(kept).strip()


def _line(data: dict[str, Any]) -> Line:
    return Line(data["text"], tuple(data["facts"]))


def _section(data: dict[str, Any]) -> Section:
    def part(entry: dict[str, Any], name: str) -> Line | None:
        return _line(entry[name]) if entry[name] else None

    return Section(
        key=data["key"],
        heading=data["heading"],
        lines=tuple(_line(line) for line in data["lines"]),
        entries=tuple(
            Entry(_line(entry["title"]), *(part(entry, n) for n in ("place", "period", "text")))
            for entry in data["entries"]
        ),
        is_list=data["is_list"],
    )
