"""Regions and towns in what postings say about their place."""

import pytest

from catalog.places import KnownPlace, Place, PlaceFinder, foreign_towns
from catalog.tables import read_table, split_cell

NAMES = ("name_ru", "name_uz", "name_uz_cyrl", "name_en")
FINDER = PlaceFinder(
    [
        KnownPlace(
            row["code"],
            row["kind"],
            row["parent"],
            (*(row[name] for name in NAMES), *split_cell(row["aliases"])),
        )
        for row in read_table("regions")
    ],
    foreign_towns(),
)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Ташкент", "UZ-TK"),
        ("г. Ташкент, ул. Навои, 5", "UZ-TK"),
        ("Toshkent shahri, Chilonzor tumani", "UZ-TK"),
        ("Ташкентская область", "UZ-TO"),
        ("Тошкент вилояти", "UZ-TO"),
        ("Узбекистан, Самарканд", "UZ-SA"),
        ("Samarqand", "UZ-SA"),
        ("Самарқанд шаҳри", "UZ-SA"),
        ("Farg'ona viloyati", "UZ-FA"),
        ("Fargʻona", "UZ-FA"),
        ("Ургенч (Хорезмская область)", "UZ-XO"),
        ("Nukus", "UZ-QR"),
        ("Республика Узбекистан", "UZ"),
        ("Москва", "RU"),
        ("Алматы", "KZ"),
        ("Нижний Новгород", "RU"),
        ("за тридевять земель", "unknown"),
        ("", "unknown"),
        ("🙂", "unknown"),
    ],
)
def test_the_region_is_found(text, region):
    assert FINDER.find(text).region == region


def test_a_town_comes_with_its_region():
    assert FINDER.find("Angren") == Place("UZ-TO", "uz-hh-2767")


def test_a_region_alone_has_no_town():
    assert FINDER.find("Андижанская область").town == ""


def test_every_name_of_a_region_leads_to_it():
    wrong = [
        (row[name], FINDER.find(row[name]))
        for row in read_table("regions")
        if row["kind"] == "region"
        for name in NAMES
        if row["code"] not in (FINDER.find(row[name]).region,)
    ]
    assert wrong == []
