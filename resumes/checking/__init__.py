"""No line without its fact: checks a content before it is saved, and a file before it is given."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from accounts.models import Profile
from resumes.content import Content, Entry, Line, Section
from resumes.content.parts import DIVIDER

FIELDS = (
    "full_name", "birth_year", "phone", "contact_email", "region", "city", "education_level",
    "labour", "work_modes", "schedules", "preferences", "about", "desired_pay", "specialty",
)  # fmt: skip
RELATIONS = {
    "experience": "experience",
    "education": "education",
    "skills": "skill",
    "languages": "language",
    "certificates": "certificate",
    "licences": "licence",
    "links": "link",
}


log = logging.getLogger(__name__)


class InventedError(ValueError):
    """A finished file says what its content doesn't."""


def known_facts(profile: Profile) -> set[str]:
    """The ids of all that a profile holds, as lines of a resume name them."""
    facts = {f"profile.{name}" for name in FIELDS if getattr(profile, name)}
    answers = profile.mobile_answers or {}
    facts |= {f"profile.mobile_answers.{name}" for name, text in answers.items() if text}
    facts |= {f"user.{name}" for name in ("username", "email") if getattr(profile.user, name)}
    for relation, kind in RELATIONS.items():
        keys = getattr(profile, relation).values_list("pk", flat=True)
        facts |= {f"{kind}:{key}" for key in keys}
    return facts


def unfounded_lines(content: Content, profile: Profile) -> list[str]:
    """Lines that name no fact, or one that the profile doesn't hold."""
    known = known_facts(profile)
    return [line.text for line in content.lines() if not _stands(line, known)]


def founded(content: Content, profile: Profile) -> Content:
    """The content without the lines that stand on no fact of the profile."""
    known = known_facts(profile)
    if all(_stands(line, known) for line in content.lines()):
        return content
    # How many, not which: a log holds nothing of a person.
    log.error("left out %d lines of a resume", len(unfounded_lines(content, profile)))
    sections = (_founded_section(section, known) for section in content.sections)
    return replace(
        content,
        title=_founded_line(content.title, known),
        contacts=_founded_lines(content.contacts, known),
        sections=tuple(section for section in sections if section.lines or section.entries),
    )


def _stands(line: Line, known: set[str]) -> bool:
    # What the person typed into the resume stands on the person's word.
    return line.typed or (bool(line.facts) and known >= {*line.facts})


def _founded_line(line: Line | None, known: set[str]) -> Line | None:
    return line if line and _stands(line, known) else None


def _founded_lines(lines: Iterable[Line], known: set[str]) -> tuple[Line, ...]:
    return tuple(line for line in lines if _stands(line, known))


def _founded_section(section: Section, known: set[str]) -> Section:
    entries = (
        Entry(
            entry.title,
            *(_founded_line(part, known) for part in (entry.place, entry.period, entry.text)),
        )
        for entry in section.entries
        if _stands(entry.title, known)
    )
    return replace(section, lines=_founded_lines(section.lines, known), entries=tuple(entries))


def check_docx(data: bytes, content: Content) -> None:
    """Read a DOCX file back; InventedError where it says anything else than its content."""
    if strange := strange_lines(data, content):
        raise InventedError(f"{len(strange)} paragraphs are not of the content")


def read_docx(data: bytes) -> list[str]:
    """Every paragraph of a DOCX file that says something: cells, headers and footers too."""
    document = Document(BytesIO(data))
    edges = [part for section in document.sections for part in (section.header, section.footer)]
    bodies = [
        document.element.body,
        *(part._element for part in edges if not part.is_linked_to_previous),
    ]
    paragraphs = (Paragraph(one, None) for body in bodies for one in body.iter(qn("w:p")))  # type: ignore[arg-type]
    texts = (paragraph.text.strip() for paragraph in paragraphs)
    return [text for text in texts if text]


def strange_lines(data: bytes, content: Content) -> list[str]:
    """Paragraphs of a DOCX file that are neither a heading nor a line of the content."""
    known = {section.heading for section in content.sections}
    for line in content.lines():
        known.update(line.paragraphs())
    for section in content.sections:
        known.add(section.dense_text)
        known.update(entry.details for entry in section.entries)
    return [text for text in read_docx(data) if text not in known and not _is_made_of(text, known)]


def _is_made_of(text: str, known: set[str]) -> bool:
    return DIVIDER in text and all(part in known for part in text.split(DIVIDER))
