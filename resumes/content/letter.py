"""The cover letter for one vacancy: sentences by rules, each standing on facts."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from accounts.models import Profile
from catalog.models import Vacancy
from catalog.scripts import to_cyrillic
from resumes.content.facts import language_lines, skill_lines, study_entries, work_entries
from resumes.content.parts import Content, Line, Section
from resumes.content.summary import months_worked
from resumes.texts import clean_line
from resumes.words import duration, word

TABLE = Path(__file__).parent.parent / "tables" / "letters.csv"
WRITTEN = {"uz": "uz", "uz-cyrl": "uz-Cyrl", "ru": "ru", "en": "en"}
MOST_SKILLS = 6


@cache
def _sentences() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def letter_language(vacancy: Vacancy, fallback: str) -> str:
    """The language of the posting, where it is one of the four written forms."""
    return WRITTEN.get(vacancy.language.lower(), fallback)


def compose_letter(profile: Profile, vacancy: Vacancy, resume: Content, *, today: date) -> Content:
    """A letter in the language of `resume`, which is the person's resume in that language."""
    language = resume.language
    said = _Sentences(language, f"vacancy:{vacancy.pk}")
    lines = (
        said.line("greeting", (said.vacancy,), employer=clean_line(vacancy.employer)),
        _asked(said, vacancy),
        *_worked(said, profile, today),
        *_skilled(said, profile, vacancy),
        *_studied(said, profile),
        *_speaks(said, profile),
        *_suits(said, profile, vacancy),
        said.line("thanks", (said.vacancy,)),
    )
    contacts = tuple(line for line in resume.contacts if line.kind != "age")
    section = Section("letter", word("letter", language), lines)
    return Content(language, resume.name, None, contacts, (section,))


class _Sentences:
    """The sentences of the table in one language, for one vacancy."""

    def __init__(self, language: str, vacancy: str) -> None:
        self.language, self.vacancy = language, vacancy

    def line(self, key: str, facts: Iterable[str], **values: str) -> Line:
        """A sentence with its values; without an employer it is the one that names none."""
        if not values.get("employer", " "):
            key = f"{key}_without"
        row = _sentences()[key]
        text = row["uz"] if self.language == "uz-Cyrl" else row[self.language]
        if self.language == "uz-Cyrl":
            # Values are in their script already: only our own words are put into the other.
            text = "".join(_cyrillic(part) for part in _parts(text))
        return Line(text.format(**values), tuple(dict.fromkeys(facts)))


def _parts(text: str) -> list[str]:
    """Our words and the places of values, one after the other."""
    return [part for piece in text.split("{") for part in _piece(piece)]


def _piece(piece: str) -> list[str]:
    name, closed, rest = piece.partition("}")
    return ["{" + name + "}", rest] if closed else [piece]


def _cyrillic(part: str) -> str:
    return part if part.startswith("{") else to_cyrillic(part)


def _asked(said: _Sentences, vacancy: Vacancy) -> Line:
    title, employer = clean_line(vacancy.title), clean_line(vacancy.employer)
    return said.line("asked", (said.vacancy,), title=title, employer=employer)


def _worked(said: _Sentences, profile: Profile, today: date) -> Iterable[Line]:
    months = months_worked(profile, today)
    if not months:
        return
    entries = list(work_entries(profile, said.language))
    facts = [fact for entry in entries for fact in entry.title.facts]
    text = {"length": duration(months, said.language)}
    last = entries[0]
    employer = last.place.data.get("employer", "") if last.place else ""
    # A title in another language would be half a sentence in it.
    if employer and not last.title.language:
        yield said.line("worked_at", facts, **text, title=last.title.text, place=employer)
    else:
        yield said.line("worked", facts, **text)


def _skilled(said: _Sentences, profile: Profile, vacancy: Vacancy) -> Iterable[Line]:
    """What the posting asks for and the person has; else what the person has."""
    asked = {skill.name_in(said.language) for skill in vacancy.skills.all()}
    lines = [line for line in skill_lines(profile, said.language, vacancy) if not line.language]
    both = [line for line in lines if line.data["name"] in asked]
    if chosen := (both or lines)[:MOST_SKILLS]:
        names = ", ".join(line.data["name"] for line in chosen)
        facts = [fact for line in chosen for fact in line.facts]
        key = "matched" if both else "skilled"
        yield said.line(key, (*facts, *([said.vacancy] if both else [])), skills=names)


def _studied(said: _Sentences, profile: Profile) -> Iterable[Line]:
    for entry in list(study_entries(profile, said.language))[:1]:
        if not entry.title.language:
            yield said.line("studied", entry.title.facts, school=_whole(entry.title, entry.place))


def _whole(*lines: Line | None) -> str:
    return ", ".join(line.text for line in lines if line)


def _speaks(said: _Sentences, profile: Profile) -> Iterable[Line]:
    if lines := list(language_lines(profile, said.language)):
        facts = [fact for line in lines for fact in line.facts]
        named = ", ".join(f"{line.data['name']} ({line.data['level']})" for line in lines)
        yield said.line("speaks", facts, languages=named)


def _suits(said: _Sentences, profile: Profile, vacancy: Vacancy) -> Iterable[Line]:
    """The hours that the posting offers and the person wishes for."""
    if both := [name for name in profile.schedules if name in (vacancy.schedules or [])]:
        named = ", ".join(word(name, said.language) for name in both)
        yield said.line("suits", ("profile.schedules", said.vacancy), schedules=named)
