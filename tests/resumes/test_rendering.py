"""The files of resumes, read back."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from resumes.checking import read_docx, strange_lines
from resumes.content import Content, Entry, Line, Section, compose
from resumes.models import Resume
from resumes.rendering import RENDERERS
from resumes.rendering.portrait import PIXELS, portrait
from resumes.rendering.to_docx import to_docx
from resumes.rendering.to_pdf import to_pdf
from tests.resumes.people import ORIENTATION, beginner, caller, jpeg, tailor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 15)
FORMS = Resume.Language.values


def composed(profile, language="ru"):
    return compose(profile, language, today=TODAY)


def opened(content, photo=None):
    return Document(BytesIO(to_docx(content, photo)))


def pdf_text(data):
    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("make", [tailor, beginner])
def test_docx_says_nothing_but_the_content(make, language):
    content = composed(make(), language)
    assert strange_lines(to_docx(content, jpeg()), content) == []


@pytest.mark.parametrize("language", FORMS)
def test_docx_says_all_of_the_content(language):
    content = composed(tailor(), language)
    whole = "\n".join(read_docx(to_docx(content, None)))
    assert [line.text for line in content.lines() if line.text not in whole] == []


def test_a_line_that_was_added_is_found():
    content = composed(beginner())
    document = opened(content)
    document.add_paragraph("Директор завода")
    out = BytesIO()
    document.save(out)
    assert strange_lines(out.getvalue(), content) == ["Директор завода"]


@pytest.mark.parametrize("where", ["header", "footer", "cell"])
def test_a_line_that_was_hidden_away_is_found(where):
    content = composed(beginner())
    document = opened(content)
    if where == "cell":
        document.add_table(1, 1).cell(0, 0).text = "Директор завода"
    else:
        getattr(document.sections[0], where).paragraphs[0].text = "Директор завода"
    out = BytesIO()
    document.save(out)
    assert strange_lines(out.getvalue(), content) == ["Директор завода"]


def test_docx_begins_with_the_name():
    content = composed(tailor(), "uz-Cyrl")
    assert read_docx(to_docx(content, jpeg()))[0] == "Гулнора Ғофурова"


def test_docx_has_real_headings():
    content = composed(tailor())
    styled = [p.text for p in opened(content).paragraphs if p.style.name == "Heading 1"]
    assert styled == [section.heading for section in content.sections]


def test_docx_photo_says_whose_it_is():
    document = opened(composed(tailor()), jpeg())
    (described,) = document.element.body.iter(qn("wp:docPr"))
    assert described.get("descr") == "Фотография: Гулнора Гофурова"


def test_docx_without_photo_holds_no_picture():
    assert not list(opened(composed(tailor())).element.body.iter(qn("wp:docPr")))


def test_docx_is_a4():
    page = opened(composed(beginner())).sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)


def test_docx_says_its_language_and_author():
    properties = opened(composed(tailor(), "uz-Cyrl")).core_properties
    assert (properties.language, properties.author) == ("uz-Cyrl-UZ", "Гулнора Ғофурова")


@pytest.mark.parametrize("language", FORMS)
def test_pdf_text_has_the_name(language):
    content = composed(tailor(), language)
    assert content.name.text in pdf_text(to_pdf(content, jpeg()))


def test_pdf_takes_markup_for_text():
    line = Line('#panic("x") $a$ *b* \\ <c> @d', ("profile.about",))
    content = Content("en", line, None, (), (Section("summary", "About", (line,)),))
    assert line.text in pdf_text(to_pdf(content, None))


@pytest.mark.parametrize("kind", RENDERERS)
def test_very_long_words_make_a_file(kind):
    line = Line("A" * 3000, ("profile.about",))
    content = Content("en", line, line, (line,), (Section("summary", "About", (line,)),))
    assert RENDERERS[kind].render(content, None)


def said(text, language=""):
    return Line(text, ("profile.about",), language)


def of(*sections, language="ru", **parts):
    return Content(language, said("Олег Ким"), None, (), sections, **parts)


@pytest.mark.parametrize(("width", "height"), [(1200, 900), (300, 900), (20, 20)])
def test_a_photo_of_any_shape_becomes_three_by_four(width, height):
    assert Image.open(BytesIO(portrait(jpeg(width, height)))).size == PIXELS


def test_a_photo_is_turned_as_the_camera_was_held():
    # The left half, black, is above once the picture is upright.
    image = Image.new("RGB", (400, 300), "white")
    image.paste("black", (0, 0, 200, 300))
    noted = image.getexif()
    noted[ORIENTATION] = 6
    out = BytesIO()
    image.save(out, "JPEG", exif=noted)
    upright = Image.open(BytesIO(portrait(out.getvalue())))
    assert upright.getpixel((240, 100)) < (60, 60, 60)


def test_a_photo_tells_nothing_more():
    assert not Image.open(BytesIO(portrait(jpeg(turned=6)))).getexif()


def test_what_is_no_photo_is_left_out():
    assert portrait(b"\xff\xd8 no picture") is None


def test_docx_has_no_picture_but_the_photo():
    parts = opened(composed(tailor()), jpeg()).part.package.iter_parts()
    assert [str(part.partname) for part in parts if "image" in part.content_type] == [
        "/word/media/image1.jpg"
    ]


def test_docx_is_of_a_word_that_is_not_old():
    settings = opened(of()).settings.element
    (version,) = settings.xpath(".//w:compatSetting[@w:name='compatibilityMode']/@w:val")
    assert int(version) >= 15


def test_docx_is_spelled_in_its_language():
    styles = opened(of(language="uz-Cyrl")).styles.element
    assert styles.xpath("./w:docDefaults//w:lang/@w:val") == ["uz-Cyrl-UZ"]


def test_docx_spells_own_words_in_their_language():
    title = Entry(said("Tikuvchi", "uz"))
    body = opened(of(Section("experience", "Опыт", (), (title,)))).element.body
    assert body.xpath(".//w:p[w:r/w:rPr/w:lang[@w:val='uz-Latn-UZ']]/w:r/w:t/text()") == [
        "Tikuvchi"
    ]


def test_docx_keeps_a_small_section_on_one_page():
    lines = tuple(map(said, "abc"))
    paragraphs = opened(of(Section("wishes", "Работа", lines))).paragraphs
    kept = [p.text for p in paragraphs if p.paragraph_format.keep_with_next]
    assert kept == ["a", "b"]


def test_a_long_section_goes_over_pages():
    lines = (said("слово " * 2_000),)
    assert len(pypdfium2.PdfDocument(to_pdf(of(Section("summary", "О себе", lines)), None))) > 2


def test_a_resume_that_says_little_is_set_larger():
    size = opened(of()).styles["Normal"].font.size
    assert (
        size
        > opened(of(Section("summary", "О себе", (said("a" * 700),)))).styles["Normal"].font.size
    )


@pytest.mark.parametrize("make", [tailor, beginner, caller])
def test_people_get_one_page(make):
    assert len(pypdfium2.PdfDocument(to_pdf(composed(make()), jpeg()))) == 1


def test_pdf_says_no_word_beyond_the_content():
    content = composed(tailor())
    known = {section.heading for section in content.sections}
    known |= {line.text for line in content.lines()}
    known = {word for text in known for word in text.split()} | {"·", "•", "‣"}
    assert set(pdf_text(to_pdf(content, None)).split()) <= known | {"•"}


def test_pdf_leaves_out_what_no_font_draws():
    text = pdf_text(to_pdf(of(Section("summary", "О себе", (said("Пеку \U0001f44d хлеб"),))), None))
    assert "Пеку  хлеб" in text or "Пеку хлеб" in text


def test_pdf_says_whose_it_is():
    data = pypdfium2.PdfDocument(to_pdf(of(), None)).get_metadata_dict()
    assert (data["Author"], data["Title"]) == ("Олег Ким", "Резюме: Олег Ким")


def test_an_entry_without_a_title_makes_a_file():
    content = of(Section("experience", "Опыт", (), (Entry(said("")),)))
    assert all(renderer.render(content, None) for renderer in RENDERERS.values())
