"""Folds vacancies that offer the same opening into one, whichever source they came from."""

from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from django.db.models import F
from numpy.typing import NDArray

from catalog.duplicates import LENGTH, groups, same_openings, signature
from catalog.employers import folded_employer
from catalog.models import Fingerprint, Vacancy

CHUNK = 2_000
LOCK_NUMBER = 720_411_904


@dataclass(frozen=True, slots=True)
class Folding:
    """How many open vacancies were compared, and how many stand behind another one."""

    compared: int
    folded: int
    changed: int


@dataclass(frozen=True, slots=True)
class _Rows:
    """Open vacancies, oldest first: their keys, where they are, whose, and their signatures."""

    keys: list[int]
    regions: NDArray[np.int64]
    employers: NDArray[np.int64]
    titles: list[str]
    signatures: NDArray[np.uint32]
    former: dict[int, int]


def fold_duplicates() -> Folding:
    """Let the vacancy that was seen first stand for all that offer the same.

    The same are texts that are alike, of one employer, in one region: the same work in another
    region is another chance. Folded rows stay; `open` leaves them out. Safe to repeat.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # One at a time: two would write the same rows in another order.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
        return _fold()


def _fold() -> Folding:
    _make_fingerprints()
    rows = _load()
    if not rows.keys:
        return Folding(0, 0, 0)
    pairs = same_openings(rows.signatures, rows.titles, (rows.regions, rows.employers))
    firsts = groups(len(rows.keys), pairs)
    wanted = {
        rows.keys[place]: rows.keys[first]
        for place, first in enumerate(firsts.tolist())
        if place != first
    }
    changed = [key for key in rows.keys if wanted.get(key) != rows.former.get(key)]
    _write({key: wanted.get(key) for key in changed})
    return Folding(len(rows.keys), len(wanted), len(changed))


def _make_fingerprints() -> None:
    """Those of open vacancies whose text is new or has changed."""
    stale = (
        Vacancy.objects.filter(closed_at=None)
        .exclude(fingerprint__content_hash=F("content_hash"))
        .order_by("pk")
    )
    keys = list(stale.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = Vacancy.objects.filter(pk__in=keys[start : start + CHUNK])
        made = [
            Fingerprint(vacancy_id=pk, content_hash=told, signature=_packed(title, text))
            for pk, told, title, text in rows.values_list(
                "pk", "content_hash", "title", "description"
            )
        ]
        Fingerprint.objects.bulk_create(
            made,
            update_conflicts=True,
            unique_fields=["vacancy"],
            update_fields=["content_hash", "signature"],
        )


def _packed(title: str, text: str) -> bytes:
    made = signature(title, text)
    return b"" if made is None else made.tobytes()


def _load() -> _Rows:
    offered = Fingerprint.objects.filter(
        vacancy__closed_at=None, vacancy__source__is_active=True
    ).exclude(vacancy__employer="")
    columns = offered.order_by("vacancy__first_seen_at", "vacancy_id").values_list(
        "vacancy_id",
        "vacancy__region_id",
        "vacancy__employer",
        "vacancy__same_as_id",
        "signature",
        "vacancy__title",
    )
    found = [row for row in columns.iterator() if len(row[4]) == LENGTH * 4]
    names: dict[str, int] = {}
    return _Rows(
        keys=[row[0] for row in found],
        regions=np.array([row[1] for row in found], dtype=np.int64),
        employers=np.array(
            [names.setdefault(folded_employer(row[2]), len(names)) for row in found], dtype=np.int64
        ),
        titles=[row[5] for row in found],
        signatures=np.frombuffer(b"".join(bytes(row[4]) for row in found), dtype=np.uint32).reshape(
            -1, LENGTH
        ),
        former={row[0]: row[3] for row in found if row[3] is not None},
    )


def _write(same_as: dict[int, int | None]) -> None:
    keys = list(same_as)
    for start in range(0, len(keys), CHUNK):
        rows = [Vacancy(pk=key, same_as_id=same_as[key]) for key in keys[start : start + CHUNK]]
        Vacancy.objects.bulk_update(rows, ["same_as"])
