"""How a resume looks: one function a format, in an explicit list."""

from collections.abc import Callable
from dataclasses import dataclass

from resumes.content import Content
from resumes.rendering.to_docx import to_docx
from resumes.rendering.to_pdf import to_pdf


@dataclass(frozen=True, slots=True)
class Renderer:
    """A format: the end of its file names, its media type, and what makes it.

    The function takes a content and a photo (JPEG, or None) and gives the bytes of a file.
    """

    extension: str
    media_type: str
    render: Callable[[Content, bytes | None], bytes]


RENDERERS = {
    "docx": Renderer(
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        to_docx,
    ),
    "pdf": Renderer("pdf", "application/pdf", to_pdf),
}
