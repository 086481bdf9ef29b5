"""Content to a PDF by typst: the same words, selectable, with its own font embedded."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from resumes.content import Content, Entry
from resumes.words import word

TEMPLATE = Path(__file__).parent / "resume.typ"


def to_pdf(content: Content, photo: bytes | None) -> bytes:
    """A PDF file; the photo is a JPEG."""
    data = json.dumps(_data(content, has_photo=photo is not None), ensure_ascii=False)
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
        "lang": content.language.partition("-")[0],
        "name": content.name.text,
        "title": content.title.text if content.title else None,
        "contacts": [line.text for line in content.contacts],
        "has_photo": has_photo,
        "photo_text": word("photo", content.language),
        "sections": [
            {
                "heading": section.heading,
                "is_list": section.is_list,
                "lines": [line.text for line in section.lines],
                "entries": [_entry(entry) for entry in section.entries],
            }
            for section in content.sections
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    details = [part.text for part in (entry.place, entry.period) if part]
    return {
        "title": entry.title.text,
        "details": " · ".join(details),
        "text": entry.text.text if entry.text else None,
    }
