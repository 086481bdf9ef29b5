"""The words of postings for terms of work -> the values of our enums.

Understands HeadHunter's codes, old and new, and the names that its pages show for them.
What says nothing stays unknown.
"""

import re
from collections.abc import Iterable

_EXPERIENCE = {
    "noexperience": "none",
    "between1and3": "1-3",
    "between3and6": "3-6",
    "morethan6": "6+",
    "none": "none",
    "1-3": "1-3",
    "3-6": "3-6",
    "6+": "6+",
    "не требуется": "none",
    "нет опыта": "none",
    "без опыта": "none",
    "1–3 года": "1-3",
    "от 1 года до 3 лет": "1-3",
    "3–6 лет": "3-6",
    "от 3 до 6 лет": "3-6",
    "более 6 лет": "6+",
}
# The first that occurs in the text wins, so the narrower ones come first.
_EMPLOYMENT = (
    (re.compile(r"probation|intern|стаж[её]р|стажиров|amaliyot", re.I), "internship"),
    (re.compile(r"project|проект|разовое|loyiha", re.I), "project"),
    (re.compile(r"\bpart|частичн|неполн|qisman", re.I), "part"),
    (re.compile(r"full|полная|постоянн|fly_in|toʻliq", re.I), "full"),
)
_SCHEDULES = (
    (re.compile(r"fullday|full_time|полный день|\b5/2|\b6/1|toʻliq", re.I), "full_time"),
    (re.compile(r"part_time|неполный|по выходным|частичн", re.I), "part_time"),
    (re.compile(r"shift|flyinflyout|сменный|вахт|сутки|\b[1-4]/[2-4]\b|smena", re.I), "shift"),
    (re.compile(r"project|проект", re.I), "project"),
)
_WORK_MODES = (
    (re.compile(r"on_site|office|field_work|офис|на\s+месте|разъездн", re.I), "office"),
    (re.compile(r"hybrid|гибрид", re.I), "hybrid"),
    (re.compile(r"remote|удал[её]нн|masofaviy", re.I), "remote"),
)
# Until 2024 "remote" was one of HeadHunter's schedules, so the other ones were on site.
_ON_SITE_SCHEDULE = re.compile(r"fullday|shift|flyinflyout", re.I)


def read_experience(text: str) -> str:
    """A value of ExperienceNeeded, or empty."""
    return _EXPERIENCE.get(text.strip().lower(), "")


def read_employment(text: str) -> str:
    """A value of Employment, or empty."""
    return next((value for words, value in _EMPLOYMENT if words.search(text)), "")


def read_schedules(schedule: str, employment: str = "") -> tuple[str, ...]:
    """Values of Schedule: part time, projects and full employment are said by the employment."""
    said = [value for words, value in _SCHEDULES if words.search(schedule)]
    kind = read_employment(employment)
    if kind == "part":
        said = [value for value in said if value != "full_time"] + ["part_time"]
    if kind == "project":
        said.append("project")
    if kind == "full" and not said:
        said.append("full_time")
    return tuple(dict.fromkeys(said))


def read_work_modes(formats: Iterable[str], schedule: str = "") -> tuple[str, ...]:
    """Values of WorkMode, from the work formats or else from an old schedule."""
    said = " ".join(formats) or schedule
    modes = tuple(value for words, value in _WORK_MODES if words.search(said))
    if not modes and _ON_SITE_SCHEDULE.search(schedule):
        return ("office",)
    return modes
