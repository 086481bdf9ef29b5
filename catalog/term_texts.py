"""Terms of work that a posting tells in its text: used where its fields say nothing.

The patterns are in tables/term_patterns.csv, one way of saying a row, in lower case: patterns that
mind the case are several times faster, so texts come in lower case too.
"""

import re
from functools import cache

from catalog.tables import read_table

# In this order: what is narrower goes before what it is often said beside.
WORK_MODES = ("hybrid", "remote", "office")
SCHEDULES = ("shift", "part_time", "full_time")
EMPLOYMENT = ("internship", "project")
# What is denied is not told.
_NOT = r"(?<!не )(?<!без )(?<!нет )(?<!no )(?<!not )"
_NUMBERS = {"одного": 1, "двух": 2, "трех": 3, "трёх": 3, "пяти": 5, "полугода": 0.5}
_MONTHS = re.compile(r"мес|oy|ой|month")
MOST_YEARS = 15


def work_modes_in(text: str) -> tuple[str, ...]:
    """The work mode that a text in lower case tells, at most one."""
    modes = [mode for mode in WORK_MODES if _tells(text, "work_mode", mode)]
    if "remote" in modes and _pattern("work_mode", "not_remote").search(text):
        modes.remove("remote")
    # "The office is near the metro" beside remote work is no choice between the two.
    return tuple(modes[:1])


def schedules_in(text: str) -> tuple[str, ...]:
    """The schedule that a text in lower case tells, at most one."""
    return tuple(name for name in SCHEDULES if _tells(text, "schedule", name))[:1]


def employment_in(title: str) -> str:
    """The employment that a title in lower case tells; texts tell it of other people too."""
    return next((name for name in EMPLOYMENT if _tells(title, "employment", name)), "")


def experience_in(text: str) -> str:
    """The scale of ExperienceNeeded, by the least number of years that a text asks for."""
    found = (_years(match) for words in _years_told() for match in words.finditer(text))
    years = [count for count in found if count]
    if years:
        least = min(years)
        return "1-3" if least < 3 else "3-6" if least <= 6 else "6+"  # noqa: PLR2004  years
    return "none" if _tells(text, "experience", "none") else ""


def _tells(text: str, term: str, value: str) -> bool:
    return _pattern(term, value).search(text) is not None


@cache
def _pattern(term: str, value: str) -> re.Pattern[str]:
    """One pattern for all the ways of saying something."""
    ways = [row["pattern"] for row in read_table("term_patterns")
            if (row["term"], row["value"]) == (term, value)]  # fmt: skip
    before = _NOT if value == "remote" else ""
    return re.compile(f"{before}(?:{'|'.join(ways)})")


@cache
def _years_told() -> tuple[re.Pattern[str], ...]:
    """Patterns with a number `n` and its `unit`."""
    rows = [row for row in read_table("term_patterns") if row["value"] == "years"]
    return tuple(re.compile(row["pattern"]) for row in rows)


def _years(found: re.Match[str]) -> float:
    """Years as a number; 0 where the figure means something else."""
    text = found["n"]
    count = _NUMBERS.get(text, 0) or (float(text) if text.isdigit() else 0)
    if found["unit"] and _MONTHS.match(found["unit"]):
        count /= 12
    return count if count <= MOST_YEARS else 0
