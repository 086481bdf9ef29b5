"""Courses of Coursera, from its public catalogue (courses.v1)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from catalog.sources.base import (
    Adapter,
    Found,
    ItemError,
    Option,
    Options,
    Page,
    RawItem,
    Reading,
    SourceError,
)
from catalog.sources.http import Web
from catalog.sources.json_lines import read_course

BASE = "https://api.coursera.org/api/courses.v1"
PAGE = "https://www.coursera.org/learn/"
PER_PAGE = 100
MOST_PAGES = 1_000
PACE_S = 0.5
FIELDS = "name,slug,description,primaryLanguages,workload,photoUrl,partnerIds"


class Coursera(Adapter):
    """Reads the whole catalogue, a hundred courses at a time."""

    label = "Coursera"
    help_text = _("The public catalogue; it needs no key.")
    options = (
        Option("base", _("address of the API"), kind="address", default=BASE, is_required=True),
    )

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages until one names no next one, or brings nothing new."""
        start = int((reading.checkpoint or {}).get("start") or 0)
        base = str(reading.options.get("base") or BASE)
        seen: set[str] = set()
        with Web(pace_s=PACE_S) as web:
            for _number in range(MOST_PAGES):
                params = {
                    "start": start,
                    "limit": PER_PAGE,
                    "fields": FIELDS,
                    "includes": "partnerIds",
                }
                answer = web.get(base, params).json()
                items, after = _page(answer)
                new = [item for item in items if str(item.get("id")) not in seen]
                if not new:
                    return
                seen.update(str(item.get("id")) for item in new)
                start = after if after is not None else start + len(items)
                yield Page(tuple(_raw(new, answer)), {"start": start})
                if after is None:
                    return

    def parse(self, item: RawItem, options: Options) -> Found:
        """An element of the catalogue with the name of its partner."""
        raw = item.raw
        if not isinstance(raw, dict):
            raise ItemError(_now("the item is no object but %s") % type(raw).__name__)
        languages = raw.get("primaryLanguages") or [""]
        slug = raw.get("slug")
        return read_course(
            {
                "external_id": raw.get("id"),
                "title": raw.get("name"),
                "provider": raw.get("partner") or "Coursera",
                "description": raw.get("description"),
                "workload": raw.get("workload"),
                "language": languages[0] if isinstance(languages, list) else languages,
                "url": f"{PAGE}{slug}" if isinstance(slug, str) and slug else "",
                "image_url": raw.get("photoUrl"),
            }
        )

    def is_complete(self, options: Options) -> bool:
        """It is read to its end."""
        return True


def _page(answer: Any) -> tuple[list[dict[str, Any]], int | None]:
    """The elements of an answer, and where the next page starts; None on the last one."""
    elements = answer.get("elements") if isinstance(answer, dict) else None
    if not isinstance(elements, list):
        raise SourceError(
            _now("Coursera no longer answers with its catalogue. What was read before stays.")
        )
    paging = answer.get("paging")
    after = paging.get("next") if isinstance(paging, dict) else None
    is_number = isinstance(after, str | int) and str(after).isdecimal()
    return [item for item in elements if isinstance(item, dict)], (
        int(after) if is_number and after is not None else None
    )


def _raw(items: list[dict[str, Any]], answer: dict[str, Any]) -> Iterator[RawItem]:
    """Items with the names of their partners, which stand beside them."""
    linked = answer.get("linked")
    partners = linked.get("partners.v1") if isinstance(linked, dict) else None
    names = {str(part.get("id")): part.get("name") for part in partners or () if part}
    for item in items:
        ids = item.get("partnerIds") or ()
        known = [names[str(key)] for key in ids if names.get(str(key))]
        yield RawItem(str(item.get("id")), item | {"partner": ", ".join(known)})
