"""Content to a Word document: real styles and headings, A4, no tables."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from resumes.content import Content, Entry, Line, Section
from resumes.rendering.floating import float_right
from resumes.rendering.portrait import HEIGHT, WIDTH
from resumes.words import word

FONT = "Arial"
INK, ACCENT, SOFT = (
    RGBColor(0x1B, 0x26, 0x2C),
    RGBColor(0x0F, 0x5C, 0x6E),
    RGBColor(0x5B, 0x66, 0x6D),
)
RULE = "C9D3D6"
# The codes of languages that Word's spelling check knows.
LANGUAGES = {"uz": "uz-Latn-UZ", "uz-Cyrl": "uz-Cyrl-UZ", "ru": "ru-RU", "en": "en-GB"}
# Word opens the file as one of its own, and not in its mode for older documents.
WORD_VERSION = "15"
# The ids of styles by their names: looking one up for each paragraph costs more than all the rest.
IDS = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Contacts": "Contacts",
    "Heading 1": "Heading1",
    "Heading 2": "Heading2",
    "Details": "Details",
    "List Bullet": "ListBullet",
}
PLAIN = "plain"
# A line of Arial is so much higher than its letters.
LEADING, POINTS_IN_MM = 1.15, 72 / 25.4
# By how much the letters and the spaces grow in a resume that says little.
LARGER, WIDER = 1.12, 1.7
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


@dataclass(frozen=True, slots=True)
class Look:
    """How a style of the document looks: size and spaces in points."""

    size: float
    colour: RGBColor
    before: float
    after: float

    def plain(self) -> "Look":
        """The same in one colour."""
        return Look(self.size, INK, self.before, self.after)

    def roomy(self) -> "Look":
        """The same in a resume that says little; Word counts in halves of a point."""
        size = round(self.size * LARGER * 2) / 2
        return Look(size, self.colour, self.before * WIDER, self.after * WIDER)


LOOKS = {
    "Normal": Look(10.5, INK, 0, 2),
    "Title": Look(22, INK, 0, 4),
    "Subtitle": Look(13, ACCENT, 0, 5),
    "Contacts": Look(10.5, SOFT, 0, 1),
    "Heading 1": Look(12.5, ACCENT, 11, 4),
    "Heading 2": Look(10.5, INK, 5, 0),
    "Details": Look(10, SOFT, 0, 2),
    "List Bullet": Look(10.5, INK, 0, 1),
}


def to_docx(content: Content, photo: bytes | None, design: str = "local") -> bytes:
    """A DOCX file; the photo is a JPEG of the right shape."""
    document = Document()
    _drop_thumbnail(document)
    _set_page(document)
    _set_settings(document, content.language)
    _set_styles(document, content, is_plain=design == PLAIN)
    _set_properties(document, content)
    name = _add(document, content.name.text, "Title")
    if photo:
        _add_photo(name, photo, content)
    if content.title:
        _add(document, content.title.text, "Subtitle")
    for part in content.contacts:
        _add(document, part.text, "Contacts")
    below = _below_photo(content) if photo else 0.0
    for section in content.sections:
        heading = _add_section(document, section)
        if below:
            heading.paragraph_format.space_before = Pt(below)
            below = 0.0
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _below_photo(content: Content) -> float:
    """Points before the first heading, so that it begins under the photo and not beside it."""
    lines = [
        "Title",
        *(["Subtitle"] if content.title else []),
        *["Contacts"] * len(content.contacts),
    ]
    looks = [LOOKS[name].roomy() if content.is_short else LOOKS[name] for name in lines]
    head = sum(look.size * LEADING + look.before + look.after for look in looks)
    heading = LOOKS["Heading 1"].roomy() if content.is_short else LOOKS["Heading 1"]
    return max(heading.before, HEIGHT * POINTS_IN_MM + heading.before - head)


def _add(document: Any, text: str, style: str = "") -> Any:
    paragraph = document.add_paragraph(text)
    if style:
        paragraph._p.style = IDS[style]
    return paragraph


def _set_page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(16)


def _drop_thumbnail(document: Any) -> None:
    """The picture of an empty page that python-docx's template brings."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == THUMBNAIL]:
        relations.pop(key)


def _set_settings(document: Any, language: str) -> None:
    settings = document.settings.element
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_VERSION)
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGES[language])


def _set_styles(document: Any, content: Content, *, is_plain: bool) -> None:
    for name in ("Contacts", "Details"):
        own = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = document.styles["Normal"]
    for name, look in LOOKS.items():
        shown = look.plain() if is_plain else look
        _set_look(document.styles[name], shown.roomy() if content.is_short else shown)
    document.styles["Title"].font.bold = True
    _forget(document.styles["Title"].element.get_or_add_pPr(), "w:pBdr")
    if not is_plain:
        _rule_below(document.styles["Heading 1"])
    bullets = document.styles["List Bullet"].paragraph_format
    bullets.left_indent, bullets.first_line_indent = Mm(5), -Mm(5)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    _set_language(defaults.find(qn("w:rPr")), content.language)


def _set_look(style: Any, look: Look) -> None:
    style.font.name, style.font.size, style.font.italic = FONT, Pt(look.size), False
    style.font.color.rgb = look.colour
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(look.before), Pt(look.after)
    _set_fonts(style)
    _forget(style.element.get_or_add_rPr(), "w:spacing")


def _forget(properties: Any, name: str) -> None:
    for old in properties.findall(qn(name)):
        properties.remove(old)


def _rule_below(style: Any) -> None:
    edge = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "2"), ("color", RULE)):
        edge.set(qn(f"w:{name}"), value)
    border = OxmlElement("w:pBdr")
    border.append(edge)
    # Word wants the parts of a style in their order.
    style.element.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:outlineLvl"
    )


def _set_fonts(style: Any) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(kind), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)


def _set_language(properties: Any, language: str) -> None:
    _forget(properties, "w:lang")
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), LANGUAGES.get(language, language))
    properties.append(tag)


def _set_properties(document: Any, content: Content) -> None:
    properties = document.core_properties
    properties.title = f"{word('resume', content.language)}: {content.name.text}"[:255]
    properties.author = content.name.text[:255]
    properties.language = LANGUAGES[content.language]
    properties.subject = content.title.text[:255] if content.title else ""
    properties.comments = ""
    # The dates and the hand of python-docx's own template would be untrue here.
    for said in ("dcterms:created", "dcterms:modified", "cp:lastModifiedBy"):
        for element in properties._element.findall(qn(said)):
            properties._element.remove(element)


def _add_photo(paragraph: Any, photo: bytes, content: Content) -> None:
    picture = paragraph.add_run().add_picture(BytesIO(photo), Mm(WIDTH), Mm(HEIGHT))
    described = picture._inline.docPr
    described.set("descr", f"{word('photo', content.language)}: {content.name.text}")
    described.set("name", word("photo", content.language))
    float_right(picture._inline)


def _add_section(document: Any, section: Section) -> Any:
    heading = _add(document, section.heading, "Heading 1")
    added: list[Any] = []
    if section.is_dense:
        added.append(_add(document, section.dense_text))
    else:
        for line in section.lines:
            added += _add_line(document, line, "List Bullet" if section.is_list else "")
    # A short section goes to the next page whole, and what opens the entries with them.
    if section.is_small:
        for paragraph in added if section.entries else added[:-1]:
            paragraph.paragraph_format.keep_with_next = True
    for entry in section.entries:
        _add_entry(document, entry)
    return heading


def _add_entry(document: Any, entry: Entry) -> None:
    for title in _add_line(document, entry.title, "Heading 2"):
        title.paragraph_format.keep_with_next = bool(entry.details or entry.text)
    if entry.details:
        line = _add(document, entry.details, "Details")
        line.paragraph_format.keep_with_next = entry.text is not None
    if entry.text:
        added = _add_line(document, entry.text, "List Bullet" if entry.is_itemised else "")
        # What is short stays together; else neither the first line nor the last stands alone.
        kept = added[:-1] if entry.is_small else (*added[:1], *added[-2:-1])
        for paragraph in kept:
            paragraph.paragraph_format.keep_with_next = len(added) > 1


def _add_line(document: Any, line: Line, style: str) -> list[Any]:
    added = [_add(document, part, style) for part in line.paragraphs()]
    for paragraph in added if line.language else ():
        _set_language(paragraph.runs[0]._element.get_or_add_rPr(), line.language)
    return added
