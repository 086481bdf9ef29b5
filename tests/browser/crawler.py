"""Every page that links lead to, one of each kind, as a stranger or as a person meets them."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Page

# What is no page: files, doors for machines, and the way out.
NO_PAGES = re.compile(
    r"^/(admin|api|mobile|docs|static|media|sign-out|health|metrics)\b"
    r"|\.(docx|pdf|json|xml|txt|csv|zip|ics)$|/(docx|pdf|photo|export|csv|json)/$"
)
# Pages that nothing links to, or only a person half-way does.
UNLINKED = ["/design/", "/offline/", "/nowhere/", "/questionnaire/wishes/", "/vacancies/?q=zzzzqq"]


def kind_of(address: str) -> str:
    """Pages that differ in a number are of one kind, and so are those that differ in a query."""
    parts = urlsplit(address)
    kind = re.sub(r"\d+", "N", parts.path)
    return kind + "?" if parts.query else kind


def walk(page: Page, site: str, starts: list[str]) -> Iterator[str]:
    """Open one page of each kind, and say its address while it is open."""
    waiting, seen = [*starts, *UNLINKED], set()
    while waiting:
        address = waiting.pop(0)
        if (kind := kind_of(address)) in seen:
            continue
        seen.add(kind)
        answer = page.goto(site + address)
        assert answer is not None
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status < 500, f"{address}: {answer.status}"
        yield address
        waiting += _links(page, site)


def _links(page: Page, site: str) -> list[str]:
    found = page.locator("a[href]").evaluate_all("links => links.map(link => link.href)")
    ours = [urldefrag(link).url.removeprefix(site) for link in found if link.startswith(site + "/")]
    return [link for link in ours if not NO_PAGES.search(urlsplit(link).path)]
