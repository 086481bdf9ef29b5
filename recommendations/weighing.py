"""What each signal of a specialty weighs, in one place: for a title, for a story, and between.

Few words say no more than what they are called; in a story the word that names a trade counts
most. `python benchmarks/fit_titles.py` makes the weights of titles and the table of what is usual.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from recommendations.wording import runs_of

# Every signal is a standard score over all specialties.
OF_TITLES = {
    "words": 0.236,
    "called": 0.544,
    "phrases": 0.108,
    "centre": 0.074,
    "neighbours": 0.039,
}
OF_STORIES = {
    "words": 0.350,
    "called": 0.300,
    "phrases": 0.200,
    "centre": 0.075,
    "neighbours": 0.075,
}
# A text of so many runs of letters is a title; a story has as many as the second, or more.
TITLE_RUNS, STORY_RUNS = 180, 320
TABLE = Path(__file__).parent / "tables" / "usual.csv"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What signals weigh in a title and in a story, and how usual specialties are, by code.

    Employers mean some specialties by more of their titles than these are called, others by
    fewer; what is usual counts as far as a text is a title, in standard scores.
    """

    of_titles: Mapping[str, float]
    of_stories: Mapping[str, float]
    usual: Mapping[str, float]

    def between(self, brevity: float) -> dict[str, float]:
        """The weights of a text that is a title as far as `brevity` says, 0 to 1."""
        return {
            name: brevity * weight + (1 - brevity) * self.of_stories[name]
            for name, weight in self.of_titles.items()
        }

    def usual_of(self, codes: Iterable[str], brevity: float) -> Floats:
        """How usual specialties are; 0 for those of which nothing is known."""
        return brevity * np.array([self.usual.get(code, 0.0) for code in codes])


@cache
def default_weights() -> Weights:
    """Those that serve."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        usual = {row["code"]: float(row["usual"]) for row in csv.DictReader(file)}
    return Weights(OF_TITLES, OF_STORIES, usual)


def brevity_of(text: str) -> float:
    """1 for a title, 0 for a story, and for a text without a word."""
    runs = len(runs_of(text))
    if not runs:
        return 0.0
    return float(np.clip((STORY_RUNS - runs) / (STORY_RUNS - TITLE_RUNS), 0.0, 1.0))
