"""Any list in JSON: where it is and what its fields are is said by JMESPath expressions."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

import jmespath
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from jmespath.exceptions import JMESPathError

from catalog.sources.base import (
    Adapter,
    Checkpoint,
    Found,
    ItemError,
    Option,
    Options,
    Page,
    RawItem,
    Reading,
    SourceError,
)
from catalog.sources.http import PACE_S, Web
from catalog.sources.json_lines import read_course, read_vacancy

VACANCIES, COURSES = "vacancies", "courses"
ONE_PAGE, BY_NUMBER, BY_OFFSET, BY_ADDRESS = "none", "page", "offset", "next"
MOST_PAGES = 5_000
MOST_PAUSE_S = 60.0
PREFIX = "field_"

_PAGING = _("Pages")
_FIELDS = _("Where the fields are")
_FIXED = _("an expression, or a fixed value in quotes, as 'UZS'")
# Fields that both kinds have come first; the names are those of a JSON line.
FIELDS: tuple[tuple[str, Any, str], ...] = (
    ("external_id", _("id"), "id"),
    ("title", _("title"), "title"),
    ("url", _("address"), "url"),
    ("description", _("description"), "description"),
    ("language", _("language"), ""),
    ("employer", _("employer"), ""),
    ("area", _("place"), ""),
    ("published_at", _("published"), ""),
    ("salary_from", _("pay from"), ""),
    ("salary_to", _("pay to"), ""),
    ("currency", _("currency"), ""),
    ("gross", _("before tax"), ""),
    ("period", _("paid by: hour, shift, month, year"), ""),
    ("experience", _("experience"), ""),
    ("employment", _("employment"), ""),
    ("schedule", _("schedule"), ""),
    ("work_format", _("work mode"), ""),
    ("key_skills", _("skills"), ""),
    ("provider", _("provider of a course"), ""),
    ("skills", _("what a course teaches"), ""),
    ("level", _("level of a course"), ""),
    ("workload", _("workload of a course"), ""),
    ("rating", _("rating of a course"), ""),
    ("enrolled", _("learners of a course"), ""),
    ("image_url", _("picture of a course"), ""),
)
NEEDED = ("external_id", "title")


class JsonList(Adapter):
    """Reads a list that some address answers with, page by page."""

    label = _("any JSON list")
    help_text = _(
        "An address that answers with JSON. Expressions (JMESPath) say where the list and its"
        " fields are: “data.items” is the list “items” inside of “data”, “company.name” the name"
        " inside of a company."
    )
    options = (
        Option("address", _("address"), kind="address", is_required=True),
        Option(
            "what",
            _("what it lists"),
            kind="choice",
            default=VACANCIES,
            choices=((VACANCIES, _("vacancies")), (COURSES, _("courses"))),
        ),
        Option(
            "list",
            _("where the list is"),
            _("an expression; empty where the whole answer is the list"),
            kind="expression",
        ),
        Option(
            "complete",
            _("this is the whole list"),
            _("what two such readings in a row no longer hold is closed"),
            kind="flag",
        ),
        Option(
            "paging",
            _("how pages follow"),
            kind="choice",
            default=ONE_PAGE,
            choices=(
                (ONE_PAGE, _("there is one page")),
                (BY_NUMBER, _("pages have numbers")),
                (BY_OFFSET, _("pages begin after so many items")),
                (BY_ADDRESS, _("each page names the next one")),
            ),
            group=_PAGING,
        ),
        Option(
            "parameter",
            _("parameter of the page"),
            _("for example page, start, skip, offset"),
            default="page",
            group=_PAGING,
        ),
        Option("first", _("number of the first page"), kind="number", default=1, group=_PAGING),
        Option("next", _("where the next address is"), "", kind="expression", group=_PAGING),
        Option(
            "pause", _("seconds between requests"), kind="number", default=PACE_S, group=_PAGING
        ),
        *(
            Option(
                f"{PREFIX}{name}",
                label,
                _FIXED if name == "currency" else "",
                kind="expression",
                default=default,
                is_required=name in NEEDED,
                group=_FIELDS,
            )
            for name, label, default in FIELDS
        ),
    )

    def fetch(self, reading: Reading) -> Iterator[Page]:
        """Pages until one brings nothing that is new; the checkpoint is where the next begins."""
        options = reading.options
        place = reading.checkpoint or _first(options)
        seen: set[str] = set()
        with Web(pace_s=_pause(options)) as web:
            for _number in range(MOST_PAGES):
                if place.get("end"):
                    return
                answer = web.get(*_asked(options, place)).json()
                items = _items(answer, options)
                keys = {str(_find(options.get(f"{PREFIX}external_id"), item)) for item in items}
                place = _after(options, place, answer, len(items))
                if keys <= seen:
                    return
                seen |= keys
                raw = (RawItem(_place_of(item, options), item) for item in items)
                yield Page(tuple(raw), place)

    def parse(self, item: RawItem, options: Options) -> Found:
        """An item by its expressions, as a line of JSON Lines would say it."""
        if not isinstance(item.raw, dict):
            raise ItemError(_now("the item is no object but %s") % type(item.raw).__name__)
        line = {
            name: _value(name, _find(options.get(f"{PREFIX}{name}"), item.raw))
            for name, _label, _default in FIELDS
            if options.get(f"{PREFIX}{name}")
        }
        return read_course(line) if options.get("what") == COURSES else read_vacancy(line)

    def is_complete(self, options: Options) -> bool:
        """Only where the curator says so."""
        return bool(options.get("complete"))

    def problems(self, options: Options) -> dict[str, str]:
        """Needed options that are empty, and expressions that say nothing."""
        found = super().problems(options)
        for option in self.options:
            text = options.get(option.name)
            if option.kind == "expression" and text:
                try:
                    _compiled(str(text))
                except JMESPathError as error:
                    found[option.name] = _now("This is no expression: %s") % error
        if options.get("paging") == BY_ADDRESS and not options.get("next"):
            found["next"] = _now("Say where the address of the next page is.")
        return found


@lru_cache(maxsize=500)
def _compiled(expression: str) -> Any:
    return jmespath.compile(expression)


def _find(expression: object, data: Any) -> Any:
    """What an expression finds; nothing where it can't be asked of these data."""
    if not expression:
        return None
    try:
        return _compiled(str(expression)).search(data)
    except JMESPathError:
        return None


def _items(answer: Any, options: Options) -> list[Any]:
    found = _find(options["list"], answer) if options.get("list") else answer
    if not isinstance(found, list):
        if isinstance(answer, dict):
            names = ", ".join(map(str, list(answer)[:12]))
            message = _now("There is no list at “%(list)s”. The answer holds: %(names)s.")
            raise SourceError(message % {"list": options.get("list") or "@", "names": names})
        raise SourceError(_now("The answer is no list."))
    return found


def _first(options: Options) -> Checkpoint:
    if options.get("paging") == BY_OFFSET:
        return {"offset": 0}
    return {"page": int(options.get("first") or 0)} if options.get("paging") == BY_NUMBER else {}


def _asked(options: Options, place: Checkpoint) -> tuple[str, dict[str, Any]]:
    """The address of a page, and its parameters."""
    parameter = str(options.get("parameter") or "page")
    if "next" in place:
        return urljoin(str(options["address"]), place["next"]), {}
    number = place.get("page", place.get("offset"))
    return str(options["address"]), {} if number is None else {parameter: number}


def _after(options: Options, place: Checkpoint, answer: Any, count: int) -> Checkpoint:
    """Where the page after this one begins; `end` where there is none."""
    paging = options.get("paging")
    if paging == BY_ADDRESS:
        address = _find(options.get("next"), answer)
        return {"next": address} if isinstance(address, str) and address else {"end": True}
    if not count or paging not in (BY_NUMBER, BY_OFFSET):
        return {"end": True}
    if paging == BY_OFFSET:
        return {"offset": place["offset"] + count}
    return {"page": place["page"] + 1}


def _place_of(item: Any, options: Options) -> str:
    return str(_find(options.get(f"{PREFIX}external_id"), item) or _now("an item without an id"))


def _value(name: str, value: Any) -> Any:
    """Dates that are counted in seconds or milliseconds since 1970 become ISO."""
    if name != "published_at" or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    seconds = value / 1000 if value > 10**11 else value
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return None


def _pause(options: Options) -> float:
    try:
        return min(max(float(options.get("pause") or 0), PACE_S), MOST_PAUSE_S)
    except ValueError:
        return PACE_S
