"""What a site lets be read: the rules of its robots.txt, and the pages of its sitemaps."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import etree

from catalog.sources.base import SourceError
from catalog.sources.http import MOST_BYTES, RefusedError, Web

# At least this long between two pages of a site.
PACE_S = 1.0
MOST_SITEMAPS = 500
MOST_PAGES = 200_000
SERVER_ERROR = 500
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Rules:
    """What robots.txt says to us: which pages, how fast, and where sitemaps are."""

    parser: RobotFileParser
    pace_s: float = PACE_S
    sitemaps: list[str] = field(default_factory=list)

    def allow(self, url: str) -> bool:
        """Whether a page may be asked for."""
        return self.parser.can_fetch(_name(), url)


@dataclass(frozen=True, slots=True, order=True)
class Listed:
    """A page of a sitemap; `changed` as the sitemap says it, empty where it doesn't."""

    url: str
    changed: str = ""


def rules_of(web: Web, address: str) -> Rules:
    """The rules of a site; without a robots.txt everything may be read, slowly."""
    parser = RobotFileParser()
    try:
        lines = web.get(urljoin(address, "/robots.txt")).text.splitlines()
    except RefusedError as error:
        if error.answer.status >= SERVER_ERROR:
            raise SourceError(
                _("The site's robots.txt can't be read, so nothing else of it is.")
            ) from error
        lines = []
    parser.parse(lines)
    delay = parser.crawl_delay(_name())
    return Rules(parser, max(PACE_S, float(delay or 0)), parser.site_maps() or [])


def listed_pages(web: Web, address: str, rules: Rules) -> list[Listed]:
    """All pages that the sitemaps list and the rules allow, by their addresses."""
    is_sitemap = urlsplit(address).path.endswith((".xml", ".xml.gz"))
    waiting = [address] if is_sitemap else rules.sitemaps or [urljoin(address, "/sitemap.xml")]
    host = urlsplit(address).netloc
    found: dict[str, Listed] = {}
    seen: set[str] = set()
    while waiting and len(seen) < MOST_SITEMAPS:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        for listed, is_index in _entries(web.get(url).body, url):
            if is_index:
                waiting.append(listed.url)
            # A sitemap speaks for its own site alone.
            elif urlsplit(listed.url).netloc == host and rules.allow(listed.url):
                found[listed.url] = listed
            if len(found) >= MOST_PAGES:
                return sorted(found.values())
    return sorted(found.values())


def _entries(body: bytes, url: str) -> Iterator[tuple[Listed, bool]]:
    """Pages, and sitemaps of an index, out of the XML of a sitemap."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(_unpacked(body), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(_("%(url)s is no sitemap.") % {"url": url}) from error
    if root is None or etree.QName(root).localname not in ("urlset", "sitemapindex"):
        raise SourceError(_("%(url)s is no sitemap.") % {"url": url})
    is_index = etree.QName(root).localname == "sitemapindex"
    for entry in root:
        if not isinstance(entry.tag, str):
            continue
        parts = {
            etree.QName(part).localname: (part.text or "").strip()
            for part in entry
            if isinstance(part.tag, str)
        }
        if parts.get("loc"):
            yield Listed(urljoin(url, parts["loc"]), parts.get("lastmod", "")), is_index


def _unpacked(body: bytes) -> bytes:
    """A sitemap may be a packed file; one that swells is cut, and then is no XML."""
    if not body.startswith(GZIP_MAGIC):
        return body
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(body, MOST_BYTES)
    except (zlib.error, gzip.BadGzipFile) as error:
        raise ValueError(str(error)) from error


def _name() -> str:
    """Our name, as robots.txt would call it."""
    return str(settings.SOURCES_USER_AGENT).split("/", 1)[0]
