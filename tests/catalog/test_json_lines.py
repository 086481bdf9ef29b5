"""Files of JSON Lines, the broken ones too."""

import gzip
import json
import tracemalloc
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.base import FoundCourse, FoundVacancy, ItemError, RawItem, Reading, SourceError
from catalog.sources.files import LONGEST_LINE, Line
from catalog.sources.json_lines import JsonLines, read_found

ADAPTER = JsonLines()
VACANCY = {"source": "hh.uz", "external_id": "1", "title": "Пекарь", "employer": "Нон"}
COURSE = {"source": "stepik", "external_id": "1", "title": "Python", "provider": "X", "skills": []}


def read(path):
    """What a file holds: found offers, reasons of what is set aside, the failure."""
    found, reasons = [], []
    try:
        for page in ADAPTER.fetch(Reading({"path": str(path)})):
            for item in page.items:
                try:
                    found.append(ADAPTER.parse(item, {}))
                except ItemError as error:
                    reasons.append(str(error))
    except SourceError as error:
        return found, reasons, str(error)
    return found, reasons, ""


def parse(**fields):
    return read_found(VACANCY | fields)


def test_a_vacancy_and_a_course_are_told_by_their_fields(write_lines):
    found, _, _ = read(write_lines(VACANCY, COURSE))
    assert [type(offer) for offer in found] == [FoundVacancy, FoundCourse]


def test_gzip_is_told_by_its_content(write_lines):
    found, _, failure = read(write_lines(VACANCY, name="x.bin", packed=True))
    assert (len(found), failure) == (1, "")


def test_a_broken_line_is_set_aside_and_the_rest_is_in(write_lines):
    found, reasons, failure = read(write_lines(VACANCY, b'{"source": "x', VACANCY))
    assert (len(found), len(reasons), failure) == (2, 1, "")


@pytest.mark.parametrize("number", [500, 5_000])
def test_a_truncated_gzip_gives_what_was_good_and_says_so(tmp_path, number):
    lines = b"".join(
        json.dumps(VACANCY | {"external_id": str(n), "title": f"{n * 7919}"}).encode() + b"\n"
        for n in range(number)
    )
    packed = gzip.compress(lines)
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(packed[: len(packed) * 2 // 3])
    found, reasons, failure = read(path)
    assert number / 3 < len(found) < number
    assert len(reasons) <= 1
    assert "cut off" in failure


def test_a_damaged_gzip_says_so(tmp_path):
    path = tmp_path / "bad.gz"
    path.write_bytes(b"\x1f\x8b" + b"nonsense" * 10)
    assert "damaged" in read(path)[2]


def test_a_missing_file_says_so(tmp_path):
    assert "can't be opened" in read(tmp_path / "none")[2]


@pytest.mark.parametrize("path", ["", "/", "\0"])
def test_a_path_that_is_no_file_says_so(path):
    assert "can't be opened" in read(path)[2]


def test_an_empty_file_says_so(tmp_path):
    path = tmp_path / "empty"
    path.write_bytes(b"")
    assert "empty" in read(path)[2]


def test_lines_in_another_encoding_are_set_aside(tmp_path):
    path = tmp_path / "cp1251.jsonl"
    ascii_line = json.dumps(VACANCY)
    other = json.dumps(VACANCY, ensure_ascii=False)
    path.write_bytes(f"{ascii_line}\n{other}\n".encode("cp1251"))
    found, reasons, _ = read(path)
    assert (len(found), len(reasons)) == (1, 1)
    assert "UTF-8" in reasons[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_marked_unicode_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "marked.jsonl"
    text = "\n".join(json.dumps(VACANCY, ensure_ascii=False) for _ in range(3))
    path.write_bytes(text.encode(encoding))
    found, reasons, failure = read(path)
    assert [offer.title for offer in found] == ["Пекарь"] * 3
    assert (reasons, failure) == ([], "")


def test_a_line_that_is_too_long_is_set_aside_with_its_beginning(write_lines):
    long = json.dumps(VACANCY | {"description": "x" * (LONGEST_LINE * 3)}).encode()
    found, reasons, _ = read(write_lines(VACANCY, long, VACANCY))
    assert len(found) == 2
    assert "longer than" in reasons[0]


def test_a_gzip_bomb_is_refused_in_flat_memory(tmp_path):
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(90):
            file.write(b" " * 1024**2)
    tracemalloc.start()
    failure = read(path)[2]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks" in failure
    assert peak < 20 * 1024**2


def test_reading_goes_on_after_the_checkpoint(write_lines):
    path = write_lines(*[VACANCY | {"external_id": str(n)} for n in range(1_500)])
    first = next(iter(ADAPTER.fetch(Reading({"path": str(path)}))))
    rest = list(ADAPTER.fetch(Reading({"path": str(path)}, first.checkpoint)))
    assert sum(len(page.items) for page in rest) == 500


def test_another_file_is_read_from_its_start(write_lines):
    checkpoint = {"line": 2, "stamp": "another"}
    pages = ADAPTER.fetch(Reading({"path": str(write_lines(VACANCY, VACANCY))}, checkpoint))
    assert sum(len(page.items) for page in pages) == 2


def test_nulls_everywhere_leave_what_is_known():
    fields = (
        "employer area description key_skills professional_roles experience employment schedule"
        " work_format salary_from salary_to currency published_at url language"
    )
    found = read_found(VACANCY | dict.fromkeys(fields.split()))
    assert found == FoundVacancy(external_id="hh.uz:1", title="Пекарь")


@pytest.mark.parametrize("field", ["external_id", "title"])
@pytest.mark.parametrize("value", [None, "", "  ", "\0", [], {}, True])
def test_without_an_id_or_a_title_an_item_is_refused(field, value):
    with pytest.raises(ItemError):
        parse(**{field: value})


@pytest.mark.parametrize(
    "line", [b"[1]", b"5", b"null", b"NaN", b"{", b"[" * 100_000, b'"text"', b"\xff\xfe"]
)
def test_a_line_that_is_no_object_is_refused(line):
    with pytest.raises(ItemError):
        ADAPTER.parse(RawItem("1", Line(1, line)), {})


def test_characters_that_no_database_takes_are_dropped():
    assert parse(title="Пе\x00ка\u202eрь\ud800").title == "Пекарь"


def test_a_long_title_is_cut():
    assert len(parse(title="я" * 5_000).title) == 300


def test_pay_is_read_in_iso_currencies():
    pay = parse(salary_from=1000, salary_to="2000.5", currency="RUR").pay
    assert (pay.low, pay.high, pay.currency) == (Decimal(1000), Decimal("2000.5"), "RUB")


def test_pay_that_is_upside_down_is_turned():
    pay = parse(salary_from=9, salary_to=5, currency="USD").pay
    assert (pay.low, pay.high) == (5, 9)


@pytest.mark.parametrize("value", [0, -5, "договорная", float("nan"), 10**40, True, [], {}])
def test_pay_that_is_no_amount_is_unknown(value):
    assert parse(salary_from=value, currency="USD").pay.low is None


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "ftp://x.uz/", "https://" + "x" * 700, "http://[", "x", "https://"],
)
def test_an_address_that_is_not_of_the_web_is_none(url):
    assert parse(url=url).url == ""


def test_a_moment_without_an_offset_is_local():
    assert parse(published_at="2024-05-06").published_at.utcoffset() == timedelta(hours=5)


@pytest.mark.parametrize("value", ["yesterday", "0001-01-01", "2024-13-01", 5, ""])
def test_a_date_that_is_none_is_unknown(value):
    assert parse(published_at=value).published_at is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("ru", "ru"),
        ("es/pt", "es"),
        ("uz_Cyrl", "uz-Cyrl"),
        ("RU-ru", "ru"),
        ("??", ""),
        (None, ""),
    ],
)
def test_a_language_is_a_code(said, code):
    assert parse(language=said).language == code


def test_a_course_is_read():
    fields = {"level": "Beginner", "rating": "4.6", "enrolled": 12.0, "language": "en"}
    course = read_found(COURSE | fields)
    assert (course.level, course.rating, course.enrolled) == ("beginner", 4.6, 12)


def test_a_level_that_we_do_not_know_is_none():
    assert read_found(COURSE | {"level": "Mixed"}).level == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


names = st.sampled_from(
    [*VACANCY, *COURSE, "salary_from", "key_skills", "url", "published_at", "language", "rating"]
)


@given(st.dictionaries(names, json_values))
def test_any_object_is_read_or_refused(item):
    try:
        found = read_found(item)
    except ItemError:
        return
    assert found.title
    assert "\0" not in repr(found)
