"""Reads a resume that somebody brings, DOCX or PDF, into facts that they may take or leave."""

import re
from collections.abc import Callable, Iterable, Sequence

from django.db.models import Q

from catalog.models import Region
from catalog.scripts import normalize_apostrophes
from resumes.reading.files import lines_of
from resumes.reading.parts import FoundFact, FoundResume, ReadingError, ReadLine
from resumes.reading.places_of_work import studies_of, works_of
from resumes.reading.sections import TOP, joined, sections_of
from resumes.reading.short_facts import (
    certificates_of,
    contacts_of,
    languages_of,
    licence_in,
    links_in,
    name_among,
    skills_of,
)
from resumes.words import FORMS, word

__all__ = ["FoundFact", "FoundResume", "ReadingError", "facts_in", "read_resume"]

# Lines that our own resumes compose of other facts: they are read where those stand.
_COMPOSED = re.compile(
    r"(?:опыт работы|стаж|ish tajribasi|иш тажрибаси)\b.{0,40}\d|\d.{0,40}of experience",
    re.IGNORECASE,
)


def read_resume(data: bytes) -> FoundResume:
    """All that a file states; ReadingError with the reason where it can't be read."""
    return facts_in(lines_of(data))


def facts_in(lines: Sequence[ReadLine]) -> FoundResume:
    """The facts of a resume's lines."""
    sections = sections_of(lines)
    is_place = _place_test(lines)
    found = FoundResume()
    head = [*sections.get(TOP, ()), *sections.get("contacts", ())]
    fields, links, left = contacts_of(head, is_place)
    if "full_name" not in fields and (name := _name_beside(sections)):
        fields["full_name"] = name
    fields |= _own_words(sections)
    found.facts += [FoundFact("profile", {key: value}) for key, value in fields.items() if value]
    found.facts += works_of(sections.get("experience", ()), is_place)
    found.facts += studies_of(sections.get("education", ()))
    found.facts += certificates_of(sections.get("certificates", ()))
    found.facts += skills_of(sections.get("skills", ()))
    found.facts += languages_of(sections.get("languages", ()))
    found.facts += links
    for line in (*sections.get("additional", ()), *sections.get("projects", ())):
        taken = [fact for fact in (licence_in(line.text), *links_in(line.text)) if fact]
        found.facts += taken
        left += [] if taken else [line.text]
    found.unread = [*left, *(line.text for line in sections.get("hobbies", ()))]
    return found


def _name_beside(sections: dict[str, list[ReadLine]]) -> str:
    """The name where it stands after the narrow column that a file begins with."""
    columns = (sections.get(key, [])[-4:] for key in ("languages", "skills", "certificates"))
    return next((name for lines in columns if (name := name_among(lines))), "")


def _own_words(sections: dict[str, list[ReadLine]]) -> dict[str, str]:
    about = [line for line in sections.get("summary", ()) if not _COMPOSED.search(line.text)]
    wishes = [line for line in sections.get("wishes", ()) if not _is_term(line.text)]
    return {"about": joined(about), "preferences": joined(wishes)}


def _is_term(text: str) -> bool:
    """Whether a line of wishes is one of ours that names a term: График работы: полный день."""
    named = text.partition(":")[0].strip()
    keys = ("labour", "modes", "schedules", "pay")
    return named in {word(key, form) for key in keys for form in FORMS}


def _place_test(lines: Iterable[ReadLine]) -> Callable[[str], bool]:
    """Whether a text is the name of a town or a region; asked of the table once."""
    parts = {
        normalize_apostrophes(part.strip(" ."))
        for line in lines
        if len(line.text) < 120  # noqa: PLR2004
        for part in (line.text, *re.split(r"[,:·|(]|\s[—–-]\s", line.text))
    }
    wanted = [part for part in parts if part]
    names = Q()
    for form in ("uz", "uz_cyrl", "ru", "en"):
        names |= Q(**{f"name_{form}__in": wanted})
    found = Region.objects.filter(names).exclude(kind=Region.Kind.UNKNOWN)
    known = {
        name.casefold()
        for row in found
        for name in (row.name_uz, row.name_uz_cyrl, row.name_ru, row.name_en)
    }
    return lambda text: normalize_apostrophes(text.strip(" .")).casefold() in known
