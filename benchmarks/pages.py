"""How long the server takes for each page that people open most, over the catalogue at hand.

    python benchmarks/pages.py [--requests 20]

Django's client, the whole view and its template, without the network. A person is made inside a
transaction that is rolled back. CPU seconds tell what a page costs where the machine is busy.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402  after the set-up
from django.test import Client  # noqa: E402

from accounts.models import Profile, User  # noqa: E402
from catalog.models import Course, Region, Vacancy  # noqa: E402
from recommendations.specialties import suggest_specialty  # noqa: E402
from workfinder.gunicorn_conf import post_fork  # noqa: E402

OPEN = ("/", "/vacancies/", "/vacancies/?q=tikuvchi", "/courses/", "/help/", "/sign-in/")
OWN = (
    "/me/specialties/", "/me/vacancies/", "/me/courses/", "/me/marks/", "/me/changes/",
    "/profile/", "/me/resumes/", "/me/settings/",
)  # fmt: skip
WARM = 2


def main() -> None:
    """Print a line for each page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20)
    asked = parser.parse_args()
    post_fork(None, None)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    print(f"vacancies: {Vacancy.objects.count()}")
    print(f"{'':28}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'KB':>6}")
    vacancy, course = Vacancy.objects.open().first(), Course.objects.open().first()
    one = [offer.get_absolute_url() for offer in (vacancy, course) if offer]
    with transaction.atomic():
        for path in (*OPEN, *one):
            measure(path, Client(HTTP_HOST="localhost"), asked.requests)
        client = Client(HTTP_HOST="localhost")
        client.force_login(person())
        for path in (*OWN, *one[:1]):
            measure(f"{path}", client, asked.requests)
        transaction.set_rollback(True)


def person() -> User:
    """Somebody in one region who has said what they want."""
    user = User.objects.create_user(f"pages-benchmark-{os.getpid()}")
    profile = Profile.objects.of(user)
    profile.preferences = "Kiyim tikishni yaxshi koʻraman, jamoada ishlasam deyman."
    profile.region = Region.objects.of_uzbekistan().first()
    profile.work_modes = ["office"]
    profile.save()
    profile.finish_questionnaire()
    suggest_specialty(profile)
    return user


def measure(path: str, client: Client, requests: int) -> None:
    """One line: after two that warm the caches."""
    times, cpu, size = [], [], 0
    for number in range(requests + WARM):
        began, spent = time.perf_counter(), time.process_time()
        answer = client.get(path)
        if answer.status_code != 200:
            print(f"{path:28}{answer.status_code:>8}")
            return
        if number >= WARM:
            times.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - spent) * 1000)
            size = len(answer.content)
    p95 = statistics.quantiles(times, n=20)[-1]
    print(
        f"{path:28}{statistics.median(times):8.0f}{p95:8.0f}"
        f"{statistics.median(cpu):8.0f}{size / 1024:6.0f}"
    )


if __name__ == "__main__":
    main()
