"""Bring database, model, catalogue, index and static files to what the code expects."""

import hashlib
import time

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django_q.models import Schedule

from workfinder.roles import make_roles

# One set-up at a time, also where several machines share a database.
LOCK_NUMBER = 720_411_902
# Files of packages that no page of ours shows; compressing them took most of the time.
UNUSED_STATIC = ["redoc", "rest_framework", "gis"]
# Name: what is called, and every how many minutes.
SCHEDULES = {
    "heartbeat": ("workfinder.heartbeat.beat", 1),
    "import what is due": ("catalog.tasks.import_due", 10),
    "watch the sources": ("catalog.tasks.watch_sources", 60),
    "fetch pictures of courses": ("catalog.tasks.fetch_course_pictures", 10),
    "finish deletions": ("workfinder.erasing.finish_all", 10),
    "delete what has served its time": ("workfinder.retaining.retain", 24 * 60),
    "index what is new": ("recommendations.tasks.index_new", 1),
    # Once a day would do: what the last of a day's snapshots says counts.
    "note the demand": ("recommendations.tasks.note_demand_today", 360),
    "tell people what is new": ("recommendations.tasks.tell_news", 5),
}


class Command(BaseCommand):
    """Every step knows by itself whether there is anything to do."""

    help = "Do everything that must be done before the site is served; safe to repeat."
    requires_system_checks = []

    def handle(self, *_args: object, **_options: object) -> None:
        """Run the steps in their order."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
        self._step("Messages", "compiling", "compile_messages")
        self._step("Database", "migrating", "migrate", interactive=False, verbosity=0)
        self._step("Model", "preparing", "prepare_embedding_model")
        self._step("Demo catalogue", "loading", "load_demo")
        self._step("Index", "embedding what is new", "index_vectors")
        self._collect()
        _schedule()
        make_roles()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
        if not get_user_model().objects.filter(is_superuser=True).exists():
            self._say("There is no administrator yet: ./run manage createsuperuser makes one.")

    def _step(self, name: str, doing: str, command: str, **options: object) -> None:
        self._say(f"{name}: {doing}")
        began = time.monotonic()
        call_command(command, stdout=self.stdout, stderr=self.stderr, **options)
        self._say(f"{name}: done in {time.monotonic() - began:.1f} s")

    def _collect(self) -> None:
        """Collect static files only when one has changed: compressing them takes a while."""
        seen = _static_state()
        stamp = settings.VAR_DIR / "static.stamp"
        if stamp.exists() and stamp.read_text() == seen and settings.STATIC_ROOT.is_dir():
            return
        stamp.unlink(missing_ok=True)
        self._step(
            "Static files", "collecting and compressing", "collectstatic",
            interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED_STATIC,
        )  # fmt: skip
        stamp.write_text(seen)

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _schedule() -> None:
    """What the queue does by itself; the results of these are not worth keeping."""
    for name, (func, minutes) in SCHEDULES.items():
        Schedule.objects.update_or_create(
            name=name,
            defaults={
                "func": func,
                "schedule_type": Schedule.MINUTES,
                "minutes": minutes,
                "repeats": -1,
                "kwargs": "{'q_options': {'save': False}}",
            },
        )


def _static_state() -> str:
    """A fingerprint of all static files: where they are, how long, how old."""
    seen = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            path = storage.path(name)
            state = storage.size(name), storage.get_modified_time(name)
            seen.update(repr((path, state)).encode())
    return seen.hexdigest()
