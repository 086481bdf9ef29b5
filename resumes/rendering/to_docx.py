"""Content to a Word document: real styles and headings, A4, no tables."""

from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from resumes.content import Content, Entry, Section
from resumes.words import word

FONT = "Arial"
INK, ACCENT, SOFT = (
    RGBColor(0x1B, 0x26, 0x2C),
    RGBColor(0x0F, 0x5C, 0x6E),
    RGBColor(0x5B, 0x66, 0x6D),
)
PHOTO_WIDTH = Mm(32)
# The codes of languages that Word's spelling check knows.
LANGUAGES = {"uz": "uz-Latn-UZ", "uz-Cyrl": "uz-Cyrl-UZ", "ru": "ru-RU", "en": "en-GB"}


def to_docx(content: Content, photo: bytes | None) -> bytes:
    """A DOCX file; the photo is a JPEG."""
    document = Document()
    _set_page(document)
    _set_styles(document, content)
    _set_properties(document, content)
    if photo:
        _add_photo(document, photo, content)
    document.add_paragraph(content.name.text, style="Title")
    if content.title:
        document.add_paragraph(content.title.text, style="Subtitle")
    if content.contacts:
        line = document.add_paragraph(" · ".join(part.text for part in content.contacts))
        line.runs[0].font.color.rgb = SOFT
    for section in content.sections:
        _add_section(document, section)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(16)


def _set_styles(document: Any, content: Content) -> None:
    sizes = {"Normal": 10.5, "Title": 24, "Subtitle": 13, "Heading 1": 13, "Heading 2": 11}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = ACCENT if name in {"Subtitle", "Heading 1"} else INK
        style.font.italic = False
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    for name, before, after in (
        ("Normal", 0, 3), ("Title", 0, 2), ("Subtitle", 0, 4), ("Heading 1", 10, 3),
        ("Heading 2", 4, 0),
    ):  # fmt: skip
        space = document.styles[name].paragraph_format
        space.space_before, space.space_after = Pt(before), Pt(after)
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), LANGUAGES[content.language])
    document.styles["Normal"].element.get_or_add_rPr().append(tag)


def _set_properties(document: Any, content: Content) -> None:
    properties = document.core_properties
    properties.title = f"{word('resume', content.language)}: {content.name.text}"[:255]
    properties.author = content.name.text[:255]
    properties.language = LANGUAGES[content.language]
    properties.subject = content.title.text[:255] if content.title else ""
    properties.comments = ""


def _add_photo(document: Any, photo: bytes, content: Content) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    picture = paragraph.add_run().add_picture(BytesIO(photo), width=PHOTO_WIDTH)
    described = picture._inline.docPr
    described.set("descr", f"{word('photo', content.language)}: {content.name.text}")
    described.set("name", word("photo", content.language))


def _add_section(document: Any, section: Section) -> None:
    document.add_paragraph(section.heading, style="Heading 1")
    for line in section.lines:
        style = "List Bullet" if section.is_list else "Normal"
        for part in line.text.split("\n"):
            if part.strip():
                document.add_paragraph(part.strip(), style=style)
    for entry in section.entries:
        _add_entry(document, entry)


def _add_entry(document: Any, entry: Entry) -> None:
    document.add_paragraph(entry.title.text, style="Heading 2")
    details = [part.text for part in (entry.place, entry.period) if part]
    if details:
        line = document.add_paragraph(" · ".join(details))
        line.runs[0].font.color.rgb = SOFT
        line.paragraph_format.keep_with_next = entry.text is not None
    for part in entry.text.text.split("\n") if entry.text else []:
        if part.strip():
            document.add_paragraph(part.strip())
