"""How fast a file is imported, and how fast skills are found.

    python benchmarks/importing.py FILE [FILE ...]

Each file goes into a source of its own, twice: new, then unchanged. Run it on a database that may
be thrown away.
"""

import argparse
import os
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from django.db.models import Q  # noqa: E402  after the set-up

from catalog.importing import import_source  # noqa: E402
from catalog.models import ImportRun, Region, Skill, Source, Vacancy  # noqa: E402
from catalog.skills import SkillFinder  # noqa: E402
from catalog.texts import plain_text  # noqa: E402

TEXTS = 2_000
KILOBYTE = 1_000


def main() -> None:
    """Import each file twice and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="+", type=Path)
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    row = "{:30} {:>10} {:>8} {:>10} {:>10} {:>8}"
    print(row.format("file", "pass", "rows", "rows/s", "CPU s", "MB"))
    for path in arguments.parse_args().files:
        name = f"benchmark {path.name} {time.time():.0f}"
        source = Source.objects.create(
            name=name[-100:], kind="json_lines", options={"path": str(path.resolve())}
        )
        for label in ("new", "again"):
            started, cpu = time.monotonic(), time.process_time()
            run = import_source(source)
            seconds = time.monotonic() - started
            cells = [path.name, label, run.found, f"{run.found / seconds:.0f}"]
            print(row.format(*cells, f"{time.process_time() - cpu:.1f}", _peak_mb()))
            if run.state != ImportRun.State.DONE:
                print(run.message)
        _print_shares(source)
    _print_skills()


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _print_shares(source: Source) -> None:
    rows = Vacancy.objects.filter(source=source)
    total = rows.count() or 1
    shares = {
        "salary": rows.exclude(monthly_uzs_from=None, monthly_uzs_to=None),
        "region": rows.exclude(region__code=Region.UNKNOWN),
        "specialty": rows.exclude(specialty=None),
        "skills": rows.filter(~Q(skills=None)).distinct(),
    }
    print("  ", ", ".join(f"{name} {part.count() / total:.1%}" for name, part in shares.items()))


def _print_skills() -> None:
    vocabulary = dict(Skill.objects.values_list("pk", "synonyms"))
    finder = SkillFinder(vocabulary)
    rows = Vacancy.objects.exclude(description="").values_list("description", flat=True)
    texts = [plain_text(html)[:KILOBYTE] for html in rows.order_by("pk")[:TEXTS]]
    started = time.process_time()
    found = sum(len(finder.find(text)) for text in texts)
    seconds = time.process_time() - started
    print(
        f"skills: {len(texts) / seconds:.0f} texts a CPU second of"
        f" {sum(map(len, texts)) // max(len(texts), 1)} characters each,"
        f" {found / max(len(texts), 1):.1f} found in each, out of {len(vocabulary)}"
    )


if __name__ == "__main__":
    main()
