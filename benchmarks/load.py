"""How many people a running site serves at once, how fast, and at what cost in CPU.

    python benchmarks/load.py http://127.0.0.1:8080 [--people 50] [--minutes 10]
        [--overload 5 --overload-minutes 2] [--pid N]

The browse mix: of a hundred requests 60 are lists and filters, 20 details, 10 recommendations, 5
sign-in and profile, 5 refreshes of tokens; each person thinks for 1 to 3 s. People are made by the
API before the clock starts, and each has an address of their own in X-Forwarded-For, so start the
site with PROXIES=1 (people do not share one phone). `--pid` names the site's launcher, and once
more the first process of the database: CPU seconds, memory, files and connections are read of all
that they started. Only for a machine of your own.
"""

import argparse
import http.client
import json
import os
import random
import resource
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import gevent
from locust import FastHttpUser, between, events, task
from locust.env import Environment
from locust.stats import stats_history

PASSWORD = "a-long-passphrase-7"  # noqa: S105 - of people that the benchmark makes
WORDS = ["tikuvchi", "oshpaz", "водитель", "бухгалтер", "python", "payvandchi", "продавец", "nurse"]
WISHES = [
    "tikuvchilik, kiyim tikish", "люблю готовить", "programming in Python", "водить машину",
    "ishonchli, savdo bilan shugʻullanaman", "работа с детьми", "payvandlash", "buxgalteriya",
]  # fmt: skip
EXPECTED_WHEN_FULL = {429, 503}
SETTLED_SECONDS = 30


@dataclass
class Found:
    """What a person may look at."""

    vacancies: list[str] = field(default_factory=list)
    courses: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    specialties: list[str] = field(default_factory=list)
    tokens: list[dict[str, str]] = field(default_factory=list)
    codes: Counter[int] = field(default_factory=Counter)
    late: list[tuple[float, float, int]] = field(default_factory=list)


FOUND = Found()


class Person(FastHttpUser):
    """Looks around, thinks, looks on."""

    wait_time = between(1, 3)
    network_timeout = 60.0
    connection_timeout = 60.0

    def on_start(self) -> None:
        """With an address and tokens of one's own."""
        self.address = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"
        # Two who share tokens would look like a thief, and both would be signed out.
        self.tokens = FOUND.tokens.pop() if FOUND.tokens else {}
        # Who comes with the rush was signed in long before it.
        self.refresh()

    def ask(self, method: str, path: str, name: str, **given: Any) -> Any:
        """One request; while the site is overloaded 429 and 503 are no failures."""
        headers = {"X-Forwarded-For": self.address, **given.pop("headers", {})}
        if path.startswith("/api/v1/me"):
            headers["Authorization"] = f"Bearer {self.tokens['access']}"
        began = time.time()
        with self.client.request(
            method, path, name=name, headers=headers, catch_response=True, **given
        ) as answer:
            FOUND.codes[answer.status_code] += 1
            FOUND.late.append((began, time.time() - began, answer.status_code))
            if answer.status_code in EXPECTED_WHEN_FULL:
                answer.success() if self.environment.is_overloaded else answer.failure("busy")
        return answer

    @task(20)
    def browse(self) -> None:
        """The newest vacancies, a page or two on."""
        door = random.choice(["/vacancies/", "/api/v1/vacancies"])
        self.ask("GET", door, f"{door} newest")

    @task(25)
    def filter(self) -> None:
        """By region, specialty, mode and pay."""
        some = [
            f"region={random.choice(FOUND.regions)}",
            f"specialty={random.choice(FOUND.specialties)}",
            "work_mode=remote",
            "schedule=full_time",
            "salary_from=5000000",
        ]
        query = "&".join(random.sample(some, random.randint(1, 2)))
        door = random.choice(["/vacancies/", "/api/v1/vacancies"])
        self.ask("GET", f"{door}?{query}", f"{door} filtered")

    @task(15)
    def search(self) -> None:
        """By words."""
        door = random.choice(["/vacancies/", "/api/v1/vacancies", "/courses/"])
        self.ask("GET", f"{door}?q={random.choice(WORDS)}", f"{door} searched")

    @task(20)
    def read(self) -> None:
        """One vacancy or course."""
        key = random.choice(FOUND.vacancies)
        path = random.choice(
            [
                f"/vacancies/{key}/",
                f"/api/v1/vacancies/{key}",
                f"/courses/{random.choice(FOUND.courses)}/",
            ]
        )
        kind = path.rsplit("/", 2)[0] if path.endswith("/") else "/api/v1/vacancies/id"
        self.ask("GET", path, f"{kind} one" if path.endswith("/") else kind)

    @task(10)
    def be_recommended(self) -> None:
        """What suits."""
        path = random.choice(["vacancies", "specialties", "courses", "home"])
        self.ask("GET", f"/api/v1/me/{path}", f"/api/v1/me/{path}")

    @task(5)
    def sign_in(self) -> None:
        """Sign in, or look at the profile."""
        if random.random() < 0.5:
            self.ask("GET", "/api/v1/me/profile", "/api/v1/me/profile")
            return
        given = {"username": self.tokens["username"], "password": PASSWORD}
        self.ask("POST", "/api/v1/auth/login", "/api/v1/auth/login", json=given)

    @task(5)
    def refresh(self) -> None:
        """A new pair of tokens."""
        given = {"refresh": self.tokens["refresh"]}
        answer = self.ask("POST", "/api/v1/auth/refresh", "/api/v1/auth/refresh", json=given)
        if answer.status_code == 200:
            self.tokens |= {key: answer.json()[key] for key in ("access", "refresh")}


class Looker(FastHttpUser):
    """Prepares: people, and what there is to look at."""

    abstract = True
    network_timeout = 120.0


def prepare(environment: Environment, people: int) -> None:
    """Make people with a wish each, and note what they may look at."""
    looker = Looker(environment)
    for name in ("vacancies", "courses", "regions", "specialties"):
        address = f"/api/v1/{name}?limit=100"
        for _ in range(5 if name == "vacancies" else 1):
            told = looker.client.get(address).json()
            getattr(FOUND, name).extend(row["id"] for row in told["results"])
            address = told["next"] or address
    for number in range(people):
        username = f"load{time.time_ns():x}{number}"
        here = {"X-Forwarded-For": f"10.9.{number // 250}.{number % 250}"}
        given = {"username": username, "password": PASSWORD}
        tokens = looker.client.post("/api/v1/auth/register", json=given, headers=here).json()
        header = {**here, "Authorization": f"Bearer {tokens['access']}"}
        wish = {"preferences": WISHES[number % len(WISHES)]}
        looker.client.patch("/api/v1/me/profile", json=wish, headers=header)
        FOUND.tokens.append(
            {"username": username, "access": tokens["access"], "refresh": tokens["refresh"]}
        )
        gevent.sleep(0)


@dataclass(frozen=True)
class Cost:
    """What the site has used: CPU seconds; and holds: memory, files, connections, processes."""

    cpu: float
    memory: int
    files: int
    processes: int


def family(root: int) -> set[int]:
    """A process and all that came of it; sessions of the database too."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(stat[1])
    known = {root}
    while found := {pid for pid, parent in parents.items() if parent in known} - known:
        known |= found
    return known


def cost(roots: list[int]) -> Cost:
    """Of all processes of the site; those that ended are counted by their parents."""
    cpu, memory, files, count = 0.0, 0, 0, 0
    tick = os.sysconf("SC_CLK_TCK")
    for pid in set().union(*(family(root) for root in roots)) if roots else set():
        folder = Path("/proc") / str(pid)
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            smaps = (folder / "smaps_rollup").read_text().splitlines()
            files += len(list((folder / "fd").iterdir()))
        except OSError:
            continue
        cpu += sum(map(int, stat[11:15])) / tick
        memory += sum(int(line.split()[1]) for line in smaps if line.startswith("Pss:")) * 1024
        count += 1
    return Cost(cpu, memory, files, count)


def connections(host: str) -> int:
    """To the database, as the site counts them."""
    told = http.client.HTTPConnection(urlsplit(host).netloc, timeout=30)
    told.request("GET", "/metrics")
    for line in told.getresponse().read().decode().splitlines():
        if line.startswith("workfinder_database_connections"):
            return int(float(line.split()[1]))
    return -1


def run(
    environment: Environment, people: int, seconds: float, roots: list[int], title: str
) -> None:
    """Let so many people in for so long, and print what came of it."""
    runner = environment.runner
    runner.start(people, spawn_rate=max(people / 5, 1))
    gevent.sleep(8)
    environment.stats.reset_all()
    FOUND.codes.clear()
    before, began = cost(roots), time.monotonic()
    samples = []
    while (left := seconds - (time.monotonic() - began)) > 0:
        gevent.sleep(min(left, 30))
        samples.append((time.monotonic() - began, cost(roots), connections(environment.host)))
    spent, after = time.monotonic() - began, cost(roots)
    total = environment.stats.total
    print(f"\n{title}: {people} people, {spent:.0f} s, load {os.getloadavg()[0]:.1f}")
    p50, p95, p99 = (total.get_response_time_percentile(part) for part in (0.5, 0.95, 0.99))
    print(
        f"  {total.num_requests / spent:.1f} requests a second, p50 {p50} ms, p95 {p95} ms,"
        f" p99 {p99} ms, errors {total.num_failures}"
    )
    print(f"  answers: {dict(sorted(FOUND.codes.items()))}")
    if roots:
        each = (after.cpu - before.cpu) / max(total.num_requests, 1)
        print(f"  CPU {each * 1000:.0f} ms a request, {(after.cpu - before.cpu) / spent:.2f} cores")
        for moment, now, open_ones in samples[:: max(len(samples) // 8, 1)]:
            print(
                f"  {moment:5.0f} s: {now.memory / 1e6:6.0f} MB, {now.files} files,"
                f" {now.processes} processes, {open_ones} connections"
            )
    for entry in sorted(environment.stats.entries.values(), key=lambda row: row.name):
        print(
            f"    {entry.method:5} {entry.name:40} {entry.num_requests:6}"
            f"  p50 {entry.get_response_time_percentile(0.5):6}"
            f"  p95 {entry.get_response_time_percentile(0.95):6}  failed {entry.num_failures}"
        )
    for error in environment.stats.errors.values():
        print(f"    failure: {error.name} {error.error} x{error.occurrences}")


def settle(environment: Environment, people: int) -> None:
    """After the rush: how soon the site is as it was."""
    environment.runner.start(people, spawn_rate=people)
    FOUND.late.clear()
    began = time.time()
    gevent.sleep(SETTLED_SECONDS)
    bad = [moment - began for moment, _, status in FOUND.late if status != 200]
    slow = [moment - began for moment, took, status in FOUND.late if took > 1 and status == 200]
    last = max([*bad, *slow, 0.0])
    print(f"  back to normal {last:.0f} s after the rush (last refusal or answer above 1 s)")


def main() -> None:
    """Browse, then rush, then look whether all is well again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--overload", type=int, default=5)
    parser.add_argument("--overload-minutes", type=float, default=2)
    parser.add_argument("--pid", type=int, action="append", default=[])
    asked = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 10_000), hard))
    environment = Environment(user_classes=[Person], events=events, host=asked.host)
    Person.host = Looker.host = asked.host
    environment.is_overloaded = False
    environment.create_local_runner()
    gevent.spawn(stats_history, environment.runner)
    prepare(environment, asked.people * asked.overload)
    print(json.dumps({"vacancies seen": len(FOUND.vacancies), "people": len(FOUND.tokens)}))
    run(environment, asked.people, asked.minutes * 60, asked.pid, "browse mix")
    if asked.overload_minutes:
        environment.is_overloaded = True
        crowd = asked.people * asked.overload
        run(environment, crowd, asked.overload_minutes * 60, asked.pid, "overload")
        settle(environment, asked.people)
    environment.runner.quit()


if __name__ == "__main__":
    main()
