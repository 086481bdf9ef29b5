"""The twelve people's resumes: honest, whole, of a page or two, and fit for every program."""

import os
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from resumes.checking import unfounded_lines
from resumes.composing import create_resume, file_of
from resumes.content import compose, content_from
from resumes.models import Resume
from resumes.reading import read_resume
from tests.resumes.round_trip import lost
from tests.resumes.twelve import TWELVE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)
NAMED = [pytest.param(person, id=person.key) for person in TWELVE]
SEEN = "RESUME_PICTURES"


@pytest.mark.parametrize("person", NAMED)
@pytest.mark.parametrize("language", Resume.Language.values)
def test_every_line_stands_on_facts(person, language):
    profile = person.make()
    content = compose(profile, language, today=TODAY)
    assert unfounded_lines(content, profile) == []
    assert all(section.lines or section.entries for section in content.sections)


@pytest.mark.parametrize("person", NAMED)
@pytest.mark.parametrize("design", Resume.Design.values)
def test_files_are_of_a_page_or_two_and_light(person, design):
    resume = create_resume(person.make().user, language=person.language, design=design)
    pdf, docx = file_of(resume, "pdf").data, file_of(resume, "docx").data
    assert len(pypdfium2.PdfDocument(pdf)) <= 2
    assert max(len(pdf), len(docx)) <= 300_000
    _keep(person.key, design, pdf, docx)


@pytest.mark.parametrize("person", NAMED)
def test_both_files_say_every_line(person):
    resume = create_resume(person.make().user, language=person.language)
    pages = pypdfium2.PdfDocument(file_of(resume, "pdf").data)
    pdf = "".join(page.get_textpage().get_text_range() for page in pages)
    docx = "".join(p.text for p in Document(BytesIO(file_of(resume, "docx").data)).paragraphs)
    content = compose(resume.owner.profile, person.language, today=TODAY)
    said = [part for line in content.lines() for part in line.paragraphs()]
    for text in (pdf, docx):
        whole = _squeezed(text)
        assert [part for part in said if _squeezed(part) not in whole] == []


@pytest.mark.parametrize("person", NAMED)
@pytest.mark.parametrize("design", Resume.Design.values)
def test_a_machine_finds_every_fact(person, design):
    resume = create_resume(person.make().user, language=person.language, design=design)
    content = content_from(resume.content)
    assert lost(content, read_resume(file_of(resume, "docx").data)) == []


def _squeezed(text: str) -> str:
    """Without what a page adds: ends of lines, places where a word may break."""
    return "".join(text.replace("\u200b", "").replace("\ufffe", "").split())


def _keep(key: str, design: str, pdf: bytes, docx: bytes) -> None:
    """Where a folder is named, the files are left in it to be looked at."""
    if folder := os.environ.get(SEEN):
        Path(folder, f"{key}-{design}.pdf").write_bytes(pdf)
        Path(folder, f"{key}-{design}.docx").write_bytes(docx)
