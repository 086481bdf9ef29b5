"""How a resume looks: one function a format, in an explicit list."""

from collections.abc import Callable
from dataclasses import dataclass

from resumes.checking import check_docx
from resumes.content import Content
from resumes.rendering.to_docx import to_docx
from resumes.rendering.to_json import to_json
from resumes.rendering.to_pdf import to_pdf


@dataclass(frozen=True, slots=True)
class Renderer:
    """A format: the end of its file names, its media type, and what makes it.

    `render` takes a content, a photo (JPEG, or None) and the name of a design, and gives the bytes
    of a file; `check` reads those back and raises InventedError for a line that the content doesn't
    hold.
    """

    extension: str
    media_type: str
    render: Callable[[Content, bytes | None, str], bytes]
    check: Callable[[bytes, Content], None] | None = None


RENDERERS = {
    "docx": Renderer(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        to_docx,
        check_docx,
    ),
    "pdf": Renderer("pdf", "application/pdf", to_pdf),
    "json": Renderer("json", "application/json", to_json),
}
