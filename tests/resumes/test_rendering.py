"""The files of resumes, read back."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from resumes.checking import read_docx, strange_lines
from resumes.content import Content, Line, Section, compose
from resumes.models import Resume
from resumes.rendering import RENDERERS
from resumes.rendering.to_docx import to_docx
from resumes.rendering.to_pdf import to_pdf
from tests.resumes.people import beginner, jpeg, tailor

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
