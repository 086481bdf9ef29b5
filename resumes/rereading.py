"""What a program reads in the file that we made: the file is made and taken apart again."""

from dataclasses import dataclass
from io import BytesIO

from docx import Document

from resumes.composing import file_of
from resumes.models import Resume


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A heading of the file and the lines under it; what stands before all has no heading."""

    heading: str
    lines: tuple[str, ...]


def reread(resume: Resume) -> list[ReadPart]:
    """The parts of the resume's Word file, by its headings, in the order of the file."""
    return parts_of(file_of(resume, "docx").data)


def parts_of(data: bytes) -> list[ReadPart]:
    """The parts of a Word file by its real headings."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for paragraph in Document(BytesIO(data)).paragraphs:
        text = paragraph.text.strip()
        if paragraph.style is not None and paragraph.style.name == "Heading 1":
            parts.append((text, []))
        elif text:
            parts[-1][1].append(text)
    return [ReadPart(heading, tuple(lines)) for heading, lines in parts if heading or lines]
