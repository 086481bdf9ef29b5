"""Why a vacancy stands where it does: its signals in sentences, with the words that prove them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models import Skill, Vacancy, WorkMode
from recommendations.feedback import NOTHING, Liking
from recommendations.models import Mark
from recommendations.reasons import Reason
from recommendations.scoring import (
    GOOD,
    SPEAKS,
    STRONG,
    WEIGHTS,
    Seeker,
    Signals,
    posting_of,
    read,
    score,
)


@dataclass(frozen=True, slots=True)
class VacancyMatch:
    """A vacancy, its score in 0 to 1, the band of it, and why."""

    vacancy: Vacancy
    score: float
    band: str
    reasons: tuple[Reason, ...]
    missing_skills: tuple[Skill, ...]
    is_near_specialty: bool


def explain(
    vacancy: Vacancy, seeker: Seeker, *, nearness: float, liking: Liking = NOTHING, today: date
) -> VacancyMatch:
    """The score of one vacancy with the reasons that add up to it."""
    asked = vacancy.skills.all()
    posting = posting_of(vacancy, asked)
    signals = read(posting, seeker, nearness=nearness, feedback=liking.value, today=today)
    total = score(signals)
    band = "strong" if total >= STRONG else "good" if total >= GOOD else "fair"
    missing = tuple(row for row in asked if row.pk not in seeker.skills)
    shared = [row.name for row in asked if row.pk in seeker.skills]
    is_other = None not in (seeker.specialty_id, vacancy.specialty_id)
    return VacancyMatch(
        vacancy,
        total,
        band,
        tuple(reasons(vacancy, signals, shared, liking)),
        missing,
        is_near_specialty=is_other and seeker.specialty_id != vacancy.specialty_id,
    )


def reasons(
    vacancy: Vacancy, signals: Signals, shared: Sequence[str], liking: Liking = NOTHING
) -> list[Reason]:
    """Every signal that gave something, most first; what speaks for the vacancy before the rest.

    `shared` are the skills that the vacancy asks for and the person has. What the person's own
    marks say stands before all: it moved the vacancy just now.
    """
    found = []
    for name, weight in WEIGHTS.items():
        value = getattr(signals, name)
        speaks = value >= SPEAKS or name in ("skills", "specialty")
        if name == "feedback":
            text, evidence = _of_marks(liking)
        elif value > 0:
            text = _SPEAKING[name] if speaks else _SILENT[name]
            proof = _EVIDENCE.get(name) if speaks else None
            evidence = str(proof(vacancy, shared)) if proof else ""
        else:
            continue
        found.append(Reason(name, weight * value, str(text), evidence, is_plus=speaks))
    is_marked = bool(liking.state)

    def order(reason: Reason) -> tuple[bool, bool, float]:
        is_first = is_marked and reason.signal == "feedback"
        return not is_first, not reason.is_plus, -reason.contribution

    return sorted(found, key=order)


_SPEAKING = {
    "meaning": _("Close in meaning to what you wrote"),
    "specialty": _("Your specialty"),
    "skills": _("Asks for what you can do"),
    "place": _("In a place that suits you"),
    "mode": _("Works the way you wish"),
    "schedule": _("The hours suit you"),
    "experience": _("Your experience is enough"),
    "pay": _("Pays what you wish for"),
    "freshness": _("Posted lately"),
}
_SILENT = {
    "meaning": _("Only a little close to what you wrote"),
    "place": _("Your region isn’t known yet"),
    "mode": _("Where the work may be done is open"),
    "schedule": _("The hours are open"),
    "experience": _("Experience is open, or a little is missing"),
    "pay": _("The pay can’t be compared, or is less than you wish for"),
    "freshness": _("Not posted lately"),
}
# By the state of the mark that decided; none where nothing like it was marked.
_OF_MARKS = {
    "": _("You haven’t saved or hidden one like it"),
    Mark.State.SAVED: _("Like one that you saved"),
    Mark.State.HIDDEN: _("Like one that you hid"),
    Mark.State.APPLIED: _("Like one that you applied for"),
    Mark.State.INTERVIEW: _("Like one that you were invited for"),
    Mark.State.OFFER: _("Like one that you were offered"),
    Mark.State.REJECTED: _("Like one that you applied for"),
}
_OF_ITS_MARK: dict[str, Any] = {
    Mark.State.SAVED: _("You saved it"),
    Mark.State.HIDDEN: _("You hid it"),
}


def _of_marks(liking: Liking) -> tuple[Any, str]:
    """What marks say, and the title of the marked vacancy where that is another one."""
    if liking.is_itself:
        return _OF_ITS_MARK.get(liking.state, _("You applied for it")), ""
    return _OF_MARKS[liking.state], liking.title


# The words of a posting, and of what it asks for that the person has, that prove a signal.
_EVIDENCE: dict[str, Callable[[Vacancy, Sequence[str]], Any]] = {
    "meaning": lambda vacancy, _: vacancy.title,
    "specialty": lambda vacancy, _: vacancy.specialty.name if vacancy.specialty else "",
    "skills": lambda _, shared: ", ".join(shared),
    "place": lambda vacancy, _: vacancy.place,
    "mode": lambda vacancy, _: _labels(vacancy.work_modes, WorkMode),
    "experience": lambda vacancy, _: vacancy.get_experience_display(),
}


def _labels(values: Sequence[str], choices: type[models.TextChoices]) -> str:
    return ", ".join(str(choices(value).label) for value in values)
