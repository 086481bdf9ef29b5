"""Resumes that people bring, read into facts."""

import io
import zipfile
from io import BytesIO

import pypdfium2
import pytest
from docx import Document

from accounts.models import Certificate, DrivingLicence, Education, Link, SpokenLanguage
from resumes.composing import create_resume, file_of
from resumes.models import Resume
from resumes.reading import ReadingError, facts_in, files, read_resume
from resumes.reading.dates import date_of, period_of
from resumes.reading.parts import ReadLine
from tests.factories import make_region
from tests.resumes.locked import PASSWORD, locked_docx, locked_pdf
from tests.resumes.people import tailor

pytestmark = pytest.mark.django_db
FORMS = Resume.Language.values
LONG = (
    "Вела учёт тканей и фурнитуры на складе ателье, раскладывала заказы по дням недели, следила"
    " за тем, чтобы каждый заказ был готов к примерке, и звонила заказчикам накануне вечером."
)


def rich():
    """The tailor with a fact of every kind."""
    profile = tailor()
    make_region("uz-hh-2", kind="town", parent=make_region("UZ-SA"), name_ru="Самарканд",
                name_uz="Samarqand", name_uz_cyrl="Самарқанд", name_en="Samarkand")  # fmt: skip
    profile.experience.filter(employer="Tong").update(
        region="Samarqand", description=f"Koʻylak tikdim\n{LONG}"
    )
    Education.objects.create(
        profile=profile, institution="ТашГТУ", degree="bachelor", field="Технология", start="2005",
        end="2009",
    )  # fmt: skip
    SpokenLanguage.objects.create(profile=profile, language="ru", level="b2")
    Certificate.objects.create(profile=profile, name="Кройка", issuer="Центр", issued="2014-05")
    DrivingLicence.objects.create(profile=profile, categories=["B", "C"], since="2010")
    Link.objects.create(profile=profile, url="https://example.org/g", label="Портфолио")
    return profile


def by_kind(found, kind):
    return [fact.fields for fact in found.facts if fact.kind == kind]


def own(found):
    return {key: value for fields in by_kind(found, "profile") for key, value in fields.items()}


def lines(text):
    return [ReadLine(line) for line in text.strip().splitlines() if line.strip()]


@pytest.mark.parametrize("design", Resume.Design.values)
@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("language", FORMS)
def test_our_own_files_are_read_back_whole(language, kind, design):  # noqa: PLR0915  # one fact
    profile = rich()
    resume = create_resume(profile.user, language=language, design=design)
    content = resume.content
    found = read_resume(file_of(resume, kind).data)

    said = own(found)
    assert said["full_name"] == content["name"]["text"]
    assert said["phone"] == "+998 90 000-00-00"
    assert said["contact_email"] == "gulnora@example.org"
    assert said["birth_year"] == "1988"
    assert said["city"] in ("Samarqand", "Самарқанд", "Самарканд", "Samarkand")

    sections = {section["key"]: section for section in content["sections"]}
    works = by_kind(found, "experience")
    entries = sections["experience"]["entries"]
    assert [row["title"] for row in works] == [entry["title"]["text"] for entry in entries]
    assert [(row["start"], row["end"]) for row in works] == [
        ("2020-01", ""),
        ("2015-03", "2020-02"),
    ]
    assert [", ".join(filter(None, (row["employer"], row["region"]))) for row in works] == [
        entry["place"]["text"] for entry in entries
    ]
    assert works[1]["region"]
    assert works[1]["description"] == entries[1]["text"]["text"]

    studies = by_kind(found, "education")
    assert [(row["institution"], row["degree"], row["start"], row["end"]) for row in studies] == [
        (entry["title"]["text"], degree, start, end)
        for entry, (degree, start, end) in zip(
            sections["education"]["entries"],
            [("bachelor", "2005", "2009"), ("vocational", "", "2007")],
            strict=True,
        )
    ]
    assert [row["field"] for row in studies] == ["Технология", ""]

    assert [(row["name"], row["level"]) for row in by_kind(found, "skills")] == [
        ("Sewing", "expert")
    ]
    assert {(row["language"], row["level"]) for row in by_kind(found, "languages")} == {
        ("uz", "native"),
        ("ru", "b2"),
    }
    assert by_kind(found, "certificates") == [
        {"name": "Кройка", "issuer": "Центр", "issued": "2014-05", "url": ""}
    ]
    assert by_kind(found, "licences") == [{"categories": ["B", "C"], "since": "2010"}]
    assert by_kind(found, "links") == [{"url": "https://example.org/g", "label": "Портфолио"}]
    assert profile.preferences in said["preferences"]
    assert "about" in said


HH = """
Юсупова Малика Рустамовна
Женщина, 31 год, родилась 5 мая 1995
+998 (90) 111-22-33
malika@example.org — предпочитаемый способ связи
Проживает: Ташкент
Гражданство: Узбекистан
Желаемая должность и зарплата
Бухгалтер
Опыт работы — 5 лет 3 месяца
Январь 2022 — настоящее время
3 года 2 месяца
Файз Трейд
Ташкент
Бухгалтер
Веду первичные документы.
Сверяю остатки.
Март 2019 — Декабрь 2021
2 года 10 месяцев
Тонг
Ташкент
Помощник бухгалтера
Вводила накладные в 1С.
Образование
Высшее
2017
Ташкентский финансовый институт
Бухгалтерский учёт
Навыки
Знание языков
Узбекский — Родной
Русский — B2 — Средне-продвинутый
1С: Бухгалтерия Excel
Дополнительная информация
Права категории B
"""
LINKEDIN = """
Contact
aziz@example.org
www.linkedin.com/in/aziz (LinkedIn)
Top Skills
Python
Django
Languages
English (Full Professional)
Uzbek (Native or Bilingual)
Aziz Karimov
Backend developer
Experience
Algorithm LLC
Backend developer
February 2022 - Present (2 years 9 months)
Tashkent
Writes services in Python.
Tong
Tester
May 2020 - January 2022 (1 year 9 months)
Tested the web shop.
Education
Tashkent University of Information Technologies
Bachelor's degree, Computer science · (2016 - 2020)
"""
EUROPASS = """
Dilnoza Rahimova
Phone: +998 91 234 56 78
Email: dilnoza@example.org
WORK EXPERIENCE
[ 01/09/2018 – Current ]
English teacher
Lyceum No. 2
City: Bukhara
Teaches English to grades 7–9.
EDUCATION AND TRAINING
[ 2012 – 2016 ]
Bachelor in philology
Bukhara State University
LANGUAGE SKILLS
English C1
DIGITAL SKILLS
Word; Excel
"""
PLAIN = """
Каримов Бобур
тел: 90 123-45-67
Опыт работы
2015-2020 Сварщик, ООО «Металл»
варил ворота и решётки
2020 - н.в. Бригадир, ООО «Темир»
Образование
2012-2015 Самаркандский колледж, сварочное дело
Языки
узбекский - родной, русский - свободно
"""
UZBEK = """
Рахимов Анвар
Тошкент
Иш тажрибаси
2019 – 2022
Сотувчи
Оилавий дўкон
Озиқ-овқат сотдим
Маълумоти
Тошкент савдо коллежи, 2018
Тиллар
Ўзбек тили — она тили
Рус тили — A2
"""


@pytest.mark.parametrize(
    ("text", "works"),
    [
        (
            HH,
            [
                ("Бухгалтер", "Файз Трейд", "2022-01", ""),
                ("Помощник бухгалтера", "Тонг", "2019-03", "2021-12"),
            ],
        ),
        (
            LINKEDIN,
            [
                ("Backend developer", "Algorithm LLC", "2022-02", ""),
                ("Tester", "Tong", "2020-05", "2022-01"),
            ],
        ),
        (EUROPASS, [("English teacher", "Lyceum No. 2", "2018-09", "")]),
        (
            PLAIN,
            [("Сварщик", "ООО «Металл»", "2015", "2020"), ("Бригадир", "ООО «Темир»", "2020", "")],
        ),
        (UZBEK, [("Сотувчи", "Оилавий дўкон", "2019", "2022")]),
    ],
)
def test_work_is_found_in_resumes_of_many_makes(text, works):
    make_region("uz-hh-1", kind="town", parent=make_region(), name_ru="Ташкент", name_en="Tashkent",
                name_uz="Toshkent", name_uz_cyrl="Тошкент")  # fmt: skip
    make_region("uz-hh-3", kind="town", parent=make_region(), name="Bukhara")
    found = by_kind(facts_in(lines(text)), "experience")
    assert [(row["title"], row["employer"], row["start"], row["end"]) for row in found] == works


@pytest.mark.parametrize(
    ("text", "studies"),
    [
        (HH, [("Ташкентский финансовый институт", "bachelor", "2017")]),
        (LINKEDIN, [("Tashkent University of Information Technologies", "bachelor", "2020")]),
        (EUROPASS, [("Bukhara State University", "bachelor", "2016")]),
        (PLAIN, [("Самаркандский колледж", "vocational", "2015")]),
        (UZBEK, [("Тошкент савдо коллежи", "vocational", "2018")]),
    ],
)
def test_studies_are_found_in_resumes_of_many_makes(text, studies):
    found = by_kind(facts_in(lines(text)), "education")
    assert [(row["institution"], row["degree"], row["end"]) for row in found] == studies


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (HH, {"uz": "native", "ru": "b2"}),
        (LINKEDIN, {"en": "c1", "uz": "native"}),
        (EUROPASS, {"en": "c1"}),
        (PLAIN, {"uz": "native", "ru": "c1"}),
        (UZBEK, {"uz": "native", "ru": "a2"}),
    ],
)
def test_languages_are_found_in_resumes_of_many_makes(text, spoken):
    found = by_kind(facts_in(lines(text)), "languages")
    assert {row["language"]: row["level"] for row in found} == spoken


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HH, "Юсупова Малика Рустамовна"),
        (LINKEDIN, "Aziz Karimov"),
        (EUROPASS, "Dilnoza Rahimova"),
        (PLAIN, "Каримов Бобур"),
        (UZBEK, "Рахимов Анвар"),
    ],
)
def test_names_are_found(text, name):
    assert own(facts_in(lines(text))).get("full_name") == name


def test_contacts_are_found():
    said = own(facts_in(lines(HH)))
    assert (said["phone"], said["contact_email"], said["birth_year"], said["city"]) == (
        "+998 (90) 111-22-33", "malika@example.org", "1995", "Ташкент",
    )  # fmt: skip


def test_what_nothing_was_made_of_is_told():
    assert "Гражданство: Узбекистан" in facts_in(lines(HH)).unread


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("с марта 2018 по май 2020", "2018-03", "2020-05"),
        ("03.2018 – 05.2020", "2018-03", "2020-05"),
        ("Mar 2018 to May 2020", "2018-03", "2020-05"),
        ("2018-yil mart — 2020-yil may", "2018-03", "2020-05"),
        ("2018 йил март — 2020 йил май", "2018-03", "2020-05"),
        ("2018–2020", "2018", "2020"),
        ("01.09.2018 - 31.05.2020", "2018-09", "2020-05"),
        ("since 2018", "2018", ""),
        ("2018 — hozirgacha", "2018", ""),
    ],
)
def test_periods_are_read(text, start, end):
    found = period_of(text)
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("text", ["2020 - 2018", "+998 90 123 45 67", "5 лет", ""])
def test_what_is_no_period_is_not_read(text):
    assert period_of(text) is None


def test_a_single_date_is_read():
    assert date_of("Курс, Центр, 2014-yil may").end == "2014-05"


# --- Files that hurt -------------------------------------------------------------------------


def docx(body="<w:p><w:r><w:t>Текст</w:t></w:r></w:p>", head="", entries=()):
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{head}<w:document {names}><w:body>{body}</w:body></w:document>',
        )
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def refusal(data):
    with pytest.raises(ReadingError) as caught:
        read_resume(data)
    return str(caught.value)


def test_a_plain_document_is_read():
    assert [line.text for line in files.lines_of(docx())] == ["Текст"]


def test_cells_of_tables_are_read():
    document = Document()
    document.add_table(1, 2).cell(0, 1).text = "Сварщик"
    out = BytesIO()
    document.save(out)
    assert [line.text for line in files.lines_of(out.getvalue())] == ["Сварщик"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"hello", "neither a DOCX nor a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "neither a DOCX nor a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old Word format"),
        (b"PK\x03\x04 no archive", "damaged"),
        (b"%PDF-1.7 no document", "damaged"),
        (b"0" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_unreadable_files_get_a_reason(data, said):
    assert said in refusal(data)


def test_what_a_password_locks_is_told_so():
    assert "protected by a password" in refusal(locked_pdf("Tikuvchi"))
    assert "protected by a password" in refusal(locked_docx(docx()))


def test_the_password_itself_would_open_the_file():
    opened = pypdfium2.PdfDocument(locked_pdf("Tikuvchi"), password=PASSWORD)
    assert opened[0].get_textpage().get_text_range() == "Tikuvchi"


def test_an_external_entity_is_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("CANARY")
    head = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    assert "more than a resume should" in refusal(
        docx("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", head)
    )


def test_a_doctype_in_other_letters_is_never_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY e "x">]><a/>'.encode("utf-16"))
    assert "more than a resume should" in refusal(out.getvalue())


def test_a_bomb_is_not_unpacked():
    assert "more than" in refusal(docx(entries=[("word/media/a", b"0" * (30 * 1024 * 1024))]))


def test_a_bomb_of_many_entries_is_not_unpacked():
    assert "more than" in refusal(docx(entries=[(f"e{n}", b"") for n in range(1100)]))


def test_a_large_document_is_not_parsed():
    body = "<w:p/>" * 2_000_000
    assert "more than" in refusal(docx(body))


def test_an_archive_that_is_no_document_gets_a_reason():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "neither" in refusal(out.getvalue())


def pdf(*, has_picture=False):
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 200)
    if has_picture:
        from PIL import Image

        bitmap = pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (10, 10)))
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(bitmap)
        page.insert_obj(picture)
        page.gen_content()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_scan_gets_a_reason():
    assert "as scans do" in refusal(pdf(has_picture=True))


def test_a_pdf_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(files, "PDF_SECONDS", 0.01)
    assert "too long" in refusal(pdf())


def test_memory_of_the_reader_of_pdfs_is_limited():
    text = (files.CHILD).read_text("utf-8")
    assert "RLIMIT_AS" in text
