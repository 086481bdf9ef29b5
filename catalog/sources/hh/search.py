"""Reads all that a search holds: cut into slices that are small enough, with full texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now

from catalog.sources.base import Checkpoint, Page, RawItem, Reading, SourceError
from catalog.sources.hh.items import detail_of, search_part
from catalog.sources.hh.site import Site
from catalog.sources.http import RefusedError

PER_PAGE = 100
# No search is read deeper than this, so each is cut into slices that hold less.
DEPTH = 2_000
# Dates of a search are rounded to this by the API.
STEP = timedelta(minutes=5)
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the list: a time, and beyond that an area or a role."""

    since: datetime
    until: datetime
    found: int
    only: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Search:
    """One reading of the list."""

    site: Site
    reading: Reading
    found: int = 0
    fetched: int = 0
    details: int = 0
    seen: set[str] = field(default_factory=set)

    def pages(self) -> Iterator[Page]:
        """All pages of all slices, then a word on what was found and what was fetched."""
        options, checkpoint = self.reading.options, self.reading.checkpoint or {}
        self.details = int(float(options.get("details") or 0))
        until = _moment(checkpoint.get("until")) or _rounded(timezone.now() + STEP)
        days = timedelta(days=float(options.get("days") or 1))
        since = _moment(checkpoint.get("since")) or until - days
        first = int(checkpoint.get("page") or 0)
        # The slice that was being read is read on as it was cut.
        end = _moment(checkpoint.get("end")) if first else None
        if end:
            begun = Slice(since, end, self._count(since, end))
            self.found += begun.found
            yield from self._pages_of(begun, until, first)
        for part in self._slices(end or since, until):
            self.found += part.found
            yield from self._pages_of(part, until, 0)
        note = _now("HeadHunter: %(found)s found, %(fetched)s fetched.")
        text = note % {"found": self.found, "fetched": self.fetched}
        yield Page((), {"since": until.isoformat(), "until": until.isoformat()}, (text,))

    def _slices(self, since: datetime, until: datetime) -> Iterator[Slice]:
        """By time until a slice is small enough; where a moment isn't, by area, then by role."""
        if since >= until:
            return
        found = self._count(since, until)
        if found <= DEPTH:
            yield Slice(since, until, found)
        elif until - since > STEP:
            middle = _rounded(since + (until - since) / 2)
            yield from self._slices(since, max(middle, since + STEP))
            yield from self._slices(max(middle, since + STEP), until)
        else:
            yield from self._parts(since, until)

    def _parts(self, since: datetime, until: datetime) -> Iterator[Slice]:
        for area in self._areas():
            only = (("area", area),)
            found = self._count(since, until, only)
            if found <= DEPTH:
                yield Slice(since, until, found, only)
                continue
            for role in self._roles():
                narrower = (*only, ("professional_role", role))
                yield Slice(since, until, self._count(since, until, narrower), narrower)

    def _pages_of(self, part: Slice, until: datetime, first: int) -> Iterator[Page]:
        """The pages of a slice; one that shifts while it is read repeats items, and loses none."""
        last = min(-(-part.found // PER_PAGE), DEPTH // PER_PAGE)
        for number in range(first, last):
            answer = self._ask(part.since, part.until, part.only, page=number)
            items = [item for item in answer.get("items") or () if isinstance(item, dict)]
            new = [item for item in items if str(item.get("id")) not in self.seen]
            self.seen.update(str(item.get("id")) for item in items)
            self.fetched += len(new)
            is_last = number + 1 >= last
            place: Checkpoint = {
                "since": (part.until if is_last and not part.only else part.since).isoformat(),
                "end": part.until.isoformat(),
                "until": until.isoformat(),
                # Slices of one moment are read anew: items that come again change nothing.
                "page": 0 if is_last or part.only else number + 1,
            }
            yield Page(tuple(self._raw(new)), place)

    def _raw(self, items: list[dict[str, Any]]) -> Iterator[RawItem]:
        open_items = [search_part(item) for item in items if not item.get("archived")]
        keys = {f"vacancy:{item['id']}": item for item in open_items}
        known = self.reading.memory.recall(keys)
        for key, item in keys.items():
            detail = self._detail(key, item, known.get(key))
            yield RawItem(str(item["id"]), item | ({"detail": detail["text"]} if detail else {}))

    def _detail(
        self, key: str, item: dict[str, Any], kept: dict[str, Any] | None
    ) -> dict[str, Any] | None:
        """The full text as remembered, or fetched as long as the budget lasts."""
        stamp = str(item.get("published_at") or "")
        if (kept and kept.get("stamp") == stamp) or self.details <= 0:
            return kept
        self.details -= 1
        try:
            answer = self.site.get(f"/vacancies/{item['id']}", etag=(kept or {}).get("etag", ""))
        except RefusedError as error:
            if error.answer.status != NOT_FOUND:
                raise
            return kept
        if answer.is_same and kept:
            made = kept | {"stamp": stamp}
        else:
            text = detail_of(answer.json())
            made = {"stamp": stamp, "etag": answer.headers.get("etag", ""), "text": text}
        self.reading.memory.remember({key: made})
        return made

    def _count(
        self, since: datetime, until: datetime, only: tuple[tuple[str, str], ...] = ()
    ) -> int:
        return int(self._ask(since, until, only, per_page=1).get("found") or 0)

    def _ask(
        self,
        since: datetime,
        until: datetime,
        only: tuple[tuple[str, str], ...],
        *,
        page: int = 0,
        per_page: int | None = None,
    ) -> dict[str, Any]:
        options = self.reading.options
        params = {
            "area": options.get("area") or "97",
            "host": options.get("host") or "hh.uz",
            "order_by": "publication_time",
            "date_from": since.isoformat(timespec="seconds"),
            "date_to": until.isoformat(timespec="seconds"),
            "per_page": per_page or PER_PAGE,
            "page": page,
            **dict(only),
        }
        answer = self.site.get("/vacancies", params).json()
        if not isinstance(answer, dict):
            raise SourceError(_now("HeadHunter answered a search with something else than a list."))
        return answer

    def _areas(self) -> list[str]:
        """The parts of the area; itself where it has none."""
        area = str(self.reading.options.get("area") or "97")
        answer = self.site.open(f"/areas/{area}")
        parts = [str(part["id"]) for part in answer.get("areas") or ()]
        return parts or [area]

    def _roles(self) -> list[str]:
        categories = self.site.open("/professional_roles").get("categories") or ()
        roles = (str(role["id"]) for category in categories for role in category["roles"])
        return list(dict.fromkeys(roles))


def _rounded(moment: datetime) -> datetime:
    """Down to the step of the API's dates."""
    return moment.replace(minute=moment.minute - moment.minute % 5, second=0, microsecond=0)


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str) or not re.match(r"\d{4}-", text):
        return None
    return datetime.fromisoformat(text)
