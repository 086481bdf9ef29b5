"""Items as an import would understand them, for a curator to look at before anything is stored."""

from dataclasses import asdict
from typing import Any

from catalog.importing.pages import PreparedPage, raw_text
from catalog.importing.understanding import Row, VacancyRow

# What a curator checks first; the names of columns.
SHOWN = (
    "title",
    "employer",
    "provider",
    "place",
    "published_at",
    "salary_from",
    "salary_to",
    "currency",
    "language",
    "url",
    "description",
)
LONGEST = 300


def sample_of(prepared: PreparedPage, most: int) -> list[dict[str, Any]]:
    """Up to `most` items of a page: those that could not be read first, with the reason."""
    broken = [
        {
            "place": item.item.place,
            "problem": item.reason,
            "raw": raw_text(item.item.raw)[:LONGEST],
        }
        for item in prepared.set_aside
    ]
    read = [
        {
            "place": item.raw.place,
            "kind": "vacancy" if part.kind is VacancyRow else "course",
            "fields": _fields(row),
        }
        for part in prepared.kinds
        for item, row in part.rows
    ]
    return (broken[: max(0, most // 2)] + read)[: max(0, most)]


def _fields(row: Row) -> dict[str, str]:
    values = asdict(row)
    return {name: str(values[name])[:LONGEST] for name in SHOWN if values.get(name)}
