"""What a resume costs: time and memory of its files, their size, and what is read back of them.

    ./run manage shell -c "from benchmarks.resumes import main; main()"

The twelve people of the tests are made in a transaction that is rolled back. Every figure stands
beside the load of the machine.
"""

import os
import resource
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import transaction
from django.utils import timezone

from resumes.content import Content, compose
from resumes.models import Resume
from resumes.reading import read_resume
from resumes.rendering import RENDERERS
from resumes.rendering.portrait import portrait
from tests.resumes.round_trip import lost, stated
from tests.resumes.twelve import TWELVE, face

AT_ONCE, ROUNDS = 20, 3
KINDS, DESIGNS = ("docx", "pdf"), ("local", "plain")
MILLISECONDS, KILOBYTE = 1_000, 1_000


def main() -> None:
    """Measure and print."""
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    with transaction.atomic():
        profiles = [person.make() for person in TWELVE]
        today = timezone.localdate()
        contents = [
            compose(profile, language, today=today)
            for profile in profiles
            for language in Resume.Language.values
        ]
        for profile in profiles:
            if profile.photo:
                profile.photo.storage.delete(profile.photo.name)
        print(f"{len(contents)} resumes: {len(TWELVE)} people in four written forms")
        photo = portrait(face("benchmark"))
        for kind in KINDS:
            _print_times(kind, contents, photo)
        for kind in KINDS:
            _print_parallel(kind, contents, photo)
        print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        for kind in KINDS:
            for design in DESIGNS:
                _print_round_trip(kind, design, contents)
        transaction.set_rollback(True)


def _print_times(kind: str, contents: list[Content], photo: bytes | None) -> None:
    render = RENDERERS[kind].render
    render(contents[0], photo, "local")
    walls, cpus, sizes = [], [], []
    for content in contents * ROUNDS:
        wall, cpu = time.perf_counter(), time.process_time()
        made = render(content, photo, "local")
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
        sizes.append(len(made))
    print(
        f"{kind}: CPU {_median(cpus)} ms, wall {_median(walls)} ms at the median of {len(walls)}; "
        f"with photo at most {max(sizes) // KILOBYTE} KB"
    )


def _median(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * MILLISECONDS:.0f}"


def _print_parallel(kind: str, contents: list[Content], photo: bytes | None) -> None:
    def one(content: Content) -> int:
        return len(RENDERERS[kind].render(content, photo, "local"))

    started, errors = time.perf_counter(), 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for job in [pool.submit(one, content) for content in contents[:AT_ONCE]]:
            errors += job.exception() is not None
    seconds = time.perf_counter() - started
    print(f"{kind}: {AT_ONCE} at once in {seconds:.2f} s, {errors} errors")


def _print_round_trip(kind: str, design: str, contents: list[Content]) -> None:
    asked, missed = 0, []
    for content in contents:
        asked += len(stated(content))
        missed += lost(content, read_resume(RENDERERS[kind].render(content, None, design)))
    share = 1 - len(missed) / asked
    print(f"{kind}, {design}: {asked - len(missed)} of {asked} facts read back ({share:.1%})")
    for fact in missed[:5]:
        print("  lost:", fact)
