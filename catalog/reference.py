"""Loads the tables of regions, specialties and skills into the database."""

from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from django.db.models import Model

from catalog.models import Rate, Region, Skill, Specialty
from catalog.tables import FOLDER, read_table, split_cell, table_path

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en")
EXACT = "="
# What a table never changes: the key, and what curators decided.
KEPT = {"code", "merged_into"}
# “Other” is what an employer says, not what a person wants to become.
NOT_SUGGESTED = {"hh-40"}


def stamp_of_tables() -> str:
    """Changes when any of the tables does."""
    digest = sha256()
    for path in sorted(FOLDER.glob("*.csv")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


@transaction.atomic
def load_reference() -> None:
    """Insert and update regions, specialties and skills by their codes; nothing is deleted.

    Rates that are there already stay as curators keep them.
    """
    _load_regions()
    _upsert(Specialty, map(_specialty, read_table("specialties")))
    if table_path("skills").exists():
        _upsert(Skill, map(_skill, read_table("skills")))
    Rate.objects.bulk_create(map(_rate, read_table("rates")), ignore_conflicts=True)


def _load_regions() -> None:
    """In the order of the table: countries and regions come before what lies in them."""
    rows = read_table("regions")
    for kind in (Region.Kind.UNKNOWN, Region.Kind.COUNTRY, Region.Kind.REGION, Region.Kind.TOWN):
        ids = dict(Region.objects.values_list("code", "pk"))
        _upsert(Region, (_region(row, ids) for row in rows if row["kind"] == kind))


def _region(row: dict[str, str], ids: dict[str, int]) -> Region:
    return Region(
        code=row["code"],
        kind=row["kind"],
        parent_id=ids[row["parent"]] if row["parent"] else None,
        hh_id=int(row["hh_id"]) if row["hh_id"] else None,
        aliases=split_cell(row["aliases"]),
        **_names(row),
    )


def _specialty(row: dict[str, str]) -> Specialty:
    return Specialty(
        code=row["code"],
        category=row["category"],
        labour=row["labour"],
        synonyms={
            language: split_cell(row.get(f"synonyms_{language}", ""))
            for language in ("uz", "ru", "en")
        },
        is_suggested=row["code"] not in NOT_SUGGESTED,
        **_names(row),
    )


def _skill(row: dict[str, str]) -> Skill:
    words = [*_names(row).values(), *split_cell(row["synonyms"])]
    exact = {word.removeprefix(EXACT).lower() for word in words if word.startswith(EXACT)}
    spelled = (
        word if word.startswith(EXACT) else word.lower()
        for word in words
        # A name that counts only in its own case isn't to be found in any case.
        if word.startswith(EXACT) or word.lower() not in exact
    )
    return Skill(
        code=row["code"],
        kind=row["kind"],
        synonyms=list(dict.fromkeys(spelled)),
        **_names(row),
    )


def _rate(row: dict[str, str]) -> Rate:
    return Rate(currency=row["currency"], since=row["since"], uzs=row["uzs"])


def _names(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in NAMES}


def _upsert(model: type[Model], rows: Iterable[Model]) -> None:
    fields = [
        field.name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in KEPT
    ]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
