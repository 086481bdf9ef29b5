"""Tables as people make them: any delimiter, any encoding, any names of columns."""

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest

from catalog.sources.base import ItemError, RawItem, SourceError
from catalog.sources.sheets import Sheet
from catalog.sources.templates_of_sheets import template

ADAPTER = Sheet()
ROWS = [["Вакансия", "Компания", "Город"], ["Пекарь", "Нон", "Ташкент"]]


@pytest.fixture
def found(tmp_path, read_all):
    def read(data, **options):
        path = tmp_path / "table"
        path.write_bytes(data)
        options["path"] = str(path)
        return [
            ADAPTER.parse(item, options)
            for page in read_all(ADAPTER, options)
            for item in page.items
        ]

    return read


def as_csv(rows, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_csv_of_any_make(found, delimiter, encoding):
    (vacancy,) = found(as_csv(ROWS, delimiter, encoding))
    assert (vacancy.title, vacancy.employer, vacancy.place) == ("Пекарь", "Нон", "Ташкент")


def test_xlsx(found):
    rows = [["Lavozim", "Maosh", "Sana"], ["Nonvoy", 3000000.0, date(2026, 11, 20)]]
    (vacancy,) = found(as_xlsx(rows))
    assert (vacancy.title, vacancy.pay.low, vacancy.published_at.day) == ("Nonvoy", 3000000, 20)


def test_columns_may_be_named(found):
    rows = [["Was", "Wer"], ["Baker", "Bread Inc"]]
    (vacancy,) = found(as_csv(rows), column_title="was", column_employer="Wer")
    assert (vacancy.title, vacancy.employer) == ("Baker", "Bread Inc")


def test_without_a_title_it_says_which_columns_there_are(found):
    with pytest.raises(SourceError, match="the file has: Was, Wer"):
        found(as_csv([["Was", "Wer"], ["Baker", "Bread Inc"]]))


def test_a_row_without_an_id_has_a_lasting_one(found):
    first, again = found(as_csv(ROWS)), found(as_csv([*ROWS, ["Повар", "Нон", "Ташкент"]]))
    assert first[0].external_id == again[0].external_id != again[1].external_id


def test_days_are_read(found):
    (vacancy,) = found(as_csv([["title", "Дата"], ["Baker", "23.11.2026"]]))
    assert vacancy.published_at.isoformat() == "2026-11-23T00:00:00+05:00"


def test_courses(found):
    (course,) = found(as_csv([["Курс", "Школа"], ["Excel", "S"]]), what="courses")
    assert (course.title, course.provider) == ("Excel", "S")


def test_empty_rows_are_left_out(found):
    assert len(found(as_csv([ROWS[0], [], ["", "", ""], ROWS[1]]))) == 1


@pytest.mark.parametrize("data", [b"", b"\n\n  "])
def test_an_empty_file_is_said(found, data):
    with pytest.raises(SourceError, match="empty"):
        found(data)


def test_only_headers_hold_nothing(found):
    assert found(as_csv(ROWS[:1])) == []


def test_a_workbook_that_is_none_is_said(found):
    with pytest.raises(SourceError, match="can't be read"):
        found(b"PK\x03\x04 and then nonsense")


def test_a_bomb_is_not_unpacked(found):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b"0" * 100_000_000)
    with pytest.raises(SourceError, match="far more"):
        found(file.getvalue())


def test_reading_goes_on_from_a_checkpoint(tmp_path, read_all):
    path = tmp_path / "table"
    path.write_bytes(as_csv([["title"], *([f"Job {number}"] for number in range(1_200))]))
    options = {"path": str(path)}
    first, *_rest = read_all(ADAPTER, options)
    rest = read_all(ADAPTER, options, first.checkpoint)
    assert [len(page.items) for page in (first, *rest)] == [500, 500, 200]


def test_another_file_starts_over(tmp_path, read_all):
    path = tmp_path / "table"
    path.write_bytes(as_csv([["title"], ["Job"]]))
    (page,) = read_all(ADAPTER, {"path": str(path)}, {"row": 99, "stamp": "other"})
    assert len(page.items) == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["vacancies", "courses"])
def test_a_template_can_be_imported_as_it_is(found, kind, what):
    (offer,) = found(template(kind, what), what=what)
    assert offer.title
    assert offer.description


@pytest.mark.parametrize("raw", [None, [], {}, {"title": ""}, {"Company": "x"}])
def test_rows_that_can_t_be_read_are_set_aside(raw):
    with pytest.raises(ItemError):
        ADAPTER.parse(RawItem("1", raw), {})
