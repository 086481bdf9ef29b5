"""Finds what is new for each saved search, and makes a letter of it; nothing is sent here.

A letter and where each of its searches has looked are written in one transaction, and a constraint
lets nobody be told of a vacancy twice: so a run that was killed, or two at once, do no harm.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max, Min, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.consents import has_consent
from accounts.models import Profile, User
from catalog.models import ImportRun, Vacancy
from catalog.searching import search_vacancies, words_of
from recommendations.marking import without_hidden
from recommendations.models import (
    AlertLetter,
    AlertSettings,
    EmbeddingModel,
    SavedSearch,
    ToldVacancy,
)
from recommendations.nearness import place_of
from recommendations.ranking import allowed_for, explain_vacancy, make_pool, rank
from recommendations.rhythms import APART, is_due, is_quiet
from recommendations.scoring import seeker_of
from recommendations.searches import LONGEST_NAME, title_of, wanted_of

PURPOSE = "alerts"
# Of each search in one letter; the rest is a link.
MOST = 10
# Rows are dated before they are there for others to see.
SETTLING = timedelta(minutes=2)
# An import or an index that takes longer than this holds up nobody.
LONGEST_WAIT = timedelta(hours=6)
# A vacancy that suits no better than this is no news "for you".
TOLD_BANDS = ("strong", "good")
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class News:
    """A vacancy that is new for a search, and why it is there."""

    search: SavedSearch
    vacancy: Vacancy
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one search has found, and how many more it has than a letter lists."""

    news: tuple[News, ...]
    more: int = 0
    title: str = ""


def make_letters(now: datetime | None = None) -> int:
    """A letter for everybody who has news and wants to hear of them now; how many were made."""
    now = now or timezone.now()
    until, newest = settled_until(now), _newest()
    if newest is None:
        return 0
    return sum(_make_letter(user, due, until, now) for user, due in _people(newest, now))


def settled_until(now: datetime) -> datetime:
    """Up to when all that was first seen is in, folded and indexed; later rows have to wait."""
    running = ImportRun.objects.filter(state=ImportRun.State.RUNNING, is_dry=False)
    starts = running.aggregate(first=Min("started_at"))["first"]
    holds = [now - SETTLING, starts, _first_unindexed()]
    return max(min(hold for hold in holds if hold is not None), now - LONGEST_WAIT)


def _first_unindexed() -> datetime | None:
    """When the first vacancy was seen that has no vector yet; None where none is missing."""
    model = EmbeddingModel.objects.serving()
    if model is None:
        return None
    missing = Vacancy.objects.open().exclude(vectors__model=model)
    first: datetime | None = missing.aggregate(first=Min("first_seen_at"))["first"]
    return first - timedelta(microseconds=1) if first else None


def _newest() -> datetime | None:
    found: datetime | None = Vacancy.objects.open().aggregate(last=Max("first_seen_at"))["last"]
    return found


def _people(newest: datetime, now: datetime) -> Iterator[tuple[User, list[SavedSearch]]]:
    """Who may be written to now, each with the searches whose turn it is."""
    reachable = User.objects.filter(is_active=True, email_verified_at__isnull=False)
    searches = SavedSearch.objects.told().filter(user__in=reachable, looked_until__lt=newest)
    for pk in searches.order_by("user").values_list("user", flat=True).distinct():
        own = searches.filter(user=pk)
        due = [row for row in own if is_due(row.rhythm, row.looked_at, now)]
        user = User.objects.get(pk=pk)
        if due and may_write_to(user, now) and not _was_just_told(user, due, now):
            yield user, due


def may_write_to(user: User, now: datetime) -> bool:
    """Whether the person allows it, has an address, and isn't asleep."""
    if not wants_letters(user):
        return False
    quiet = settings_of(user)
    return not is_quiet(quiet.quiet_from, quiet.quiet_until, now)


def wants_letters(user: User) -> bool:
    """Whether the person allows it and has a confirmed address, at whatever hour."""
    is_reachable = user.is_active and user.email_verified_at is not None
    return is_reachable and has_consent(user, PURPOSE)


def settings_of(user: User) -> AlertSettings:
    """The person's own, or those that hold where they said nothing; not stored."""
    return AlertSettings.objects.filter(user=user).first() or AlertSettings(user=user)


def _was_just_told(user: User, due: list[SavedSearch], now: datetime) -> bool:
    """Whether news at once have to wait, so that they come at most once an hour."""
    if any(search.rhythm != SavedSearch.Rhythm.AT_ONCE for search in due):
        return False
    return user.alert_letters.filter(created_at__gt=now - APART).exists()


def _make_letter(user: User, due: list[SavedSearch], until: datetime, now: datetime) -> bool:
    """Write one letter, or only that there was nothing; False where nothing was, or it raced."""
    with translation.override(user.language or settings.LANGUAGE_CODE):
        found = [replace(news_of(user, row, until), title=title_of(row)) for row in due]
    try:
        with transaction.atomic():
            return _write(user, due, found, until, now)
    except IntegrityError:
        # Another run told the same at the same moment; the next one goes on from there.
        return False


def _write(
    user: User, due: list[SavedSearch], found: list[Found], until: datetime, now: datetime
) -> bool:
    news: dict[int, tuple[News, str]] = {}
    more = 0
    for search, one in zip(due, found, strict=True):
        same = SavedSearch.objects.filter(pk=search.pk, looked_until=search.looked_until)
        if not same.update(looked_until=max(until, search.looked_until), looked_at=now):
            continue
        more += one.more
        for row in one.news:
            news.setdefault(row.vacancy.pk, (row, one.title))
    if not news:
        return False
    letter = AlertLetter.objects.create(user=user, more=more, next_try_at=now)
    ToldVacancy.objects.bulk_create(
        ToldVacancy(
            letter=letter,
            user=user,
            search=row.search,
            search_name=title[:LONGEST_NAME],
            vacancy=row.vacancy,
            reasons=list(row.reasons),
        )
        for row, title in news.values()
    )
    return True


def news_of(user: User, search: SavedSearch, until: datetime) -> Found:
    """What a search has found since it last looked, the best first, in the language in force."""
    if search.by_profile:
        return _news_of_profile(user, search, until)
    wanted = wanted_of(search.filters)
    rows = _unseen(without_hidden(search_vacancies(wanted), user.pk), user, search, until)
    shown = list(rows.for_cards()[:MOST])  # type: ignore[attr-defined]
    more = rows.count() - MOST if len(shown) == MOST else 0
    passed = _("It passes your search: %(search)s.") % {"search": title_of(search)}
    return Found(
        tuple(News(search, row, (*_words_in(row, wanted.q), passed)) for row in shown), more
    )


def _unseen(
    rows: QuerySet[Vacancy], user: User, search: SavedSearch, until: datetime
) -> QuerySet[Vacancy]:
    """Those that are new, and that no letter to this person held, under another source either."""
    fresh = rows.filter(first_seen_at__gt=search.looked_until, first_seen_at__lte=until)
    told = ToldVacancy.objects.filter(user=user).values("vacancy")
    return fresh.exclude(pk__in=told).exclude(also_offered__in=told)


def _words_in(vacancy: Vacancy, q: str) -> tuple[str, ...]:
    """Which of the words stand in the title."""
    title = vacancy.title.casefold()
    found = [word for word in words_of(q) if word in title]
    if not found:
        return ()
    return (_("In its title: %(words)s.") % {"words": ", ".join(f"“{word}”" for word in found)},)


def _news_of_profile(user: User, search: SavedSearch, until: datetime) -> Found:
    profile = Profile.objects.of(user)
    if not profile.is_questionnaire_done:
        return Found(())
    allowed = _unseen(allowed_for(profile, wanted_of(search.filters)), user, search, until)
    if not allowed.exists():
        return Found(())
    place = place_of(profile)
    pool = make_pool(profile, place, allowed)
    best = [row.pk for _total, row in rank(pool, seeker_of(profile))[:MOST]]
    rows = Vacancy.objects.filter(pk__in=best).for_cards().in_bulk()
    # Each is explained on its own: how near a vacancy is shows only beside all that are open.
    matches = [explain_vacancy(profile, rows[pk]) for pk in best if pk in rows]
    return Found(
        tuple(
            News(search, match.vacancy, _pluses(match.reasons))
            for match in matches
            if match.band in TOLD_BANDS or (place is None and _is_of(profile, match.vacancy))
        )
    )


def _is_of(profile: Profile, vacancy: Vacancy) -> bool:
    """Whether it is of the person's specialty: what can be said where no vector is at hand."""
    return vacancy.specialty_id is not None and vacancy.specialty_id == profile.specialty_id


def _pluses(reasons: tuple[object, ...]) -> tuple[str, ...]:
    texts = [reason.text for reason in reasons if reason.is_plus]  # type: ignore[attr-defined]
    return tuple(texts[:MOST_REASONS])
