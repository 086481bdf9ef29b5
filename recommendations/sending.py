"""Sends the letters that wait, each once; what fails is tried again, and said.

A letter is noted as "being sent" before it is handed over. Who is killed in between leaves it so:
nobody knows whether it went out, and since a letter twice is worse than none it isn't sent again;
its person sees on the page of alerts what it held.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from recommendations.alerting import settings_of, wants_letters
from recommendations.letters import compose
from recommendations.mailing import MailError, Post, RefusedError, ServerError, open_post
from recommendations.models import AlertLetter
from recommendations.rhythms import end_of_quiet, is_quiet

logger = logging.getLogger(__name__)

State = AlertLetter.State
# Who takes longer than this over one letter was killed.
LONGEST_SENDING = timedelta(minutes=15)
# After so many refusals that might have passed, or so long, a letter is given up.
MOST_ATTEMPTS = 8
OLDEST = timedelta(days=3)
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 180, 360, 720))
AT_A_TIME = 500


def send_letters(now: datetime | None = None) -> int:
    """Send what waits; how many went out. A server that can't be reached is tried next time."""
    now = now or timezone.now()
    _settle(now)
    keys = list(AlertLetter.objects.due(now).values_list("pk", flat=True)[:AT_A_TIME])
    if not keys:
        return 0
    try:
        with open_post() as post:
            return sum(_send(key, post, now) for key in keys)
    except ServerError as error:
        _tell_of_server(keys, error)
        return 0


def _tell_of_server(keys: list[int], error: ServerError) -> None:
    """On each person's page, and in the log."""
    waiting = AlertLetter.objects.filter(state=State.WAITING)
    waiting.filter(pk__in=keys).update(problem=str(error))
    logger.error("The mail server failed, %s letters wait: %s", waiting.count(), error)


def _settle(now: datetime) -> None:
    """What a killed run left, and what has waited too long."""
    stuck = AlertLetter.objects.filter(state=State.SENDING, claimed_at__lt=now - LONGEST_SENDING)
    if unsure := stuck.update(state=State.UNSURE):
        logger.warning("%s letters were perhaps sent: who sent them was stopped", unsure)
    old = AlertLetter.objects.filter(state=State.WAITING, created_at__lt=now - OLDEST)
    if given_up := old.update(state=State.FAILED):
        logger.error("%s letters were given up after %s days", given_up, OLDEST.days)


def _send(key: int, post: Post, now: datetime) -> bool:
    """Send one letter, if it may still go out; raises ServerError."""
    letter = AlertLetter.objects.select_related("user").get(pk=key)
    message = None if _is_held(letter, now) else compose(letter)
    if message is None:
        if letter.state == State.WAITING and letter.next_try_at <= now:
            _end(letter, State.DROPPED)
        return False
    if not _claim(letter, now):
        return False
    try:
        post.send(message)
    except RefusedError as error:
        _end(letter, State.FAILED, str(error))
        logger.warning("Letter %s was refused: %s", letter.pk, error)
    except ServerError as error:
        _try_later(letter, str(error), now)
        raise
    except MailError as error:
        _try_later(letter, str(error), now)
    else:
        AlertLetter.objects.filter(pk=letter.pk).update(
            state=State.SENT, sent_at=timezone.now(), problem=""
        )
        return True
    return False


def _is_held(letter: AlertLetter, now: datetime) -> bool:
    """Whether it may not go out: not now, since it is night, or never, since nobody wants it."""
    user, quiet = letter.user, settings_of(letter.user)
    if not wants_letters(user):
        return True
    if not is_quiet(quiet.quiet_from, quiet.quiet_until, now):
        return False
    letter.next_try_at = end_of_quiet(quiet.quiet_until, now)
    letter.save(update_fields=["next_try_at"])
    return True


def _claim(letter: AlertLetter, now: datetime) -> bool:
    """Take it, unless another run has."""
    mine = AlertLetter.objects.filter(pk=letter.pk, state=State.WAITING, next_try_at__lte=now)
    return bool(
        mine.update(state=State.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1)
    )


def _try_later(letter: AlertLetter, problem: str, now: datetime) -> None:
    tried = letter.attempts + 1
    is_over = tried >= MOST_ATTEMPTS
    AlertLetter.objects.filter(pk=letter.pk).update(
        state=State.FAILED if is_over else State.WAITING,
        problem=problem,
        next_try_at=now + DELAYS[min(tried, len(DELAYS)) - 1],
    )
    log = logger.error if is_over else logger.warning
    log("Letter %s did not go out (try %s): %s", letter.pk, tried, problem)


def _end(letter: AlertLetter, state: str, problem: str = "") -> None:
    AlertLetter.objects.filter(pk=letter.pk).update(state=state, problem=problem)
