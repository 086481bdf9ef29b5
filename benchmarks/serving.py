"""How fast recommendations are served, and how much memory a web process takes.

    python benchmarks/serving.py [--rounds 3] [--requests 1000]

Uses the catalogue and the vectors in the database. The thirty people of tests/data are made inside
a transaction that is rolled back; their vectors are made before the clock starts. The time is that
of the whole view (DRF's client, JSON included), without the network.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  after the set-up
from django.test.utils import CaptureQueriesContext  # noqa: E402
from people import PEOPLE, make_profile  # noqa: E402
from rest_framework.test import APIClient  # noqa: E402

from accounts.models import Profile  # noqa: E402
from catalog.models import Vacancy  # noqa: E402
from recommendations.models import VacancyVector  # noqa: E402
from recommendations.nearness import place_of  # noqa: E402
from recommendations.specialties import suggest_specialty  # noqa: E402
from workfinder.gunicorn_conf import post_fork  # noqa: E402

# Pages and doors; {} is filled in with the person's region where there is one.
ADDRESSES = {
    "api me/specialties": "/api/v1/me/specialties",
    "api me/vacancies": "/api/v1/me/vacancies",
    "api me/vacancies, remote": "/api/v1/me/vacancies?work_mode=remote",
    "api me/courses": "/api/v1/me/courses",
    "page me/specialties/": "/me/specialties/",
    "page me/vacancies/": "/me/vacancies/",
}


def main() -> None:
    """Print a table of times, queries and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--requests", type=int, default=1_000)
    asked = parser.parse_args()
    # As in a web process.
    post_fork(None, None)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, cores: {os.cpu_count()}")
    print(f"vacancies: {Vacancy.objects.count()}, vectors: {VacancyVector.objects.count()}")
    with transaction.atomic():
        profiles = [make_profile(json.loads(line)) for line in PEOPLE.read_text().splitlines()]
        for profile in profiles:
            profile.finish_questionnaire()
            suggest_specialty(profile)
            place_of(profile)
        clients = [client_of(profile) for profile in profiles]
        print(f"{'':28}{'p50 ms':>8}{'p95 ms':>8}{'most':>8}{'queries':>9}")
        for name, address in ADDRESSES.items():
            measure(name, address, clients, asked.rounds)
        before = resident_mb()
        served = serve(clients, asked.requests)
        print(
            f"memory of this process: {before:.0f} MB, after {served} more: {resident_mb():.0f} MB"
        )
        transaction.set_rollback(True)


def client_of(profile: Profile) -> APIClient:
    """Somebody signed in, on both doors."""
    client = APIClient(HTTP_HOST="localhost")
    client.force_login(profile.user)
    client.force_authenticate(profile.user)
    return client


def measure(name: str, address: str, clients: list[APIClient], rounds: int) -> None:
    """One line of the table; the first round warms caches and isn’t counted."""
    times = []
    for number in range(rounds + 1):
        for client in clients:
            times += [timed(lambda client=client: get(client, address))] if number else []
            if not number:
                get(client, address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get(clients[0], address)
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    row = f"{name:28}{statistics.median(times):8.0f}{p95:8.0f}{times[-1]:8.0f}{len(queries):9}"
    print(row)


def get(client: APIClient, address: str) -> None:
    """Ask, and stop where it fails."""
    answer = client.get(address)
    if answer.status_code != 200:
        sys.exit(f"{address}: {answer.status_code}")


def timed(deed: Callable[[], None]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    deed()
    return 1_000 * (time.perf_counter() - began)


def serve(clients: list[APIClient], number: int) -> int:
    """Ask for everything in turn."""
    addresses = list(ADDRESSES.values())
    for place in range(number):
        get(clients[place % len(clients)], addresses[place % len(addresses)])
    return number


def resident_mb() -> float:
    """Resident memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    main()
