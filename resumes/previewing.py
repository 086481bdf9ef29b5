"""How the studio shows a content: sections of lines, of which one is open to another wording."""

from dataclasses import dataclass

from django.urls import reverse

from resumes.backing import Backing
from resumes.content import Content, Entry, Line, Section
from resumes.editing import LISTS, content_of
from resumes.forms import LineForm
from resumes.models import Resume
from resumes.words import word

# What a person may add although nothing of it is in the profile.
OPEN_SECTIONS = ("summary", "skills", "languages", "additional")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a person is at: a line by its place, or a section that gets one more, and the form."""

    key: str = ""
    form: LineForm | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the preview: its place, and, where it is open, its facts and a form."""

    key: str
    line: Line
    url: str
    preview_url: str = ""
    form: LineForm | None = None
    facts: tuple[Backing, ...] = ()


@dataclass(frozen=True, slots=True)
class Adding:
    """Where one more line can be written."""

    key: str
    heading: str
    url: str
    preview_url: str
    form: LineForm | None = None


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section of the preview."""

    section: Section
    lines: tuple[Shown, ...]
    entries: tuple[tuple[Shown, ...], ...]
    adding: Adding | None = None


class Preview:
    """The lines of a content as the studio shows them; at most one of them is open."""

    def __init__(
        self, resume: Resume, part: str, opened: Opened, facts: dict[str, Backing]
    ) -> None:
        self._resume, self._part, self._opened, self._facts = resume, part, opened, facts
        content = content_of(resume, part)
        shown = content.without(resume.hidden)
        self.name = self._shown("name", content.name)
        self.title = self._shown("title", content.title) if content.title else None
        self.contacts = [
            self._shown(f"contact-{at}", line)
            for at, line in enumerate(content.contacts)
            if line in shown.contacts
        ]
        self.sections = [self._section(section) for section in content.sections]
        self.more = self._more(content) if part == "content" else []

    def _more(self, content: Content) -> list[Adding]:
        """Sections that the resume lacks and the person may begin."""
        there = {section.key for section in content.sections}
        lacking = [key for key in OPEN_SECTIONS if key not in there]
        return [self._adding(key, word(key, content.language)) for key in lacking]

    def _section(self, section: Section) -> ShownSection:
        lines = tuple(
            self._shown(f"{section.key}-{at}", line) for at, line in enumerate(section.lines)
        )
        entries = tuple(
            self._entry(f"{section.key}-entry-{at}", entry)
            for at, entry in enumerate(section.entries)
        )
        may_add = section.key in (*OPEN_SECTIONS, *LISTS, "wishes", "letter")
        adding = self._adding(section.key, section.heading) if may_add else None
        return ShownSection(section, lines, entries, adding)

    def _adding(self, key: str, heading: str) -> Adding:
        form = self._opened.form if key == self._opened.key else None
        return Adding(key, heading, self._address("line_add", key), self._live(key), form)

    def _entry(self, key: str, entry: Entry) -> tuple[Shown, ...]:
        parts = ((name, getattr(entry, name)) for name in ("title", "place", "period", "text"))
        return tuple(self._shown(f"{key}-{name}", line) for name, line in parts if line)

    def _shown(self, key: str, line: Line) -> Shown:
        url = self._address("line", key)
        if key != self._opened.key:
            return Shown(key, line, url)
        facts = tuple(self._facts[fact] for fact in line.facts if fact in self._facts)
        return Shown(key, line, url, self._live(key), self._opened.form, facts)

    def _live(self, key: str) -> str:
        return self._address("preview", key)

    def _address(self, name: str, key: str) -> str:
        return reverse(f"resumes:{name}", args=[self._resume.pk, self._part, key])
