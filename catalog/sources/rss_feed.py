"""Any RSS or Atom feed of vacancies or courses."""

import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import feedparser
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
from catalog.sources.http import Answer, Web
from catalog.sources.json_lines import read_course, read_vacancy

VACANCIES, COURSES = "vacancies", "courses"
STAMP = "feed"


class RssFeed(Adapter):
    """Reads the newest items of a feed."""

    label = _("RSS or Atom feed")
    help_text = _("A feed shows the newest items only, so nothing is closed by its silence.")
    options = (
        Option("address", _("address"), kind="address", is_required=True),
        Option(
            "what",
            _("what it lists"),
            kind="choice",
            default=VACANCIES,
            choices=((VACANCIES, _("vacancies")), (COURSES, _("courses"))),
        ),
        Option("employer", _("employer"), _("where items name none")),
        Option("area", _("place"), _("where items name none")),
        Option("language", _("language"), _("a code as uz, ru, en; empty: told from the text")),
    )

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """One page; none where the feed says that nothing has changed since the last time."""
        address = str(reading.options.get("address") or "")
        known = reading.memory.recall([STAMP]).get(STAMP) or {}
        with Web() as web:
            answer = web.get(address, headers=known.get("headers") or {})
        if answer.is_same:
            yield Page((), {}, (_now("Nothing has changed since the last time."),))
            return
        items = tuple(RawItem(item["id"][:100], item) for item in _items(answer))
        yield Page(items, {})
        # Only now: a page that was not stored is asked for again.
        reading.memory.remember({STAMP: {"headers": _conditions(answer)}})

    def parse(self, item: RawItem, options: Options) -> Found:
        """An item of the feed, with what the source's options add."""
        if not isinstance(item.raw, dict):
            raise ItemError(_now("the item is no object but %s") % type(item.raw).__name__)
        raw = item.raw
        line = {
            "external_id": _key(raw.get("id")),
            "title": raw.get("title"),
            "description": raw.get("text"),
            "url": raw.get("link"),
            "language": options.get("language") or raw.get("language"),
            "published_at": raw.get("published"),
        }
        if options.get("what") == COURSES:
            return read_course(line | {"provider": raw.get("employer") or options.get("employer")})
        return read_vacancy(
            line
            | {
                "employer": raw.get("employer") or options.get("employer"),
                "area": raw.get("area") or options.get("area"),
                "key_skills": raw.get("tags"),
            }
        )

    def is_complete(self, options: Options) -> bool:
        """A feed shows the newest only."""
        return False


def _items(answer: Answer) -> list[dict[str, Any]]:
    """The items as plain data; SourceError where nothing of a feed can be read."""
    # A stream of bytes: of a text the parser would take an address to fetch or a file to open.
    feed = feedparser.parse(
        io.BytesIO(answer.body),
        response_headers={"content-type": answer.headers.get("content-type", "")},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not feed.entries and (feed.bozo or not feed.get("version")):
        start = " ".join(answer.text[:80].split())
        message = _now("This is no feed that can be read; it begins with “%(start)s”.")
        raise SourceError(message % {"start": start})
    language = str(feed.feed.get("language") or "")
    return [_item(entry, language) for entry in feed.entries]


def _item(entry: Any, language: str) -> dict[str, Any]:
    """What counts of an entry; its author is a person, and isn't kept."""
    link, title = str(entry.get("link") or ""), str(entry.get("title") or "")
    contents = [str(part.get("value") or "") for part in entry.get("content") or ()]
    text = max([*contents, str(entry.get("summary") or "")], key=len)
    key = entry.get("id") or link or sha256(f"{title}\n{text}".encode()).hexdigest()
    return {
        "id": str(key),
        "title": title,
        "link": link,
        "text": text,
        "language": language,
        "published": _moment(entry),
        "employer": _first(entry, "company", "job_company", "dc_publisher", "hiringorganization"),
        "area": _first(entry, "location", "job_location", "region", "city"),
        "tags": [str(tag.get("term") or "")[:100] for tag in entry.get("tags") or ()][:30],
    }


def _first(entry: Any, *names: str) -> str:
    values = (entry.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value), "")


def _moment(entry: Any) -> str | None:
    """When it was published, else changed; many items say neither."""
    parts = entry.get("published_parsed") or entry.get("updated_parsed")
    if not isinstance(parts, time.struct_time):
        return None
    try:
        return datetime(*parts[:6], tzinfo=UTC).isoformat()
    except ValueError:
        return None


def _key(key: object) -> str:
    """An id that fits: a long one is an address, of which a hash is as good."""
    text = str(key or "")
    return text if len(text) <= 130 else sha256(text.encode()).hexdigest()  # noqa: PLR2004


def _conditions(answer: Answer) -> dict[str, str]:
    """The headers that ask for the feed only if it has changed."""
    pairs = (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified"))
    return {ask: answer.headers[told] for ask, told in pairs if answer.headers.get(told)}
