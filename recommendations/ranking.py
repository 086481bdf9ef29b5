"""Which vacancies suit a person: a pool of near ones, scored and spread."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

import numpy as np
from django.core.cache import cache
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Profile
from catalog.models import Vacancy
from catalog.searching import Wanted, search_vacancies
from recommendations.explaining import VacancyMatch, explain
from recommendations.feedback import NOTHING, Liking, likings
from recommendations.marking import without_hidden
from recommendations.models import VacancyVector
from recommendations.nearness import Place, nearest_vacancies, place_of, specialties_of
from recommendations.scoring import Posting, Seeker, Signals, postings, read, score, seeker_of
from recommendations.specialties import chances_of
from recommendations.texts import text_of_profile

# Too small a pool loses what only the other signals would lift.
POOL = 300
POOL_OF_SPECIALTY = 150
MOST_OF_ONE = 2
PAGE = 20
# Within how much cosine below the best nearness falls to nothing.
BAND = 0.10
# What the same specialty weighs beside nearness where vacancies are compared, and from how many
# specialties, the likeliest, vacancies are looked at beyond the nearest.
SAME_SPECIALTY, LIKELY = 2.0, 3
# How many of the most similar are kept, so that some are left when a reader hid others; how long.
KEPT, KEPT_SECONDS = 24, 900


@dataclass(frozen=True, slots=True)
class RankedVacancies:
    """A page of the list, where it begins, how long the whole is, and what the reader should know.

    `stamp` changes when the order does. A page of an order that is gone is the first one.
    """

    matches: list[VacancyMatch]
    total: int
    stamp: str
    offset: int = 0
    notice: str = ""
    is_started_over: bool = False


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates as the scorer knows them; their nearness, 0 to 1, and what marks say, by key."""

    postings: Sequence[Posting]
    nearness: Mapping[int, float]
    likings: Mapping[int, Liking] = field(default_factory=dict)
    notice: str = ""


def recommend_vacancies(
    profile: Profile,
    wanted: Wanted | None = None,
    *,
    limit: int = PAGE,
    offset: int = 0,
    stamp: str = "",
) -> RankedVacancies:
    """The open vacancies that suit a person, best first, at most two of an employer a page.

    `stamp` is of the order that the page before was of: another order begins anew.
    """
    pool = make_pool(profile, place_of(profile), allowed_for(profile, wanted))
    seeker, today = seeker_of(profile), timezone.localdate()
    ordered = spread([row for _total, row in rank(pool, seeker)], max(PAGE, limit))
    notice, order = pool.notice, _stamp(ordered)
    is_gone = bool(offset and stamp and stamp != order)
    if is_gone:
        offset = 0
        changed = _("The list has changed since the page before, so it begins anew.")
        notice = f"{changed} {notice}".strip()
    keys = [row.pk for row in ordered[offset : offset + limit]]
    shown = Vacancy.objects.filter(pk__in=keys).for_cards().in_bulk()
    matches = [
        explain(
            shown[pk],
            seeker,
            nearness=pool.nearness[pk],
            liking=pool.likings.get(pk, NOTHING),
            today=today,
        )
        for pk in keys
        if pk in shown
    ]
    return RankedVacancies(matches, len(ordered), order, offset, notice, is_started_over=is_gone)


def rank(pool: Pool, seeker: Seeker) -> list[tuple[float, Posting]]:
    """The vacancies of a pool with their scores for a seeker, best first."""
    today = timezone.localdate()
    scored = [(score(_signals(row, pool, seeker, today)), row) for row in pool.postings]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1].pk))


def _signals(row: Posting, pool: Pool, seeker: Seeker, today: date) -> Signals:
    feedback = pool.likings.get(row.pk, NOTHING).value
    nearness = pool.nearness[row.pk]
    return read(row, seeker, nearness=nearness, feedback=feedback, today=today)


def explain_vacancy(profile: Profile, vacancy: Vacancy) -> VacancyMatch:
    """How one vacancy suits a person, whether or not it is on the list."""
    place, nearness = place_of(profile), 0.0
    if place is not None:
        alone = Vacancy.objects.filter(pk=vacancy.pk)
        best = nearest_vacancies(place, Vacancy.objects.open(), 1)
        nearness = _relative(nearest_vacancies(place, alone, 1), best).get(vacancy.pk, 0.0)
    liking = likings(profile.user_id, [vacancy.pk]).get(vacancy.pk, NOTHING)
    seeker, today = seeker_of(profile), timezone.localdate()
    return explain(vacancy, seeker, nearness=nearness, liking=liking, today=today)


def similar_vacancies(
    vacancy: Vacancy, limit: int = 6, *, reader_id: int | None = None
) -> list[Vacancy]:
    """Other open vacancies near in meaning, those of the same specialty first.

    Where its specialty isn't known, its title tells how likely each is; where no vector is at
    hand, the specialty alone counts. What the reader hid is left out.
    """
    keys = _similar(vacancy)
    found = without_hidden(Vacancy.objects.open().filter(pk__in=keys), reader_id)
    rows = {row.pk: row for row in found.for_cards()}
    return [rows[pk] for pk in keys if pk in rows][:limit]


def _similar(vacancy: Vacancy) -> list[int]:
    """Keys of the most similar, which are the same for every reader, so they are kept a while."""
    others = Vacancy.objects.open().exclude(pk__in=(vacancy.pk, vacancy.same_as_id or vacancy.pk))
    stored = VacancyVector.objects.filter(vacancy=vacancy, model__is_serving=True)
    vector = stored.select_related("model").first()
    if vector is None:
        same = others.filter(specialty=vacancy.specialty_id).newest_first()
        return list(same.values_list("pk", flat=True)[:KEPT])
    key = f"similar-{vector.pk}-{vector.made_at.timestamp()}"
    kept = cache.get_or_set(key, lambda: _like(vacancy, vector, others), KEPT_SECONDS)
    return cast(list[int], kept)


def _like(vacancy: Vacancy, vector: VacancyVector, others: models.QuerySet[Vacancy]) -> list[int]:
    place = Place(vector.model, np.asarray(vector.vector, dtype=np.float32))
    near = nearest_vacancies(place, others, POOL)
    specialty = specialties_of(near)
    known = [(cosine, specialty.get(pk)) for pk, cosine in near.items()]
    chances = chances_of(vacancy, replace(place, neighbours=known))
    likely = sorted(chances, key=lambda pk: -chances[pk])[:LIKELY]
    # Where enough of the nearest are of the likeliest specialty, none farther away comes before.
    if sum(owner in likely[:1] for owner in specialty.values()) < KEPT:
        more = nearest_vacancies(place, others.filter(specialty__in=likely), POOL_OF_SPECIALTY)
        near |= more
        specialty |= specialties_of(more)
    nearness = _relative(near, near)
    closeness = {
        pk: nearness[pk] + SAME_SPECIALTY * (chances.get(owner, 0.0) if owner else 0.0)
        for pk, owner in specialty.items()
    }
    return sorted(closeness, key=lambda pk: (-closeness[pk], pk))[:KEPT]


def allowed_for(profile: Profile, wanted: Wanted | None = None) -> models.QuerySet[Vacancy]:
    """What passes the filters and isn't hidden by the person."""
    return without_hidden(search_vacancies(wanted or Wanted()), profile.user_id)


def make_pool(
    profile: Profile, place: Place | None, allowed: models.QuerySet[Vacancy], text: str = ""
) -> Pool:
    """The nearest by meaning, and the nearest of the specialty, which meaning alone can miss.

    `text` stands for that of the profile where a change of it is tried.
    """
    plain = allowed.order_by()
    if place is None:
        nearness = _near_by_words(profile, plain, text or text_of_profile(profile))
        notice = _("Only words were compared: the meaning of texts isn’t at hand just now.")
    else:
        near = nearest_vacancies(place, plain, POOL)
        own = plain.filter(specialty=profile.specialty_id)
        nearness = _relative(near | nearest_vacancies(place, own, POOL_OF_SPECIALTY), near)
        notice = ""
    if len(nearness) < PAGE:
        # What was imported just now has no vector yet.
        newest = plain.order_by("-dated_at", "-pk").values_list("pk", flat=True)[:PAGE]
        nearness = dict.fromkeys(newest, 0.0) | nearness
    return Pool(postings(nearness), nearness, likings(profile.user_id, nearness), notice)


def _near_by_words(
    profile: Profile, allowed: models.QuerySet[Vacancy], text: str
) -> dict[int, float]:
    """Where no vector is at hand: the specialty's own, and those that share the words."""
    found: dict[int, float] = {}
    if text:
        by_words = search_vacancies(Wanted(q=text)).filter(pk__in=allowed.values("pk"))
        found |= {row.pk: 0.5 for row in by_words.only("pk")[:POOL]}
    same = allowed.filter(specialty=profile.specialty_id).order_by("-dated_at", "-pk")
    return found | dict.fromkeys(same.values_list("pk", flat=True)[:POOL_OF_SPECIALTY], 0.5)


def _relative(cosines: dict[int, float], among: dict[int, float]) -> dict[int, float]:
    """Nearness 0 to 1: e5's cosines lie in a narrow band below the best, so they are stretched."""
    if not cosines:
        return {}
    top = max([*among.values(), *cosines.values()])
    return {pk: max(0.0, 1 - (top - cosine) / BAND) for pk, cosine in cosines.items()}


def spread(rows: Sequence[Posting], size: int = PAGE) -> list[Posting]:
    """The same rows, no more than two of one employer on a page while others are left.

    A page may begin anywhere: what counts is any run of `size` rows.
    """
    waiting = [(row.employer.casefold(), row) for row in rows]
    names, ordered = list[str](), list[Posting]()
    while waiting:
        # Only the last rows before it share a page with the next one.
        shown = Counter(names[-(size - 1) :])
        free = (n for n, (name, _) in enumerate(waiting) if not name or shown[name] < MOST_OF_ONE)
        name, row = waiting.pop(next(free, 0))
        names.append(name)
        ordered.append(row)
    return ordered


def _stamp(rows: Sequence[Posting]) -> str:
    """Changes when the order does."""
    keys = ",".join(str(row.pk) for row in rows)
    return hashlib.blake2b(keys.encode(), digest_size=8).hexdigest()
