"""The parts of a resume as plain data: lines that name their facts, entries, sections."""

import json
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

# Every heading that a resume can have, in the order of a resume of who has worked.
SECTIONS = (
    "summary", "skills", "experience", "education", "certificates", "languages", "wishes",
    "additional",
)  # fmt: skip
# What is said in a word or two each: with more lines than this they share a paragraph.
DENSE = {"skills": 3, "languages": 1}
# A section of so many lines and characters isn't parted between two pages.
SMALL_LINES, SMALL_LENGTH = 6, 900
# So few characters leave most of a page empty, unless they are set larger.
SHORT = 600
# Between short statements that share a paragraph.
DIVIDER = " · "
# People begin the lines of a list so; a document has bullets of its own.
_BULLET = re.compile(r"^\s*[-–—•·▪●*]\s+")


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
        """The text, a string for each line that was typed, without the signs of a list."""
        parts = (_BULLET.sub("", part).strip() for part in self.text.split("\n"))
        return [part for part in parts if part]


# What a line becomes, by its place and itself; None where it goes.
Change = Callable[[str, Line], Line | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of work or of study: what it was, when, and what was done there."""

    title: Line
    place: Line | None = None
    period: Line | None = None
    text: Line | None = None

    def mapped(self, key: str, change: "Change") -> "Entry | None":
        """Each part changed; None where the title was left out."""
        title = change(f"{key}-title", self.title)
        parts = {
            name: change(f"{key}-{name}", part) if (part := getattr(self, name)) else None
            for name in ("place", "period", "text")
        }
        return Entry(title, **parts) if title else None

    @property
    def details(self) -> str:
        """Where and when, on one line; empty where neither is known."""
        return DIVIDER.join(part.text for part in (self.place, self.period) if part)

    @property
    def is_small(self) -> bool:
        """Whether it should stay on one page."""
        if self.text is None:
            return True
        return len(self.text.paragraphs()) <= SMALL_LINES and len(self.text.text) <= SMALL_LENGTH

    @property
    def is_itemised(self) -> bool:
        """Whether what was done there is told in several lines."""
        return self.text is not None and len(self.text.paragraphs()) > 1


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines or entries under it; never empty."""

    key: str
    heading: str
    lines: tuple[Line, ...] = ()
    entries: tuple[Entry, ...] = ()
    is_list: bool = False

    def mapped(self, change: "Change") -> "Section":
        """Each line changed; an entry without its title goes."""
        lines = (change(f"{self.key}-{at}", line) for at, line in enumerate(self.lines))
        entries = (
            entry.mapped(f"{self.key}-entry-{at}", change) for at, entry in enumerate(self.entries)
        )
        return replace(
            self,
            lines=tuple(line for line in lines if line),
            entries=tuple(entry for entry in entries if entry),
        )

    @property
    def is_dense(self) -> bool:
        """Whether its short lines are too many for a line each."""
        return self.is_list and len(self.lines) > DENSE.get(self.key, len(self.lines))

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

    def mapped(self, change: "Change") -> "Content":
        """Each line changed, or left out where the change gives None; a name can't be."""
        sections = (section.mapped(change) for section in self.sections)
        contacts = (change(f"contact-{at}", line) for at, line in enumerate(self.contacts))
        return replace(
            self,
            name=change("name", self.name) or self.name,
            title=change("title", self.title) if self.title else None,
            contacts=tuple(line for line in contacts if line),
            sections=tuple(part for part in sections if part.lines or part.entries),
        )

    def keyed(self) -> dict[str, Line]:
        """Every line by its place: title, contact-0, skills-2, experience-entry-0-text."""
        found: dict[str, Line] = {}
        self.mapped(found.setdefault)
        return found

    def without(self, kinds: Collection[str]) -> "Content":
        """The same without contacts of these kinds: what a person keeps private in a copy."""
        contacts = tuple(line for line in self.contacts if line.kind not in kinds)
        return replace(self, contacts=contacts)

    @property
    def is_short(self) -> bool:
        """Whether it says so little that it looks lost in the usual size."""
        return sum(len(line.text) for line in self.lines()) < SHORT

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return plain


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
