"""What letters about new vacancies cost when thousands of people wait for them.

    python benchmarks/alerts.py [--people 2000]

Makes the demo catalogue and people with a confirmed address, consent and a saved search in a
database of its own (`test_alerts`, beside the one that the settings name, removed at the end), and
a mail server on this machine. Then three rounds of what the worker does: all vacancies but a tenth
are news; nothing is, though everybody's search is asked; that tenth comes, and another tenth once
more under a new date. Every letter is read as it arrived: a vacancy that a person gets twice ends
the run with 1. "New for you" takes no part: that is a ranking, see serving.py.
"""

import argparse
import mailbox
import os
import random
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402  after set-up
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Consent, User  # noqa: E402
from catalog.examples import load_examples  # noqa: E402
from catalog.models import Vacancy  # noqa: E402
from recommendations.alerting import make_letters  # noqa: E402
from recommendations.models import AlertSettings, SavedSearch  # noqa: E402
from recommendations.sending import send_letters  # noqa: E402

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
LINK = re.compile(r"/vacancies/(\d+)/")
PATIENCE_SECONDS = 30
SEED = 7
# Of the catalogue: kept back in the first round, and dated anew in the third.
NEWS_LATER, AGAIN = 0.1, 0.1
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Round:
    """What one round took."""

    name: str
    made: int = 0
    sent: int = 0
    queries: int = 0
    seconds: float = 0
    cpu: float = 0
    database_cpu: float = 0

    def line(self, people: int) -> str:
        """A row of the table."""
        each = [
            f"{1000 * used / self.sent:.1f}" if self.sent else "-"
            for used in (self.cpu, self.database_cpu)
        ]
        return (
            f"{self.name:<22}{self.made:>7}{self.sent:>7}{self.seconds:>8.1f}"
            f"{self.cpu:>8.1f}{each[0]:>8}{self.database_cpu:>8.1f}{each[1]:>8}"
            f"{self.queries / people:>18.1f}"
        )


# CPU of this process and of the database's: seconds, and milliseconds a letter.
HEADS = (
    f"{'round':<22}{'made':>7}{'sent':>7}{'s':>8}"
    f"{'CPU s':>8}{'ms each':>8}{'db s':>8}{'ms each':>8}{'queries a person':>18}"
)


@contextmanager
def mail_server(folder: Path) -> Iterator[int]:
    """A port to send to, of a process of its own, so that its CPU isn't counted."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Mailbox", str(folder))
    server = subprocess.Popen((sys.executable, "-m", "aiosmtpd", *words))  # noqa: S603
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not answers(port) and time.monotonic() < deadline:
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait()


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def own_database() -> Iterator[None]:
    """A new one beside the one that the settings name, and nothing of it afterwards."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "test_alerts"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def make_people(count: int, now: datetime) -> None:
    """With an address, consent, and a search for a word that stands in titles."""
    chance, before = random.Random(SEED), now - timedelta(days=2)
    titles = Vacancy.objects.open().values_list("title", flat=True)
    words = Counter(word for title in titles for word in re.findall(r"\w{5,}", title.lower()))
    common = [word for word, _number in words.most_common(200)]
    users = User.objects.bulk_create(
        User(
            username=f"reader{number}",
            password="!",  # noqa: S106 - nobody signs in
            email=f"reader{number}@example.com",
            email_verified_at=before,
            language=LANGUAGES[number % len(LANGUAGES)],
        )
        for number in range(count)
    )
    Consent.objects.bulk_create(
        Consent(user=user, purpose="alerts", is_given=True) for user in users
    )
    AlertSettings.objects.bulk_create(
        AlertSettings(user=user, quiet_from=0, quiet_until=0, site="http://site.test")
        for user in users
    )
    SavedSearch.objects.bulk_create(
        SavedSearch(
            user=user,
            filters={"q": chance.choice(common)},
            rhythm=SavedSearch.Rhythm.AT_ONCE,
            looked_until=before,
            looked_at=before,
        )
        for user in users
    )


def database_cpu() -> float:
    """Seconds of the server's process for our connection; 0 where it is on another machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone() or [0]
    path = Path(f"/proc/{pid}/stat")
    if not path.exists():
        return 0
    fields = path.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def run_round(name: str, now: datetime) -> Round:
    """Make letters and send all that wait, as the worker does with each call."""
    done = Round(name)

    def count(execute: Callable[..., Any], *given: Any) -> Any:
        done.queries += 1
        return execute(*given)

    began = (time.monotonic(), time.process_time(), database_cpu())
    with connection.execute_wrapper(count):
        done.made = make_letters(now)
        while sent := send_letters(now):
            done.sent += sent
    ended = (time.monotonic(), time.process_time(), database_cpu())
    done.seconds, done.cpu, done.database_cpu = (
        after - before for after, before in zip(ended, began, strict=True)
    )
    return done


def rounds(now: datetime) -> Iterator[Round]:
    """Everything is news; nothing is; some comes again under a new date."""
    chance = random.Random(SEED)
    keys = list(Vacancy.objects.order_by("pk").values_list("pk", flat=True))
    chance.shuffle(keys)
    later = keys[: int(len(keys) * NEWS_LATER)]
    again = keys[len(later) : len(later) + int(len(keys) * AGAIN)]
    Vacancy.objects.update(first_seen_at=now - timedelta(hours=1))
    Vacancy.objects.filter(pk__in=later).update(first_seen_at=now + timedelta(days=1))
    yield run_round("all is news", now)
    yield run_round("nothing is", now + timedelta(hours=2))
    Vacancy.objects.filter(pk__in=[*later, *again]).update(first_seen_at=now + timedelta(hours=3))
    yield run_round("some again, some new", now + timedelta(hours=4))


def twice_told(folder: Path) -> int:
    """How often somebody got a vacancy that an earlier letter held."""
    told: Counter[tuple[str, str]] = Counter()
    letters = mailbox.Maildir(folder)
    for letter in letters:
        # The parts are quoted-printable: the first is plain text.
        part = letter.get_payload(0)
        text = part.get_payload(decode=True).decode()
        told.update({(letter["X-RcptTo"], number) for number in LINK.findall(text)})
    print(f"{len(letters)} letters arrived, {len(told)} times somebody was told of a vacancy")
    return sum(count - 1 for count in told.values())


def main() -> int:
    """Print the table; 1 where somebody was told twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    people = parser.parse_args().people
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    now = timezone.now()
    with tempfile.TemporaryDirectory() as place, own_database():
        folder = Path(place) / "letters"
        with mail_server(folder) as port:
            send_to(port)
            run = load_examples(timezone.localdate())
            make_people(people, now)
            print(f"{run.found if run else 0} examples, {people} people")
            print(HEADS)
            for done in rounds(now):
                print(done.line(people), flush=True)
        repeated = twice_told(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"told twice: {repeated}; peak {peak:.0f} MB; load {os.getloadavg()[0]:.1f}")
    return 1 if repeated else 0


def send_to(port: int) -> None:
    """Letters go to the server on this machine, whatever the settings say."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


if __name__ == "__main__":
    sys.exit(main())
