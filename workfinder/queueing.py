"""What the project adds to the queue: how it stands, request ids, and an end for poisoned tasks.

A task that ends its worker leaves no result, and the queue would hand it out for ever. So each is
written down as failed before it begins, and the third failure sets it aside.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.brokers.orm import ORM
from django_q.brokers.redis_broker import Redis
from django_q.conf import Conf
from django_q.models import Failure, OrmQ, Schedule, Task
from django_q.signing import BadSignature, SignedPackage
from django_q.utils import get_func_repr
from redis.exceptions import RedisError

from workfinder import heartbeat
from workfinder.request_ids import current_request, request_id

logger = logging.getLogger(__name__)

LEEWAY = timedelta(minutes=1)
CUT_OFF = "Its worker ended while the task was at work."
SET_ASIDE = "Set aside: its worker ended each time the task was at work."
UNREADABLE = "Set aside: it is not signed with the key of this site."


@dataclass(frozen=True, slots=True)
class State:
    """How many tasks wait and are in work, and since when the oldest waits."""

    waiting: int
    in_work: int
    oldest_seconds: float
    failed: int


def state() -> State:
    """How the queue stands now."""
    failed = Failure.objects.count()
    now = timezone.now()
    waiting = OrmQ.objects.filter(lock__lte=now)
    since = waiting.aggregate(since=Min("lock"))["since"]
    oldest = (now - since).total_seconds() if since else 0.0
    if settings.REDIS_URL:
        # Redis keeps no receipts: what is in work is not known.
        return State(get_broker().queue_size(), 0, oldest, failed)
    return State(waiting.count(), OrmQ.objects.filter(lock__gt=now).count(), oldest, failed)


class Broker(ORM):
    """The queue in the database, without what has ended its worker too often."""

    def dequeue(self) -> list[tuple[int, str]] | None:
        """The next tasks to hand out."""
        handed: list[tuple[int, str]] | None = super().dequeue()
        return [given for given in handed if not self._is_set_aside(*given)] if handed else handed

    def _is_set_aside(self, key: int, payload: str) -> bool:
        try:
            task = SignedPackage.loads(payload)
        except (TypeError, BadSignature):
            logger.exception(UNREADABLE)
            self.acknowledge(key)
            return True
        most = settings.Q_CLUSTER["max_attempts"]
        # What fails in an orderly way is taken off the queue at once, so this ended its workers.
        row = Failure.objects.filter(id=task["id"], attempt_count__gte=most).first()
        if row is None:
            return False
        row.result = SET_ASIDE
        row.save(update_fields=["result"])
        logger.error("%s %s", task["func"], SET_ASIDE)
        self.acknowledge(key)
        return True


class RedisBroker(Redis):
    """The queue on Redis, and in the database while Redis is away: nothing that was asked is lost.

    Whoever works empties both, so that what was put aside is taken up as well.
    """

    @property
    def _aside(self) -> Broker:
        return Broker(Conf.CLUSTER_NAME)

    def enqueue(self, task: str) -> int:
        """Put a task where there is a place for it."""
        try:
            return int(super().enqueue(task))
        except RedisError as error:
            logger.warning("Redis is away, so a task waits in the database: %s", error)
            return int(self._aside.enqueue(task))

    def dequeue(self) -> Any:
        """The next tasks; those of the database when Redis has none, or is away."""
        try:
            if handed := super().dequeue():
                return handed
        except RedisError as error:
            logger.warning("Redis is away, so the queue is read from the database: %s", error)
            return self._aside.dequeue()
        return self._aside.dequeue() if self._aside.queue_size() else None

    def acknowledge(self, task_id: int | None) -> None:
        """Redis has forgotten what it handed out; the database keeps it until now."""
        if task_id is not None:
            self._aside.acknowledge(task_id)

    def fail(self, task_id: int | None) -> None:
        """The same."""
        self.acknowledge(task_id)

    def queue_size(self) -> int:
        """What waits in both."""
        return int(super().queue_size()) + self._aside.queue_size()

    def ping(self) -> bool:
        """The workers may start: without Redis they work from the database."""
        return True


def mend_schedule(**_signal: object) -> None:
    """Bring back what a clock that ran ahead has put off: nothing repeats that far from now."""
    now = timezone.now()
    for row in Schedule.objects.filter(schedule_type=Schedule.MINUTES):
        turn = timedelta(minutes=row.minutes or 1)
        if row.next_run and row.next_run > now + turn + LEEWAY:
            row.next_run = now
            row.save(update_fields=["next_run"])


def note_sender(task: dict[str, Any], **_signal: object) -> None:
    """Let a task know the request that it comes from."""
    task["request_id"] = request_id()


def note_begin(task: dict[str, Any], **_signal: object) -> None:
    """Write a task down as failed until it has ended; take on the id of its request."""
    heartbeat.note_busy()
    current_request.set(task.get("request_id") or task["id"][:16])
    before = Task.objects.filter(id=task["id"], success=False).first()
    if before:
        before.attempt_count += 1
        before.result = CUT_OFF
        before.save(update_fields=["attempt_count", "result"])
        return
    Task.objects.create(
        id=task["id"],
        name=task["name"],
        func=get_func_repr(task["func"]),
        args=task["args"],
        kwargs=task["kwargs"],
        group=task.get("group"),
        started=task["started"],
        stopped=timezone.now(),
        result=CUT_OFF,
        success=False,
        attempt_count=1,
    )


def note_end(task: dict[str, Any], **_signal: object) -> None:
    """Take back what was written down; the queue writes the result where it is kept."""
    heartbeat.note_idle()
    known = Task.objects.filter(id=task["id"], success=False)
    if task["success"]:
        known.delete()
    elif row := known.first():
        # The queue counts this attempt itself.
        row.attempt_count -= 1
        row.save(update_fields=["attempt_count"])
    current_request.set("")
