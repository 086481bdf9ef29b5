"""The parts of a resume as plain data: lines that name their facts, entries, sections."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

# So many short lines still read well as a list; more go into one paragraph.
LONGEST_LIST = 3
# What is said in a word or two each.
DENSE = ("skills", "languages")
# A section of so many lines and characters isn't parted between two pages.
SMALL_LINES, SMALL_LENGTH = 6, 900
# So few characters leave most of a page empty, unless they are set larger.
SHORT = 600
# Between short statements that share a paragraph.
DIVIDER = " · "


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, and the facts of the profile that it stands on.

    `language` is that of a person's own words where the resume is in another one, else empty.
    `kind` says what sort of statement it is where that matters: phone, email, place, age, link.
    `typed` marks what the person wrote into the resume by hand: theirs, and allowed.
    `data` holds the same statement for programs: a skill's bare name and level, dates as ISO 8601.
    """

    text: str
    facts: tuple[str, ...]
    language: str = ""
    kind: str = ""
    typed: bool = False
    data: dict[str, str] = field(default_factory=dict)

    def paragraphs(self) -> list[str]:
        """The text, a string for each line that was typed."""
        return [part.strip() for part in self.text.split("\n") if part.strip()]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of work or of study: what it was, when, and what was done there."""

    title: Line
    place: Line | None = None
    period: Line | None = None
    text: Line | None = None

    @property
    def details(self) -> str:
        """Where and when, on one line; empty where neither is known."""
        return DIVIDER.join(part.text for part in (self.place, self.period) if part)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines or entries under it; never empty."""

    key: str
    heading: str
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    is_list: bool = False

    @property
    def is_dense(self) -> bool:
        """Whether its short lines are too many for a line each."""
        return self.key in DENSE and self.is_list and len(self.lines) > LONGEST_LIST

    @property
    def is_small(self) -> bool:
        """Whether what it says before its entries should stay on one page."""
        paragraphs = sum(len(line.paragraphs()) for line in self.lines)
        length = sum(len(line.text) for line in self.lines)
        return (self.is_dense or paragraphs <= SMALL_LINES) and length <= SMALL_LENGTH

    @property
    def dense_text(self) -> str:
        """All the short lines in one."""
        return DIVIDER.join(line.text for line in self.lines)


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

    @property
    def is_short(self) -> bool:
        """Whether it says so little that it looks lost in the usual size."""
        return sum(len(line.text) for line in self.lines()) < SHORT

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


def _line(data: dict[str, Any]) -> Line:
    return Line(
        text=data["text"],
        facts=tuple(data["facts"]),
        language=data.get("language", ""),
        kind=data.get("kind", ""),
        typed=data.get("typed", False),
        data=data.get("data", {}),
    )


def _section(data: dict[str, Any]) -> Section:
    return Section(
        key=data["key"],
        heading=data["heading"],
        lines=tuple(_line(line) for line in data["lines"]),
        entries=tuple(_entry(entry) for entry in data["entries"]),
        is_list=data["is_list"],
    )


def _entry(data: dict[str, Any]) -> Entry:
    place, period, text = (
        _line(data[name]) if data[name] else None for name in ("place", "period", "text")
    )
    return Entry(_line(data["title"]), place, period, text)
