"""The table of specialties: complete, unambiguous, and in all four written forms."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import catalog
from catalog.scripts import normalize_apostrophes, to_cyrillic
from catalog.tables import read_table

TABLE = Path(catalog.__file__).parent / "tables" / "specialties.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
CODES = [row["code"] for row in ROWS]
NAMES = ["name_uz", "name_uz_cyrl", "name_ru", "name_en"]
SYNONYMS = {"synonyms_uz": 4, "synonyms_ru": 5, "synonyms_en": 3}
OTHER = "hh-40"  # a catch-all: words for it would only mislead
CATEGORIES = {
    "agriculture", "art", "auto", "beauty", "catering", "construction", "education", "finance",
    "health", "household", "hr", "insurance", "it", "law", "management", "manufacturing",
    "marketing", "mining", "office", "other", "procurement", "retail", "sales", "science",
    "security", "tourism", "transport",
}  # fmt: skip


def words(row, column):
    return [word for word in row[column].split("|") if word]


def rows_where(rule):
    return [row["code"] for row in ROWS if rule(row)]


def test_there_are_174_codes():
    assert len(set(CODES)) == len(ROWS) == 174


def test_codes_are_made_of_the_ids():
    assert rows_where(lambda row: row["code"] != f"hh-{row['hh_id']}") == []


def test_lines_end_like_the_rest_of_the_code():
    assert b"\r" not in TABLE.read_bytes()


@pytest.mark.parametrize("column", NAMES)
def test_names_are_unique(column):
    assert len({row[column].casefold() for row in ROWS}) == len(ROWS)


def test_labour_is_known():
    assert {row["labour"] for row in ROWS} == {"mental", "physical", "mixed"}


def test_every_category_is_known_and_used():
    assert {row["category"] for row in ROWS} == CATEGORIES


def test_uzbek_cyrillic_names_have_no_latin_but_kept_words():
    latin = {word for row in ROWS for word in re.findall("[A-Za-z]+", row["name_uz_cyrl"])}
    assert latin <= {row["name"] for row in read_table("latin_names")}


def test_uzbek_names_agree():
    differ = rows_where(lambda row: to_cyrillic(row["name_uz"]) != row["name_uz_cyrl"])
    assert differ == []


@pytest.mark.parametrize("column", SYNONYMS)
def test_every_specialty_but_other_has_enough_synonyms(column):
    assert rows_where(lambda row: len(words(row, column)) < SYNONYMS[column]) == [OTHER]


@pytest.mark.parametrize("column", SYNONYMS)
def test_other_has_no_synonyms(column):
    assert [words(row, column) for row in ROWS if row["code"] == OTHER] == [[]]


@pytest.mark.parametrize("column", SYNONYMS)
def test_a_synonym_belongs_to_one_specialty_and_is_said_once(column):
    owners = Counter(word.casefold() for row in ROWS for word in words(row, column))
    assert [word for word, count in owners.items() if count > 1] == []


def test_uzbek_apostrophes_are_the_right_ones():
    texts = [row["name_uz"] + "|" + row["synonyms_uz"] for row in ROWS]
    assert [normalize_apostrophes(text) for text in texts] == texts


@pytest.mark.parametrize("column", ["synonyms_ru", "name_ru"])
def test_no_word_mixes_two_alphabets(column):
    mixed = re.compile("[а-яё][a-z]|[a-z][а-яё]")
    assert rows_where(lambda row: mixed.search(row[column].casefold())) == []


@pytest.mark.parametrize("column", ["name_uz", "name_en", "synonyms_uz", "synonyms_en"])
def test_latin_columns_have_no_cyrillic(column):
    assert rows_where(lambda row: re.search("[а-яё]", row[column].casefold())) == []
