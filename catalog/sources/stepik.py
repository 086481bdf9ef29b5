"""Courses of Stepik, from its public API; the best fit for readers of Russian."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

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

BASE = "https://stepik.org"
PACE_S = 0.5
MOST_PAGES = 5_000
# What is kept of an item.
KEPT = ("id", "title", "summary", "description", "language", "learners_count", "workload", "cover")


class Stepik(Adapter):
    """Reads the list of courses, page by page."""

    label = "Stepik"
    help_text = _("The public list of courses; it needs no key.")
    options = (
        Option("base", _("address of the site"), kind="address", default=BASE, is_required=True),
        Option(
            "language",
            _("language"),
            _("a code as ru or en; empty for all languages"),
            default="ru",
        ),
        Option(
            "least_learners",
            _("least learners"),
            _("courses that fewer people took are left out"),
            kind="number",
            default=100,
        ),
    )

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages as long as there is a next one that brings something new."""
        base = str(reading.options.get("base") or BASE)
        first = int((reading.checkpoint or {}).get("page") or 1)
        seen: set[str] = set()
        with Web(pace_s=PACE_S) as web:
            for number in range(first, MOST_PAGES):
                answer = web.get(urljoin(base, "/api/courses"), {"page": number}).json()
                courses, has_next = _page(answer)
                keys = {str(course.get("id")) for course in courses}
                if keys <= seen:
                    return
                seen |= keys
                wanted = [course for course in courses if _is_wanted(course, reading.options)]
                raw = (RawItem(str(course.get("id")), _kept(course)) for course in wanted)
                yield Page(tuple(raw), {"page": number + 1})
                if not has_next:
                    return

    def parse(self, item: RawItem, options: Options) -> Found:
        """An item of the list."""
        raw = item.raw
        if not isinstance(raw, dict):
            raise ItemError(_now("the item is no object but %s") % type(raw).__name__)
        base = str(options.get("base") or BASE)
        cover = raw.get("cover")
        texts = (raw.get("summary"), raw.get("description"))
        return read_course(
            {
                "external_id": raw.get("id"),
                "title": raw.get("title"),
                "provider": "Stepik",
                "description": "\n".join(text for text in texts if isinstance(text, str) and text),
                "language": raw.get("language"),
                "workload": raw.get("workload"),
                "enrolled": raw.get("learners_count"),
                "url": urljoin(base, f"/course/{raw.get('id')}"),
                "image_url": urljoin(base, cover) if isinstance(cover, str) and cover else "",
            }
        )

    def is_complete(self, options: Options) -> bool:
        """It is read to its end."""
        return True


def _page(answer: Any) -> tuple[list[dict[str, Any]], bool]:
    courses = answer.get("courses") if isinstance(answer, dict) else None
    if not isinstance(courses, list):
        raise SourceError(
            _now("Stepik no longer answers with its courses. What was read before stays.")
        )
    meta = answer.get("meta")
    has_next = isinstance(meta, dict) and meta.get("has_next") is True
    return [course for course in courses if isinstance(course, dict)], has_next


def _is_wanted(course: dict[str, Any], options: Options) -> bool:
    """Published, in the language, and taken by enough people; what is unclear is looked at."""
    language = str(options.get("language") or "")
    learners = course.get("learners_count")
    is_taken = not isinstance(learners, int | float) or learners >= float(
        options.get("least_learners") or 0
    )
    is_spoken = not language or course.get("language") in (language, None)
    return course.get("is_public") is not False and is_taken and is_spoken


def _kept(course: dict[str, Any]) -> dict[str, Any]:
    return {name: course.get(name) for name in KEPT}
