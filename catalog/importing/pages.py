"""One page of a source, from raw items to rows in the table, with counts that reconcile."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Self

from django.db import DataError, transaction

from catalog.importing.storing import known_of, mark_seen, store
from catalog.importing.understanding import (
    CourseRow,
    Row,
    VacancyRow,
    Vocabulary,
    hash_of,
    understand,
)
from catalog.models import ImportRun, QuarantinedItem, Source
from catalog.sources.base import Adapter, Found, FoundCourse, ItemError, Page, RawItem
from catalog.sources.values import storable

LONGEST_RAW = 200_000
LONGEST_REASON = 500
LONGEST_PLACE = 100
# What a parser runs into when a source has changed the shape of its items.
UNEXPECTED = (ItemError, ValueError, LookupError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class SetAside:
    """An item that can't be stored, and why."""

    item: RawItem
    reason: str


@dataclass(frozen=True, slots=True)
class ReadItem:
    """An item that could be read."""

    raw: RawItem
    found: Found
    content_hash: str


@dataclass(slots=True)
class PageCounts:
    """What became of the items of a page."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quarantined: int = 0

    def __add__(self, other: Self) -> "PageCounts":
        names = [column.name for column in fields(self)]
        return PageCounts(*(getattr(self, name) + getattr(other, name) for name in names))

    @property
    def found(self) -> int:
        """All items."""
        return self.new + self.changed + self.unchanged + self.quarantined


@dataclass(slots=True)
class PreparedRows:
    """The offers of one kind on a page, told apart by what has to be done with them."""

    kind: type[Row]
    rows: list[tuple[ReadItem, Row]] = field(default_factory=list)
    # Ids of those that were closed and are back as they were, and of those to mark as seen.
    back: list[str] = field(default_factory=list)
    due: list[str] = field(default_factory=list)
    unchanged: int = 0
    # How many of the rows are not in the table yet.
    new: int = 0


@dataclass(frozen=True, slots=True)
class PreparedPage:
    """A page, ready to be stored in one transaction."""

    kinds: tuple[PreparedRows, ...]
    set_aside: tuple[SetAside, ...]
    now: datetime

    def foreseen(self) -> PageCounts:
        """What storing it would come to; rows that the database would refuse aside."""
        counts = PageCounts(quarantined=len(self.set_aside))
        for part in self.kinds:
            changed = len(part.rows) - part.new + len(part.back)
            counts += PageCounts(new=part.new, changed=changed, unchanged=part.unchanged)
        return counts


def prepare_page(
    adapter: Adapter, page: Page, source: Source, vocabulary: Vocabulary, now: datetime
) -> PreparedPage:
    """Read the items, and understand those that are new or say something new."""
    items: dict[type[Row], list[ReadItem]] = {VacancyRow: [], CourseRow: []}
    set_aside = []
    for raw in page.items:
        try:
            found = adapter.parse(raw, source.options)
        except UNEXPECTED as error:
            set_aside.append(SetAside(raw, _reason(error)))
        else:
            kind = CourseRow if isinstance(found, FoundCourse) else VacancyRow
            items[kind].append(ReadItem(raw, found, hash_of(found)))
    kinds = [
        _prepared(kind, of_kind, source, vocabulary, now, set_aside)
        for kind, of_kind in items.items()
        if of_kind
    ]
    return PreparedPage(tuple(kinds), tuple(set_aside), now)


def store_page(prepared: PreparedPage, run: ImportRun) -> PageCounts:
    """Write a page, what is set aside too; to be called inside a transaction."""
    counts = PageCounts()
    set_aside = list(prepared.set_aside)
    for part in prepared.kinds:
        counts += _store_rows(part, part.rows, run, set_aside, prepared.now)
        mark_seen(part.kind, run, part.back + part.due, prepared.now)
        counts += PageCounts(changed=len(part.back), unchanged=part.unchanged)
    QuarantinedItem.objects.bulk_create(_quarantined(item, run) for item in set_aside)
    counts.quarantined = len(set_aside)
    return counts


def _prepared(
    kind: type[Row],
    items: list[ReadItem],
    source: Source,
    vocabulary: Vocabulary,
    now: datetime,
    set_aside: list[SetAside],
) -> PreparedRows:
    """Of items with the same id the last one counts, the others are repeats."""
    last = {item.found.external_id: item for item in items}
    known = known_of(kind, source, last)
    prepared = PreparedRows(kind, unchanged=len(items) - len(last))
    for key, item in last.items():
        row = known.get(key)
        if row is None or row.content_hash != item.content_hash:
            try:
                understood = understand(item.found, item.content_hash, vocabulary, now)
            except UNEXPECTED as error:
                set_aside.append(SetAside(item.raw, _reason(error)))
                continue
            prepared.rows.append((item, understood))
            prepared.new += row is None
        elif row.is_closed:
            prepared.back.append(key)
        else:
            prepared.unchanged += 1
            if row.is_due(now):
                prepared.due.append(key)
    return prepared


def _store_rows(
    part: PreparedRows,
    rows: Sequence[tuple[ReadItem, Row]],
    run: ImportRun,
    set_aside: list[SetAside],
    now: datetime,
) -> PageCounts:
    """Store rows; one that the database refuses is found by halving and set aside alone."""
    if not rows:
        return PageCounts()
    try:
        with transaction.atomic():
            stored = store(part.kind, run, [row for _item, row in rows], now)
    except DataError as error:
        if len(rows) == 1:
            set_aside.append(SetAside(rows[0][0].raw, _reason(error)))
            return PageCounts()
        half = len(rows) // 2
        return _store_rows(part, rows[:half], run, set_aside, now) + _store_rows(
            part, rows[half:], run, set_aside, now
        )
    return PageCounts(new=stored.new, changed=stored.changed)


def _quarantined(item: SetAside, run: ImportRun) -> QuarantinedItem:
    raw = storable(raw_text(item.item.raw))
    return QuarantinedItem(
        source_id=run.source_id,
        run=run,
        place=storable(item.item.place)[:LONGEST_PLACE],
        raw=raw[:LONGEST_RAW],
        is_whole=len(raw) <= LONGEST_RAW,
        reason=storable(item.reason)[:LONGEST_REASON],
    )


def _reason(error: Exception) -> str:
    if isinstance(error, ItemError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def raw_text(raw: object) -> str:
    """An item as text: JSON where it is an object or a list."""
    if isinstance(raw, dict | list):
        return json.dumps(raw, ensure_ascii=False, default=str)
    return str(raw)
