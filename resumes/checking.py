"""Reads a finished file back: no line in it that the facts of the profile don't hold."""

from io import BytesIO

from docx import Document

from accounts.models import Profile
from resumes.content import Content
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
}


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
    return [line.text for line in content.lines() if not line.facts or not known >= {*line.facts}]


def read_docx(data: bytes) -> list[str]:
    """The paragraphs of a DOCX file that say something."""
    paragraphs = (paragraph.text.strip() for paragraph in Document(BytesIO(data)).paragraphs)
    return [text for text in paragraphs if text]


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
