"""Which specialties suit a person: fit decides who is in, demand orders them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from accounts.models import Profile
from catalog.models import Labour, Specialty, Vacancy
from recommendations.demand import Demand, Market, Pay, market_for
from recommendations.embedding import Vectors, units
from recommendations.models import EmbeddingModel, SpecialtyVector
from recommendations.nearness import Place, nearest_vacancies, place_of, specialties_of
from recommendations.phrases import Phrases, phrases_of
from recommendations.reasons import Reason
from recommendations.texts import text_of_profile
from recommendations.weighing import Weights, brevity_of, default_weights
from recommendations.wording import Likeness

# The kind of labour moves a fit by this much, in standard scores.
LABOUR_MATCH, LABOUR_CLASH = 0.2, -0.8
# A fit of 1 is this many standard scores above the mean.
FULL_FIT = 4.5
# The strengths of titles times this are the logits of their chances (benchmarks/fit_titles.py).
SHARPNESS = 2.0
# What adds less than this to a fit is no reason.
LEAST_REASON = 0.02
NO_SPREAD = 1e-9
# Only specialties whose fit is at least this part of the best are ordered by demand.
ADMITTED = 0.6
DEFAULT_TILT = 0.15
NEIGHBOURS = 60
# How fast a vote falls with the distance: e5 cosines lie in a narrow band.
VOTE_WIDTH = 0.015

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SpecialtyMatch:
    """A specialty, how well it suits, how much it is asked for, and why."""

    specialty: Specialty
    fit: float
    demand: Demand
    pay: Pay
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """What the fit of every specialty depends on: standard scores in the order of `keys`."""

    keys: tuple[int, ...]
    words: Floats
    called: Floats
    phrases: Floats
    centre: Floats
    neighbours: Floats
    labour: Floats
    usual: Floats
    weights: dict[str, float]
    found: dict[int, Likeness]
    votes: dict[int, int]

    def strength(self) -> Floats:
        """What all signals say together, in standard scores, for each specialty."""
        weighed = sum(weight * getattr(self, name) for name, weight in self.weights.items())
        strength: Floats = weighed + self.usual + self.labour
        return strength

    def fit(self) -> Floats:
        """0 to 1 for each specialty."""
        return np.clip(self.strength() / FULL_FIT, 0.0, 1.0)


def recommend_specialties(
    profile: Profile, *, tilt: float = DEFAULT_TILT, limit: int = 10
) -> list[SpecialtyMatch]:
    """The specialties that suit a person, best first.

    `tilt` 0 orders by fit alone, 1 by demand alone, among those that fit.
    """
    specialties = {row.pk: row for row in Specialty.objects.filter(is_suggested=True)}
    if not specialties:
        return []
    signals = read_signals(profile, specialties.values())
    fits = dict(zip(signals.keys, signals.fit().tolist(), strict=True))
    market = market_for(profile)
    best = max(fits.values())
    admitted = [pk for pk, fit in fits.items() if fit >= ADMITTED * best] if best else list(fits)
    asked = {pk: _demand_level(pk, market) for pk in admitted}
    scores = {pk: _score(fits[pk], best, asked[pk], tilt) for pk in admitted}
    ordered = sorted(admitted, key=lambda pk: (-scores[pk], specialties[pk].code))
    # Of those that fit less, work that can be had stands before work that nobody offers.
    rest = sorted(
        (pk for pk in fits if pk not in scores), key=lambda pk: (pk not in market.demand, -fits[pk])
    )
    below = scores[ordered[-1]] if ordered else 1.0
    for pk in rest:
        below = scores[pk] = min(below, _score(fits[pk], best, 0.0, tilt))
    return [
        _match(specialties[pk], fits[pk], scores[pk], signals, market)
        for pk in [*ordered, *rest][:limit]
    ]


def suggest_specialty(profile: Profile) -> None:
    """Write the first one to the profile, unless the person has chosen."""
    if profile.specialty_set_by == Profile.SpecialtySetBy.PERSON:
        return
    first = recommend_specialties(profile, limit=1)
    profile.suggest_specialty(first[0].specialty if first else None)


def chances_of(vacancy: Vacancy, place: Place) -> dict[int, float]:
    """How likely each specialty is that of a vacancy, by its key: certain where a source says it.

    Else its title tells, beside its place in meaning.
    """
    if vacancy.specialty_id and vacancy.specialty_confidence is None:
        return {vacancy.specialty_id: 1.0}
    specialties = Specialty.objects.filter(is_suggested=True).order_by("code")
    signals = signals_of(vacancy.title, place, "", phrases_of(place.model), specialties)
    logits = SHARPNESS * signals.strength()
    chances = np.exp(logits - logits.max(initial=0.0))
    return dict(zip(signals.keys, (chances / chances.sum()).tolist(), strict=True))


def read_signals(profile: Profile, specialties: Iterable[Specialty]) -> Signals:
    """The signals of every specialty for a profile: its words, its vector, its kind of labour."""
    place = place_of(profile)
    phrases = phrases_of(place.model if place else None)
    return signals_of(text_of_profile(profile), place, profile.labour, phrases, specialties)


def signals_of(
    text: str,
    place: Place | None,
    labour: str,
    phrases: Phrases,
    specialties: Iterable[Specialty],
    weights: Weights | None = None,
) -> Signals:
    """The signals of every specialty for a text, its place in meaning and a kind of labour."""
    rows = list(specialties)
    keys = tuple(row.pk for row in rows)
    letters = phrases.index.likenesses(text)
    meaning = phrases.meaning(place.vector if place else None)
    found = phrases.nearest(letters)
    weights, brevity = weights or default_weights(), brevity_of(text)
    centres = _centres(place, keys) if place else None
    votes, shares = _votes(_neighbours(place)) if place else ({}, {})
    return Signals(
        keys=keys,
        words=_standard([found[pk].value if pk in found else 0.0 for pk in keys]),
        called=_standard(phrases.pooled(np.zeros_like(letters), meaning, keys, titles=False))
        if place
        else np.zeros(len(keys)),
        # Of a text that is like nothing, only the number of names would be left.
        phrases=_standard(phrases.pooled(letters, meaning, keys))
        if place or letters.any()
        else np.zeros(len(keys)),
        centre=_standard(centres @ place.vector)
        if centres is not None and place
        else np.zeros(len(keys)),
        neighbours=_standard([shares.get(pk, 0.0) for pk in keys]),
        labour=np.array([_labour(labour, row.labour) for row in rows]),
        usual=weights.usual_of((row.code for row in rows), brevity),
        weights=weights.between(brevity),
        found=found,
        votes=votes,
    )


def _centres(place: Place, keys: tuple[int, ...]) -> Vectors:
    """Centred unit vectors of the vacancies of specialties, one row for each key."""
    newest = (
        SpecialtyVector.objects.filter(model=place.model)
        .order_by("-made_at")
        .values_list("made_at", flat=True)
        .first()
    )
    return _read_centres(place.model, str(newest), keys)


@lru_cache(maxsize=2)
def _read_centres(model: EmbeddingModel, _stamp: str, keys: tuple[int, ...]) -> Vectors:
    rows = {row.specialty_id: row for row in SpecialtyVector.objects.filter(model=model)}
    centres = np.zeros((len(keys), model.dimensions), np.float32)
    for place, pk in enumerate(keys):
        row = rows.get(pk)
        if row is None:
            continue
        # A specialty without vacancies is where its names are.
        centres[place] = row.vector if row.centroid is None else row.centroid
    return _centred(centres)


def _centred(vectors: Vectors) -> Vectors:
    """Less their mean: e5's vectors share a large part that says nothing."""
    return units(vectors - vectors.mean(axis=0))


def _neighbours(place: Place) -> Sequence[tuple[float, int | None]]:
    if place.neighbours is not None:
        return place.neighbours
    near = nearest_vacancies(place, Vacancy.objects.open().exclude(specialty=None), NEIGHBOURS)
    owners = specialties_of(near)
    return [(cosine, owners.get(pk)) for pk, cosine in near.items()]


def _votes(
    neighbours: Sequence[tuple[float, int | None]],
) -> tuple[dict[int, int], dict[int, float]]:
    """How many of the nearest vacancies ask for each specialty, and their weighted share."""
    voters = [(cosine, owner) for cosine, owner in neighbours if owner][:NEIGHBOURS]
    votes: dict[int, int] = {}
    shares: dict[int, float] = {}
    for cosine, owner in voters:
        votes[owner] = votes.get(owner, 0) + 1
        shares[owner] = shares.get(owner, 0.0) + math.exp((cosine - voters[0][0]) / VOTE_WIDTH)
    return votes, shares


def _standard(values: Iterable[float]) -> Floats:
    """Standard scores; zeros where all are alike."""
    array = np.asarray(list(values), dtype=np.float64)
    spread = array.std()
    return (array - array.mean()) / spread if spread > NO_SPREAD else np.zeros_like(array)


def _labour(wanted: str, kind: str) -> float:
    if wanted in ("", Profile.Labour.ANY) or kind == Labour.MIXED:
        return 0.0
    return LABOUR_MATCH if wanted == kind else LABOUR_CLASH


def _demand_level(pk: int, market: Market) -> float:
    """0 to 1: the logarithm of open vacancies, so that the popular don't win for everybody."""
    most = max((demand.open_vacancies for demand in market.demand.values()), default=0)
    mine = market.demand.get(pk)
    return math.log1p(mine.open_vacancies) / math.log1p(most) if mine and most else 0.0


def _score(fit: float, best: float, asked: float, tilt: float) -> float:
    return (1 - tilt) * (fit / best if best else 0.0) + tilt * asked


def _match(
    specialty: Specialty, fit: float, score: float, signals: Signals, market: Market
) -> SpecialtyMatch:
    demand = market.demand.get(specialty.pk, Demand(0, 0.0))
    pay = market.pay.get(specialty.pk, Pay(None, "UZS", 0))
    reasons = tuple(_reasons(specialty, signals, demand))
    return SpecialtyMatch(specialty, fit, demand, pay, score, reasons)


def _reasons(specialty: Specialty, signals: Signals, demand: Demand) -> Iterable[Reason]:
    place = signals.keys.index(specialty.pk)
    part = {
        name: max(0.0, float(weight * getattr(signals, name)[place]) / FULL_FIT)
        for name, weight in signals.weights.items()
    }
    found = signals.found.get(specialty.pk)
    meaning = part["called"] + part["centre"]
    # Where no letter is shared, being near to names and titles is a matter of meaning alone.
    is_named = found is not None and found.value > 0
    words = part["words"] + part["phrases"] if is_named else 0.0
    meaning += 0.0 if is_named else part["phrases"]
    if found and words > LEAST_REASON:
        name = specialty.as_read(found.name)
        text = _("Your words are close to “%(name)s”") % {"name": name}
        yield Reason("words", words, text, name)
    if meaning > LEAST_REASON:
        yield Reason("meaning", meaning, _("What you wrote is close in meaning to this work"))
    if votes := signals.votes.get(specialty.pk):
        text = ngettext(
            "%(count)s of the vacancies nearest to you asks for it",
            "%(count)s of the vacancies nearest to you ask for it",
            votes,
        )
        yield Reason("neighbours", part["neighbours"], text % {"count": votes})
    yield from _leanings(float(signals.usual[place]), float(signals.labour[place]))
    if not demand.open_vacancies:
        yield Reason("demand", 0.0, _("Nobody near you asks for it now"), is_plus=False)


def _leanings(usual: float, labour: float) -> Iterable[Reason]:
    """What speaks for a specialty or against it beside what the text says."""
    usual, labour = usual / FULL_FIT, labour / FULL_FIT
    if usual > LEAST_REASON:
        yield Reason("usual", usual, _("Employers often mean this work by so few words"))
    if usual < -LEAST_REASON:
        text = _("Employers seldom mean this work by so few words")
        yield Reason("usual", usual, text, is_plus=False)
    if labour > 0:
        yield Reason("labour", labour, _("It is the kind of work you wish for"))
    if labour < 0:
        yield Reason("labour", labour, _("It isn’t the kind of work you wish for"), is_plus=False)
