"""Where the lines of a picture lie: from figures to the numbers that a drawing needs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recommendations.explaining import VacancyMatch
from recommendations.scoring import WEIGHTS
from recommendations.trends import Moment

# The star of the mark: eight petals around the middle of a square of 24.
PETALS = 8
_MIDDLE, _TIP, _SHOULDER = 12.0, 11.2, 6.6
FULL = 100.0

SIGNAL_NAMES: dict[str, str | Promise] = {
    "meaning": _("Meaning of your words"),
    "specialty": _("Specialty"),
    "skills": _("Skills"),
    "place": _("Place"),
    "feedback": _("What you saved and hid"),
    "mode": _("Work mode"),
    "schedule": _("Hours"),
    "experience": _("Experience"),
    "pay": _("Pay"),
    "freshness": _("Freshness"),
}


@dataclass(frozen=True, slots=True)
class Star:
    """The outlines of the petals that are lit and of those that are not."""

    lit: str
    unlit: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One signal of a score: what it gave of what it could, in hundredths and as widths."""

    name: str | Promise
    given: int
    most: int
    given_width: float
    most_width: float


def star(share: float) -> Star:
    """A star with as many petals lit as the share has eighths, and one at least."""
    lit = min(PETALS, max(1, round(share * PETALS)))
    petals = [_petal(number) for number in range(PETALS)]
    return Star("".join(petals[:lit]), "".join(petals[lit:]))


def _petal(number: int) -> str:
    turn = 2 * math.pi / PETALS
    left, middle, right = ((number + part) * turn for part in (-0.5, 0, 0.5))
    points = [_at(left, _SHOULDER), _at(middle, _TIP), _at(right, _SHOULDER)]
    return f"M{_MIDDLE:g} {_MIDDLE:g}L" + "L".join(points) + "Z"


def _at(angle: float, distance: float) -> str:
    across = _MIDDLE + distance * math.sin(angle)
    down = _MIDDLE - distance * math.cos(angle)
    return f"{across:.2f} {down:.2f}"


def fit_bars(match: VacancyMatch) -> list[Bar]:
    """What each signal gave to a score, in the order of what it may give at most."""
    given: dict[str, float] = {}
    for reason in match.reasons:
        given[reason.signal] = given.get(reason.signal, 0.0) + reason.contribution
    return _bars(given)


def weight_bars() -> list[Bar]:
    """What each signal may give at most."""
    return _bars({})


def _bars(given: Mapping[str, float]) -> list[Bar]:
    heaviest = max(WEIGHTS.values())
    return [
        Bar(
            SIGNAL_NAMES.get(name, name),
            round(given.get(name, 0.0) * FULL),
            round(weight * FULL),
            round(given.get(name, 0.0) / heaviest * FULL, 1),
            round(weight / heaviest * FULL, 1),
        )
        for name, weight in sorted(WEIGHTS.items(), key=lambda item: -item[1])
    ]


@dataclass(frozen=True, slots=True)
class Scale:
    """A figure among its fellows on a line from 0 to 100: its own place and theirs."""

    own: float
    others: tuple[float, ...]


def scale(own: float, others: Sequence[float]) -> Scale | None:
    """Where a figure stands among others; None where there is nothing to compare with."""
    known = [value for value in others if value]
    if not own or len(known) <= 1:
        return None
    most = max(known)
    places = {round(value / most * FULL, 1) for value in known}
    mine = round(own / most * FULL, 1)
    return Scale(mine, tuple(sorted(places - {mine})))


@dataclass(frozen=True, slots=True)
class Line:
    """A course over time in a frame of 100 by 28: the line, and the area below it."""

    line: str
    area: str
    last_x: float
    last_y: float


@dataclass(frozen=True, slots=True)
class Course:
    """How demand went: its line, and the first and the last moment, which say it in words."""

    line: Line
    first: Moment
    last: Moment


def course(moments: Sequence[Moment]) -> Course | None:
    """The course of demand; None before there are two days to compare."""
    drawn = line([moment.open_vacancies for moment in moments])
    return Course(drawn, moments[0], moments[-1]) if drawn else None


WIDTH, HEIGHT, MARGIN = 100.0, 28.0, 3.0


def line(values: Sequence[float]) -> Line | None:
    """The line through figures that lie equally far apart; None for fewer than two."""
    if len(values) <= 1:
        return None
    least, most = min(values), max(values)
    span = (most - least) or 1.0
    step = (WIDTH - 2 * MARGIN) / (len(values) - 1)
    points = [
        (MARGIN + number * step, HEIGHT - MARGIN - (value - least) / span * (HEIGHT - 2 * MARGIN))
        for number, value in enumerate(values)
    ]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    last_x, last_y = points[-1]
    area = f"{path}L{last_x:.1f} {HEIGHT:g}L{MARGIN:g} {HEIGHT:g}Z"
    return Line(path, area, round(last_x, 1), round(last_y, 1))
