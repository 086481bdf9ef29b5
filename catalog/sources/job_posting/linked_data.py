"""schema.org's JobPosting in the JSON-LD of a page, and what it means."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from catalog.sources.base import FoundVacancy
from catalog.sources.json_lines import read_vacancy

# What is kept of a posting; contacts of people never are.
KEPT = (
    "title",
    "name",
    "description",
    "responsibilities",
    "qualifications",
    "skills",
    "hiringOrganization",
    "jobLocation",
    "jobLocationType",
    "baseSalary",
    "employmentType",
    "experienceRequirements",
    "datePosted",
    "validThrough",
    "identifier",
    "inLanguage",
    "workHours",
)
PERIODS = {
    "HOUR": "hour",
    "HOURLY": "hour",
    "DAY": "shift",
    "DAILY": "shift",
    "MONTH": "month",
    "MONTHLY": "month",
    "YEAR": "year",
    "ANNUAL": "year",
}
EMPLOYMENT = {
    "FULL_TIME": "full",
    "PART_TIME": "part",
    "CONTRACTOR": "project",
    "TEMPORARY": "project",
    "INTERN": "internship",
}
_CONTROLS = re.compile(r"[\x00-\x1f]+")
_DEEPEST = 12


def postings_of(page: str, url: str) -> list[dict[str, Any]]:
    """The JobPostings of a page, each with its address; none where there is none."""
    try:
        root = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=_parser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    scripts = root.xpath('//script[contains(@type, "ld+json")]')
    found = [posting for script in scripts for posting in _postings(_load(script.text or ""))]
    return [
        {name: posting[name] for name in KEPT if posting.get(name) is not None} | {"url": url}
        for posting in found
    ]


def read_posting(posting: dict[str, Any]) -> FoundVacancy:
    """A JobPosting as a vacancy."""
    url = posting.get("url")
    key = posting.get("identifier")
    if isinstance(key, dict):
        key = key.get("value") or key.get("name")
    kinds = [EMPLOYMENT.get(str(kind).upper(), "") for kind in _list(posting.get("employmentType"))]
    is_remote = "TELECOMMUTE" in str(posting.get("jobLocationType"))
    return read_vacancy(
        {
            "external_id": _key(key, url),
            "title": posting.get("title") or posting.get("name"),
            "employer": _name(posting.get("hiringOrganization")),
            "area": _place(posting.get("jobLocation")),
            "description": _text(posting),
            "key_skills": [_name(part) for part in _list(posting.get("skills"))],
            "experience": _months(posting.get("experienceRequirements")),
            "employment": next(filter(None, kinds), ""),
            "schedule": str(posting.get("workHours") or ""),
            "work_format": ["remote"] if is_remote else [],
            "published_at": posting.get("datePosted"),
            "url": url,
            "language": _language(posting.get("inLanguage")),
            **_pay(posting.get("baseSalary")),
        }
    )


def _parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)


def _load(text: str) -> Any:
    """JSON as it should be, else with the line breaks and entities that sites leave in it."""
    for attempt in (text, _CONTROLS.sub(" ", text), unescape(_CONTROLS.sub(" ", text))):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _postings(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """JobPostings in lists, in graphs, and inside of other things."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for part in data:
            yield from _postings(part, depth + 1)
    elif isinstance(data, dict):
        kinds = [str(kind).rsplit("/", 1)[-1] for kind in _list(data.get("@type"))]
        if "JobPosting" in kinds:
            yield data
            return
        for part in data.values():
            if isinstance(part, dict | list):
                yield from _postings(part, depth + 1)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _key(key: Any, url: Any) -> str:
    """Its own id where that looks like one, else the end of its address."""
    if isinstance(key, str | int) and str(key).strip():
        return str(key).strip()[:120]
    return str(url or "").rstrip("/")[-120:]


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name")
    return str(value) if isinstance(value, str | int | float) else ""


def _place(value: Any) -> str:
    """The town, region and country of an address, in the site's words."""
    place = value[0] if isinstance(value, list) and value else value
    address = place.get("address") if isinstance(place, dict) else place
    if isinstance(address, list):
        address = address[0] if address else ""
    if isinstance(address, dict):
        names = ("addressLocality", "addressRegion", "addressCountry")
        parts = dict.fromkeys(filter(None, (_name(address.get(name)) for name in names)))
        return ", ".join(parts)
    return address if isinstance(address, str) else ""


def _text(posting: dict[str, Any]) -> str:
    """The description, with what stands beside it where that is a text of its own."""
    names = ("description", "responsibilities", "qualifications")
    texts = [posting[name] for name in names if isinstance(posting.get(name), str)]
    # Sites escape their HTML once too often.
    return "\n".join(unescape(text) if "&lt;" in text else text for text in texts)


def _months(value: Any) -> str:
    """Months of experience as the words of HeadHunter's scale."""
    months = value.get("monthsOfExperience") if isinstance(value, dict) else None
    try:
        count = float(months)  # type: ignore[arg-type]  # what isn't a number is caught
    except (TypeError, ValueError):
        return "none" if value == "no requirements" else ""
    for limit, words in ((1, "none"), (36, "1-3"), (72, "3-6")):
        if count < limit:
            return words
    return "6+"


def _language(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("name")
    return value if isinstance(value, str) and len(value) <= len("uz-Cyrl") else ""


def _pay(value: Any) -> dict[str, Any]:
    """MonetaryAmount: a value, or the two ends of a range, for a unit of time."""
    amount = value[0] if isinstance(value, list) and value else value
    if not isinstance(amount, dict):
        return {}
    worth = amount.get("value")
    parts = worth if isinstance(worth, dict) else {"value": worth}
    one = parts.get("value")
    unit = str(parts.get("unitText") or amount.get("unitText") or "MONTH").upper()
    if unit not in PERIODS:
        return {}
    low = parts.get("minValue", amount.get("minValue"))
    return {
        "salary_from": low if low is not None else one,
        "salary_to": parts.get("maxValue", amount.get("maxValue", one)),
        "currency": amount.get("currency") or parts.get("currency"),
        "period": PERIODS[unit],
    }
