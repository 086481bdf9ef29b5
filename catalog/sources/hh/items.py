"""What an item of HeadHunter's API means; old and new fields stand side by side, new ones win."""

import re
from typing import Any

from catalog.sources.base import FoundVacancy, ItemError
from catalog.sources.json_lines import read_vacancy

# What is kept of an item; contacts and addresses of people never are.
KEPT = (
    "id",
    "name",
    "area",
    "employer",
    "salary",
    "salary_range",
    "experience",
    "schedule",
    "employment",
    "employment_form",
    "internship",
    "work_format",
    "work_schedule_by_days",
    "working_hours",
    "professional_roles",
    "snippet",
    "published_at",
    "alternate_url",
)
_HIGHLIGHT = re.compile(r"</?highlighttext>")
_NUMBERS = {"ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6, "SEVEN": 7}
_DAYS = re.compile(r"^([A-Z]+)_ON_([A-Z]+)_OFF$")
# How pay is counted; what isn't here (a service, a rotation) isn't comparable.
_PERIODS = {"MONTH": "month", "SHIFT": "shift", "HOUR": "hour"}
# A day of fewer hours is part time.
_PART_TIME = {"HOURS_2", "HOURS_3", "HOURS_4", "HOURS_5"}


def search_part(item: dict[str, Any]) -> dict[str, Any]:
    """An item of a search without what nobody should keep."""
    kept = {name: item[name] for name in KEPT if item.get(name) is not None}
    if isinstance(kept.get("employer"), dict):
        kept["employer"] = {"name": kept["employer"].get("name")}
    return kept | {"id": item.get("id")}


def detail_of(answer: Any) -> dict[str, Any]:
    """The full text and the skills of a vacancy."""
    if not isinstance(answer, dict):
        return {}
    names = [
        skill.get("name") for skill in answer.get("key_skills") or () if isinstance(skill, dict)
    ]
    return {"description": answer.get("description") or "", "key_skills": list(filter(None, names))}


def read_item(item: dict[str, Any]) -> FoundVacancy:
    """An item of a search, with its full text where that is at hand."""
    detail = item.get("detail")
    detail = detail if isinstance(detail, dict) else {}
    roles = _list(item, "professional_roles")
    line = {
        "external_id": item.get("id"),
        "title": item.get("name"),
        "employer": _in(item, "employer", "name"),
        "area": _in(item, "area", "name"),
        "description": detail.get("description") or _excerpt(item),
        "key_skills": detail.get("key_skills") or [],
        "professional_roles": [role.get("name") for role in roles],
        "role_code": f"hh-{roles[0].get('id')}" if roles else "",
        "experience": _in(item, "experience", "id"),
        "employment": _employment(item),
        "schedule": _schedule(item),
        "work_format": [part.get("id") for part in _list(item, "work_format")],
        "published_at": item.get("published_at"),
        "url": item.get("alternate_url"),
        **_pay(item),
    }
    return read_vacancy(line)


def _in(item: dict[str, Any], name: str, part: str) -> Any:
    value = item.get(name)
    if value is None:
        return None
    if not isinstance(value, dict):
        raise ItemError(f"{name} should be an object, not {type(value).__name__}")
    return value.get(part)


def _list(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    values = item.get(name)
    return (
        [value for value in values if isinstance(value, dict)] if isinstance(values, list) else []
    )


def _excerpt(item: dict[str, Any]) -> str:
    parts = (_in(item, "snippet", name) for name in ("responsibility", "requirement"))
    return "\n".join(_HIGHLIGHT.sub("", part) for part in parts if isinstance(part, str))


def _employment(item: dict[str, Any]) -> str:
    if item.get("internship") is True:
        return "internship"
    new, old = _in(item, "employment_form", "id"), _in(item, "employment", "id")
    # A rotation is full employment.
    return "full" if new == "FLY_IN_FLY_OUT" else str(new or old or "").lower()


def _schedule(item: dict[str, Any]) -> str:
    """Days on and off as 5/2, and the old schedule, which once said remote."""
    days = [_as_numbers(str(part.get("id"))) for part in _list(item, "work_schedule_by_days")]
    hours = {str(part.get("id")) for part in _list(item, "working_hours")}
    if hours and hours <= _PART_TIME:
        days.append("part_time")
    old = _in(item, "schedule", "id")
    if not days or old == "remote":
        days.append(str(old or ""))
    return ", ".join(filter(None, days))


def _as_numbers(code: str) -> str:
    found = _DAYS.match(code)
    if not found:
        return ""
    on, off = (_NUMBERS.get(word) for word in found.groups())
    return f"{on}/{off}" if on and off else ""


def _pay(item: dict[str, Any]) -> dict[str, Any]:
    new, old = item.get("salary_range"), item.get("salary")
    pay = new if isinstance(new, dict) else old
    if not isinstance(pay, dict):
        return {}
    mode = pay.get("mode")
    code = mode.get("id") if isinstance(mode, dict) else "MONTH"
    if code not in _PERIODS:
        return {}
    return {
        "salary_from": pay.get("from"),
        "salary_to": pay.get("to"),
        "currency": pay.get("currency"),
        "gross": pay.get("gross"),
        "period": _PERIODS[code],
    }
