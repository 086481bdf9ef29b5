"""Vacancies of hh.uz and its sisters, through HeadHunter's API for applications."""

from collections.abc import Iterator

from django.conf import settings
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
from catalog.sources.hh.items import read_item
from catalog.sources.hh.search import Search
from catalog.sources.hh.site import BASE, Site
from catalog.sources.http import Web


class HeadHunter(Adapter):
    """Reads the vacancies of some days, slice by slice, and the full text of some of them."""

    label = "HeadHunter (hh.uz)"
    help_text = _(
        "Search and full texts through the API. Each import reads the list anew and the full"
        " texts of as many new vacancies as the budget allows."
    )
    options = (
        Option("base", _("address of the API"), kind="address", default=BASE, is_required=True),
        Option("area", _("area"), _("97 is Uzbekistan"), default="97", is_required=True),
        Option("host", _("site"), _("hh.uz, hh.ru, …"), default="hh.uz"),
        Option("days", _("days back"), kind="number", default=30, is_required=True),
        Option(
            "details",
            _("full texts in one import"),
            _("at most; the others have an excerpt until their turn comes"),
            kind="number",
            default=500,
        ),
    )

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Slices from the oldest day on; the checkpoint is a place inside of a slice."""
        if hindrance := self.hindrance(reading.options):
            raise SourceError(hindrance)
        with Web() as web:
            yield from Search(Site(web, reading), reading).pages()

    def parse(self, item: RawItem, options: Options) -> Found:
        """An item of a search, with its full text where that was read."""
        if not isinstance(item.raw, dict):
            raise ItemError(_now("the item is no object but %s") % type(item.raw).__name__)
        return read_item(item.raw)

    def is_complete(self, options: Options) -> bool:
        """What is older than a month is no longer shown there."""
        return float(options.get("days") or 0) >= 30  # noqa: PLR2004  a month

    def hindrance(self, options: Options) -> str:
        """Without a key there is nothing to read."""
        if settings.HH_ACCESS_TOKEN or (settings.HH_CLIENT_ID and settings.HH_CLIENT_SECRET):
            return ""
        return _now(
            "There is no key for HeadHunter yet. Register an application at dev.hh.ru (it takes up"
            " to 15 working days), put its HH_CLIENT_ID and HH_CLIENT_SECRET into the settings and"
            " start the site again. Until then everything else works."
        )
