"""Fit what signals weigh in a title, and how usual specialties are, on titles of employers.

    python benchmarks/fit_titles.py [--folds 5]

Reads `title_to_role_dev.jsonl.gz` of the folder of real data, asks the serving engine for the
signals of each title, once with the names alone and once with the titles of the other folds as
examples, and fits a conditional logit to both. Prints the weights for recommendations/weighing.py
and writes recommendations/tables/usual.csv: one number for each specialty, no title.
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
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workfinder.settings")

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402
from scipy.optimize import minimize  # noqa: E402

from catalog.models import Specialty  # noqa: E402
from recommendations.evaluation import Line, read_texts  # noqa: E402
from recommendations.specialties import Signals  # noqa: E402
from recommendations.weighing import (  # noqa: E402
    OF_STORIES,
    OF_TITLES,
    TABLE,
    Weights,
    brevity_of,
)

TITLES = (
    Path(os.environ.get("WORKFINDER_DATA") or ROOT.parent / "shared" / "data")
    / "title_to_role_dev.jsonl.gz"
)
NAMES = tuple(OF_TITLES)
# How strongly what is usual is held to nothing, by titles; "Other" isn't called anything by
# anybody, so nothing but a number of its own can place it.
HELD, HELD_OTHER, OTHER = 4.0, 0.02, "hh-40"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """A title with its labels, its fold, and its signals without and with examples."""

    line: Line
    fold: int
    bare: Signals
    informed: Signals


def main() -> None:
    """Print the weights, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=5)
    known = list(read_titles(employers_titles(), parser.parse_args().folds))
    codes = list(Specialty.objects.order_by("code").values_list("code", flat=True))
    weights = fit(known, codes)
    for name, weight in weights.of_titles.items():
        print(f'    "{name}": {weight:.3f},')
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "usual"])
        writer.writerows([code, f"{weights.usual[code]:.2f}"] for code in codes)


def employers_titles() -> Iterator[Line]:
    """A title with the roles that its employer chose, the main one first."""
    with gzip.open(TITLES, "rt", encoding="utf-8") as file:
        for number, raw in enumerate(file):
            row = json.loads(raw)
            roles = dict.fromkeys([row["role_id"], *row["role_ids"]])
            yield Line(str(number), row["title"], tuple(f"hh-{role}" for role in roles))


def read_titles(titles: Iterator[Line], folds: int) -> Iterator[Known]:
    """The signals of titles; the titles of the other folds are the examples."""
    lines = list(titles)
    fold = {line.id: _fold(line.text, folds) for line in lines}
    for number in range(folds):
        asked = [line for line in lines if fold[line.id] == number]
        others = [
            replace(line, relevant=line.relevant[:1]) for line in lines if fold[line.id] != number
        ]
        pairs = zip(asked, read_texts(asked, []), read_texts(asked, others), strict=True)
        for line, bare, informed in pairs:
            yield Known(line, number, _light(bare), _light(informed))


def _light(signals: Signals) -> Signals:
    return replace(signals, found={}, votes={})


def _fold(title: str, folds: int) -> int:
    """The same for titles of the same words."""
    words = " ".join(re.findall(r"\w+", title.lower()))
    return hashlib.sha256(words.encode()).digest()[0] % folds


def weighed(signals: Signals, text: str, codes: Sequence[str], weights: Weights) -> Signals:
    """The same signals with other weights."""
    brevity = brevity_of(text)
    usual = weights.usual_of(codes, brevity)
    return replace(signals, usual=usual, weights=weights.between(brevity))


def fit(known: Sequence[Known], codes: Sequence[str]) -> Weights:
    """The weights under which the employers' choices are most likely: a conditional logit."""
    places = {code: place for place, code in enumerate(codes)}
    right = np.array([places[row.line.relevant[0]] for row in known] * 2)
    read = [row.bare for row in known] + [row.informed for row in known]
    table = np.array([[getattr(one, name) for name in NAMES] for one in read], dtype=np.float32)
    held = np.full(len(codes), HELD)
    held[places[OTHER]] = HELD_OTHER
    rows = np.arange(len(right))
    chosen = table[rows, :, right]

    def loss(numbers: Floats) -> tuple[float, Floats]:
        weights, usual = numbers[: len(NAMES)], numbers[len(NAMES) :]
        logits = np.einsum("nkc,k->nc", table, weights.astype(np.float32)) + usual
        logits -= logits.max(axis=1, keepdims=True)
        chances = np.exp(logits)
        chances /= chances.sum(axis=1, keepdims=True)
        value = -np.log(chances[rows, right]).mean() + (held * usual**2).sum() / len(rows)
        by_weight = np.einsum("nc,nkc->k", chances, table) - chosen.sum(axis=0)
        by_usual = chances.sum(axis=0) - np.bincount(right, minlength=len(codes))
        slope = np.concatenate([by_weight, by_usual + 2 * held * usual]) / len(rows)
        return float(value), slope.astype(np.float64)

    start = np.concatenate([np.full(len(NAMES), 0.3), np.zeros(len(codes))])
    # A signal that speaks against what it finds would be no reason.
    bounds = [(0.0, None)] * len(NAMES) + [(None, None)] * len(codes)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    sum_of_all = found[: len(NAMES)].sum()
    return Weights(
        dict(zip(NAMES, (found[: len(NAMES)] / sum_of_all).tolist(), strict=True)),
        OF_STORIES,
        dict(zip(codes, (found[len(NAMES) :] / sum_of_all).tolist(), strict=True)),
    )


if __name__ == "__main__":
    main()
