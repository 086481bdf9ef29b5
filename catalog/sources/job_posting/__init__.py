"""Vacancies of any site that describes them by schema.org's JobPosting, found by its sitemap."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
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
from catalog.sources.http import NOT_MODIFIED, RefusedError, Web
from catalog.sources.job_posting.linked_data import postings_of, read_posting
from catalog.sources.job_posting.sitemaps import Listed, listed_pages, rules_of
from catalog.sources.values import read_moment

# Pages that are stored together.
PER_PAGE = 25
SLOWEST_S = 30.0
# A page without a date of change is looked at again after so long.
FRESH_FOR = timedelta(days=3)
GONE = (404, 410)


class JobPosting(Adapter):
    """Reads the pages that a sitemap lists, as the site's robots.txt allows."""

    label = _("site with schema.org JobPosting")
    help_text = _(
        "Pages of vacancies are found by the site's sitemap, at the pace and within the bounds of"
        " its robots.txt. osonish.uz is read so."
    )
    options = (
        Option(
            "address",
            _("address"),
            _("of the site or of its sitemap"),
            kind="address",
            is_required=True,
        ),
        Option("path", _("part of the path"), _("only pages with it, as /vacancies/")),
        Option(
            "pages",
            _("pages in one import"),
            _("at most; the others are read by the next imports"),
            kind="number",
            default=1000,
        ),
        Option(
            "complete",
            _("this is the whole list"),
            _("what two such readings in a row no longer hold is closed"),
            kind="flag",
        ),
    )

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages of the sitemap in the order of their addresses; the checkpoint is the last one."""
        options = reading.options
        address = str(options.get("address") or "")
        with Web() as web:
            rules = rules_of(web, address)
            web.pace_s = min(max(rules.pace_s, web.pace_s), SLOWEST_S)
            done = str((reading.checkpoint or {}).get("done") or "")
            listed = [
                page
                for page in listed_pages(web, address, rules)
                if str(options.get("path") or "") in urlsplit(page.url).path and page.url > done
            ]
            if not listed and not done:
                raise SourceError(
                    _now("The sitemap lists no page that may be read and has that part in it.")
                )
            visit = _Visit(web, reading, int(float(options.get("pages") or 0)))
            for start in range(0, len(listed), PER_PAGE):
                part = listed[start : start + PER_PAGE]
                yield visit.page(part)
            yield Page((), {"done": "￿"}, (visit.told(len(listed)),))

    def parse(self, item: RawItem, options: Options) -> Found:
        """A JobPosting as its page describes it."""
        if not isinstance(item.raw, dict):
            raise ItemError(_now("the item is no object but %s") % type(item.raw).__name__)
        return read_posting(item.raw)

    def is_complete(self, options: Options) -> bool:
        """Only where the curator says so: a budget may end before the list does."""
        return bool(options.get("complete"))


class _Visit:
    """Looks at pages as long as the budget lasts; remembers what it saw."""

    def __init__(self, web: Web, reading: Reading, budget: int) -> None:
        self._web = web
        self._memory = reading.memory
        self._budget = budget
        self._fetched = self._silent = self._left = 0

    def page(self, part: list[Listed]) -> Page:
        """The postings of some pages."""
        known = self._memory.recall([_key(page.url) for page in part])
        items: list[RawItem] = []
        for page in part:
            kept = known.get(_key(page.url))
            if kept and _is_fresh(kept, page):
                found = kept["postings"]
            elif self._budget > 0:
                found = self._look(page)
            else:
                self._left += 1
                found = kept["postings"] if kept else []
            items += (RawItem(page.url, posting) for posting in found if not _is_over(posting))
        return Page(tuple(items), {"done": part[-1].url})

    def told(self, count: int) -> str:
        """What became of the pages."""
        text = _now(
            "%(count)s pages listed, %(fetched)s fetched, %(silent)s without a JobPosting,"
            " %(left)s left for the next import."
        )
        return text % {
            "count": count,
            "fetched": self._fetched,
            "silent": self._silent,
            "left": self._left,
        }

    def _look(self, page: Listed) -> list[dict[str, Any]]:
        """The postings of a page; a page that is gone or broken has none, and the others go on."""
        self._budget -= 1
        try:
            answer = self._web.get(page.url)
        except RefusedError as error:
            if error.answer.status not in (*GONE, NOT_MODIFIED):
                raise
            postings: list[dict[str, Any]] = []
        else:
            postings = postings_of(answer.text, page.url)
        self._fetched += 1
        self._silent += not postings
        stamp = {"changed": page.changed, "at": timezone.now().isoformat(), "postings": postings}
        self._memory.remember({_key(page.url): stamp})
        return postings


def _key(url: str) -> str:
    return f"page:{url}"[:200]


def _is_fresh(kept: dict[str, Any], page: Listed) -> bool:
    """Whether a page was seen since it changed, or lately where it doesn't say."""
    if page.changed:
        return bool(kept.get("changed") == page.changed)
    return bool(datetime.fromisoformat(kept["at"]) > timezone.now() - FRESH_FOR)


def _is_over(posting: dict[str, Any]) -> bool:
    until = read_moment(posting, "validThrough")
    return until is not None and until + timedelta(days=1) < timezone.now()
