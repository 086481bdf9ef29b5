"""What people change in a resume by hand: theirs, allowed, marked, and never the last of it."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from resumes.content import Content, Line, Section, content_from
from resumes.content.parts import SECTIONS
from resumes.models import Resume, ResumeVersion
from resumes.texts import clean
from resumes.words import word

LONGEST_LINE, MOST_LINES, MOST_VERSIONS = 10_000, 500, 50
PARTS = ("content", "letter")
# What stays known of a line whose words were changed.
KEPT_KINDS = ("phone", "email", "place", "age")


def change_line(resume: Resume, part: str, key: str, text: str) -> None:
    """Another wording of one line; without any it goes. KeyError where there is no such line."""
    content = content_of(resume, part)
    new = reworded(content, key, text)
    if new != content.keyed()[key]:
        save(resume, **{part: content.mapped(lambda at, line: new if at == key else line)})


def reworded(content: Content, key: str, text: str) -> Line | None:
    """What other words make of a line; None where it goes, which a name can't."""
    old, said = content.keyed()[key], clean(text)
    if said == old.text or (not said and key == "name"):
        return old
    return typed(said, old) if said else None


def add_line(resume: Resume, part: str, section_key: str, text: str) -> None:
    """One more line at the end of a section, which is made where there was none."""
    content, said = content_of(resume, part), clean(text)
    if not said or not may_grow(content, section_key):
        return
    if section_key not in _keys(content):
        heading = word(section_key, content.language)
        made = Section(section_key, heading, is_list=section_key in LISTS)
        content = replace(content, sections=(*content.sections, made))
    sections = (
        replace(section, lines=(*section.lines, typed(said)))
        if section.key == section_key
        else section
        for section in content.sections
    )
    save(resume, **{part: replace(content, sections=tuple(sections))})


def may_grow(content: Content, section_key: str) -> bool:
    """Whether a section may have one more line: it is there, or a resume can have it."""
    return section_key in SECTIONS or section_key in _keys(content)


LISTS = ("skills", "certificates", "languages", "additional")


def typed(text: str, old: Line | None = None) -> Line:
    """A line by the person's own hand; it stands on their word, not on the profile's facts."""
    kind = old.kind if old and old.kind in KEPT_KINDS else ""
    return Line(text, (), kind=kind, typed=True)


def content_of(resume: Resume, part: str = "content") -> Content:
    """The resume, or its letter; KeyError where there is no letter."""
    data = getattr(resume, part) if part in PARTS else None
    if not data:
        raise KeyError(part)
    return content_from(data)


def save(resume: Resume, **parts: Content) -> None:
    """Keep what it said as an earlier version, then what it says now."""
    _save(resume, **{name: content.as_json() for name, content in parts.items()})


def restore(resume: Resume, version: ResumeVersion) -> None:
    """What an earlier version said; what is said now becomes one."""
    _save(resume, content=version.content, letter=version.letter)


@transaction.atomic
def _save(resume: Resume, **parts: dict[str, Any]) -> None:
    now = Resume.objects.select_for_update().get(pk=resume.pk)
    resume.versions.create(content=now.content, letter=now.letter)
    for name, said in parts.items():
        setattr(resume, name, said)
    resume.save(update_fields=[*parts, "updated_at"])
    kept = resume.versions.values_list("pk", flat=True)[:MOST_VERSIONS]
    resume.versions.exclude(pk__in=[*kept]).delete()


def edited(old: Content, data: Any) -> Content:
    """A content as a program sent it back: what it changed or added is typed, facts can't be.

    ValidationError where it isn't a content.
    """
    try:
        new = content_from(data)
        known = {(line.text, line.facts): line for line in old.lines()}
        asked = [section.key for section in new.sections]
        fine = all(isinstance(line.text, str) for line in new.lines())
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValidationError(_refusal()) from error
    is_small = fine and sum(1 for _line in new.lines()) <= MOST_LINES
    if not is_small or len(asked) != len({*asked}) or not {*asked} <= {*SECTIONS, *_keys(old)}:
        raise ValidationError(_refusal())
    return _restated(old, new, known)


def _keys(content: Content) -> set[str]:
    return {section.key for section in content.sections}


def _restated(
    old: Content, new: Content, known: dict[tuple[str, tuple[str, ...]], Line]
) -> Content:
    headings = {section.key: section.heading for section in old.sections}

    def settle(_key: str, line: Line) -> Line | None:
        if same := known.get((line.text, line.facts)):
            return same
        said = clean(line.text[:LONGEST_LINE])
        return typed(said, line) if said else None

    sections = tuple(
        replace(
            section,
            heading=headings.get(section.key) or word(section.key, old.language),
            is_list=section.key in LISTS,
        )
        for section in new.sections
    )
    return replace(new, language=old.language, sections=sections).mapped(settle)


def _refusal() -> str:
    return _("Send the content as you got it, with other texts in its lines.")
