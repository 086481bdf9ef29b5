"""When letters go out: once a day, once a week, never in quiet hours; hours of Tashkent."""

from datetime import datetime, timedelta

from django.utils import timezone

from recommendations.models import SavedSearch

DIGEST_HOUR = 9
MONDAY = 0
# News "at once" of one person make at most one letter in this time.
APART = timedelta(hours=1)


def is_quiet(quiet_from: int, quiet_until: int, now: datetime) -> bool:
    """Whether a moment lies in the quiet hours, which may span midnight."""
    hour = timezone.localtime(now).hour
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def end_of_quiet(quiet_until: int, now: datetime) -> datetime:
    """When the quiet hours that hold now are over."""
    local = timezone.localtime(now)
    end = local.replace(hour=quiet_until, minute=0, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def is_due(rhythm: str, looked_at: datetime, now: datetime) -> bool:
    """Whether it is time to look for news again; a turn that was missed is made up for."""
    if rhythm == SavedSearch.Rhythm.NEVER:
        return False
    return rhythm == SavedSearch.Rhythm.AT_ONCE or looked_at < _last_turn(rhythm, now)


def _last_turn(rhythm: str, now: datetime) -> datetime:
    local = timezone.localtime(now)
    turn = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if rhythm == SavedSearch.Rhythm.WEEKLY:
        turn -= timedelta(days=(local.weekday() - MONDAY) % 7)
    if turn > local:
        turn -= timedelta(days=7 if rhythm == SavedSearch.Rhythm.WEEKLY else 1)
    return turn
