"""Content to a PDF by typst: the same words, selectable, with its own font embedded."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from resumes.content import Content, Entry, Line, Section
from resumes.rendering.portrait import HEIGHT, WIDTH
from resumes.words import word

TEMPLATE = Path(__file__).parent / "resume.typ"
PLAIN = "plain"
# In characters: what fits in the narrowest line that a word may stand in.
LONGEST_WORD, LONGEST_NAME = 66, 30
# Little pictures, and what joins them: no font for print draws them.
PICTOGRAPHS = re.compile("[\U0001f000-\U0001faff\ufe0f\u200d\U000e0020-\U000e007f]")


def to_pdf(content: Content, photo: bytes | None, design: str = "local") -> bytes:
    """A PDF file; the photo is a JPEG."""
    said = {**_data(content, has_photo=photo is not None), "is_plain": design == PLAIN}
    data = json.dumps(said, ensure_ascii=False)
    with TemporaryDirectory() as folder:
        page = Path(folder) / "resume.typ"
        page.write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8")
        if photo is not None:
            (Path(folder) / "photo.jpg").write_bytes(photo)
        made: bytes = typst.compile(str(page), root=folder, sys_inputs={"content": data})
    return made


def _data(content: Content, *, has_photo: bool) -> dict[str, Any]:
    return {
        "document_title": f"{word('resume', content.language)}: {content.name.text}",
        "author": content.name.text,
        **_tag(content.language),
        "name": _breakable(content.name.text, LONGEST_NAME),
        "title": _breakable(content.title.text, LONGEST_NAME) if content.title else None,
        "contacts": [_breakable(line.text) for line in content.contacts],
        "has_photo": has_photo,
        "is_short": content.is_short,
        "photo_size": [WIDTH, HEIGHT],
        "photo_text": f"{word('photo', content.language)}: {content.name.text}",
        "sections": [_section(section, content.language) for section in content.sections],
    }


def _section(section: Section, language: str) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "is_small": section.is_small,
        "is_list": section.is_list and not section.is_dense,
        "dense": _breakable(section.dense_text) if section.is_dense else None,
        "lines": [_line(line, language) for line in section.lines],
        "entries": [_entry(entry, language) for entry in section.entries],
    }


def _entry(entry: Entry, language: str) -> dict[str, Any]:
    return {
        "title": _line(entry.title, language),
        "details": _breakable(entry.details),
        "text": _line(entry.text, language) if entry.text else None,
        "is_itemised": entry.is_itemised,
        "is_small": entry.is_small,
    }


def _line(line: Line, language: str) -> dict[str, Any]:
    return {
        "paragraphs": [_breakable(part) for part in line.paragraphs()],
        **_tag(line.language or language),
    }


def _tag(language: str) -> dict[str, str]:
    """A language as typst takes it: the code, and the script where it isn't the usual one."""
    code, _, script = language.partition("-")
    return {"lang": code, "script": script.lower() or "auto"}


def _breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """Words that no line could hold, with places where they may be broken."""
    shown = PICTOGRAPHS.sub("", text)
    return re.sub(rf"\S{{{longest}}}", lambda match: f"{match[0]}\u200b", shown)
