"""Every figure of matching that labels can tell, by the engine that serves people.

    python benchmarks/matching_dev.py [--folds 5]

Titles that employers labelled (`title_to_role_dev.jsonl.gz` of the folder of real data) bare and
cross-validated with examples, split by title; Uzbek titles and names of occupations of ours, in
tests/data. Writes nothing. The database needs the demo catalogue and its vectors.
"""

import argparse
import csv
import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django  # noqa: E402

django.setup()

from recommendations.evaluation import (  # noqa: E402  after the set-up
    Line,
    figures,
    rank_names,
    rank_specialties,
)

REAL = Path(os.environ.get("WORKFINDER_DATA") or ROOT.parent / "shared" / "data")
OURS = ROOT / "tests" / "data"


def main() -> None:
    """Print one row for each task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    folds = parser.parse_args().folds
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    print(f"{'task':34} {'n':>5}  {'MRR':20} {'A@1':20} {'A@5':20}")
    titles = REAL / "title_to_role_dev.jsonl.gz"
    if titles.exists():
        labelled = list(employers_titles(titles))
        show("titles of employers, bare", labelled, rank_specialties(labelled, []))
        show("the same, with examples", labelled, with_examples(labelled, folds))
    else:
        print(f"titles of employers: {titles} isn't there")
    for part, rows in parts("uzbek_titles").items():
        uzbek = [Line(str(n), row["title"], (row["code"],)) for n, row in enumerate(rows)]
        show(f"titles in Uzbek, {part}", uzbek, rank_specialties(uzbek, []))
    names = read("occupations")
    candidates = [Line(str(n), row["ru"]) for n, row in enumerate(names)]
    for language in ("uz", "en"):
        ranked = rank_names(
            [Line(str(n), row[language]) for n, row in enumerate(names)], candidates
        )
        found = {str(n): order for n, order in enumerate(ranked)}
        for part in ("1", "2"):
            asked = [
                Line(str(n), row[language], (str(n),))
                for n, row in enumerate(names)
                if row["part"] == part
            ]
            shown = iter([found[line.id] for line in asked])
            show(f"names, {language} to ru, part {part}", asked, shown)


def employers_titles(path: Path) -> Iterator[Line]:
    """A title with the roles that its employer chose, the main one first."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, raw in enumerate(file):
            row = json.loads(raw)
            roles = dict.fromkeys([row["role_id"], *row["role_ids"]])
            yield Line(str(number), row["title"], tuple(f"hh-{role}" for role in roles))


def with_examples(lines: Sequence[Line], folds: int) -> Iterator[list[str]]:
    """Each line ranked with the lines of the other folds as examples; a title is in one fold."""
    fold = [_fold(line.text, folds) for line in lines]
    ranked: dict[str, list[str]] = {}
    for number in range(folds):
        asked = [line for line, mine in zip(lines, fold, strict=True) if mine == number]
        others = [
            Line(line.id, line.text, line.relevant[:1])
            for line, mine in zip(lines, fold, strict=True)
            if mine != number
        ]
        keys = [line.id for line in asked]
        ranked |= dict(zip(keys, rank_specialties(asked, others), strict=True))
    for line in lines:
        yield ranked[line.id]


def _fold(title: str, folds: int) -> int:
    words = " ".join(re.findall(r"\w+", title.lower()))
    return hashlib.sha256(words.encode()).digest()[0] % folds


def read(name: str) -> list[dict[str, str]]:
    """The rows of a table of ours."""
    with (OURS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(name: str) -> dict[str, list[dict[str, str]]]:
    """The rows of a table by part: 1 was written beside the table of names, 2 without seeing it."""
    rows = read(name)
    return {f"part {part}": [row for row in rows if row["part"] == part] for part in ("1", "2")}


def show(task: str, lines: Sequence[Line], ranked: Iterator[list[str]]) -> None:
    """One row of the table: means with their 95 % bootstrap intervals."""
    found = dict(zip([line.id for line in lines], ranked, strict=True))
    cells = [
        f"{row.value:.3f} [{row.low:.3f}, {row.high:.3f}]" for row in figures(found, lines)[:3]
    ]
    print(f"{task:34} {len(lines):5}  {'  '.join(cells)}", flush=True)


if __name__ == "__main__":
    main()
