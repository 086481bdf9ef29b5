"""How well and how fast vacancies that offer the same are found.

    python benchmarks/duplicates.py FOLDER [--show]

FOLDER holds real vacancies: vacancies.jsonl.gz, near_duplicates_dev.jsonl.gz (rows whose
`near_dup_of` names a vacancy) and vacancies_big.jsonl.gz. `--show` prints what was found beside
the known pairs, to be judged by eye.
"""

import argparse
import gzip
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django

django.setup()

from catalog.duplicates import (  # noqa: E402
    ALIKE,
    LENGTH,
    groups,
    likeness,
    same_openings,
    signature,
)
from catalog.employers import folded_employer  # noqa: E402

Row = dict[str, Any]


def main() -> None:
    """Measure the pairs, then the speed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}, alike from {ALIKE}")
    vacancies = read(asked.folder / "vacancies.jsonl.gz")
    measure_pairs(vacancies, read(asked.folder / "near_duplicates_dev.jsonl.gz"), show=asked.show)
    measure_speed(vacancies + read(asked.folder / "vacancies_big.jsonl.gz"))


def read(path: Path) -> list[Row]:
    """The rows of a file."""
    with gzip.open(path) as lines:
        return [json.loads(line) for line in lines]


def found_groups(rows: list[Row]) -> tuple[Any, Any]:
    """The first row of each row's group, and all signatures."""
    empty = np.zeros(LENGTH, dtype=np.uint32)
    made = [signature(row["title"] or "", row["description"] or "") for row in rows]
    signatures = np.array([empty if one is None else one for one in made])
    # Rows that can't be compared get an employer of their own.
    names: dict[str, int] = {}
    employers = np.array(
        [
            names.setdefault(folded_employer(row["employer"] or "") or f"{place}", len(names))
            if one is not None
            else -1 - place
            for place, (row, one) in enumerate(zip(rows, made, strict=True))
        ]
    )
    titles = [row["title"] or "" for row in rows]
    return groups(len(rows), same_openings(signatures, titles, (employers,))), signatures


def measure_pairs(vacancies: list[Row], known: list[Row], *, show: bool) -> None:
    """Recall of the known pairs, and how many other rows were put beside them."""
    place_of = {row["external_id"]: place for place, row in enumerate(vacancies)}
    known = [row for row in known if row["near_dup_of"] in place_of]
    firsts, signatures = found_groups(vacancies + known)
    members: dict[int, list[int]] = {}
    for place in range(len(vacancies)):
        members.setdefault(int(firsts[place]), []).append(place)
    right = others = 0
    for number, row in enumerate(known):
        place, partner = len(vacancies) + number, place_of[row["near_dup_of"]]
        right += int(firsts[place] == firsts[partner])
        for other in members.get(int(firsts[place]), []):
            if other == partner:
                continue
            others += 1
            if show:
                alike = float(likeness(signatures[place], signatures[other]))
                print(f"  {alike:.2f} {row['title']} | {vacancies[other]['title']}")
    print(f"known pairs: {len(known)}, found: {right} ({right / len(known):.3f})")
    print(f"other rows put beside them: {others} (to be judged by eye, with --show)")


def measure_speed(rows: list[Row]) -> None:
    """Seconds for halves and wholes: about linear means twice the rows, twice the time."""
    for size in (len(rows) // 4, len(rows) // 2, len(rows)):
        began = time.process_time()
        firsts, _ = found_groups(rows[:size])
        folded = int((firsts != np.arange(size)).sum())
        print(f"{size} rows: {time.process_time() - began:.1f} CPU s, {folded} folded")


if __name__ == "__main__":
    main()
