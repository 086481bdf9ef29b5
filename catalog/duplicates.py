"""Which texts say the same: MinHash of word runs, found through bands in about linear time.

A. Z. Broder, "On the resemblance and containment of documents" (1997); bands as in J. Leskovec,
A. Rajaraman, J. Ullman, "Mining of Massive Datasets", chapter 3.
"""

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.texts import plain_text

Signature = NDArray[np.uint32]

WIDTH = 3
BANDS, ROWS = 25, 5
LENGTH = BANDS * ROWS
# From this likeness on two texts of one employer are one opening; where each title has words of
# its own ("React developer", "Python developer"), from the second on. Chosen on known pairs.
ALIKE, ALIKE_BY_OTHER_NAMES = 0.72, 0.8
# A text of fewer words says too little to be told from others.
FEWEST_WORDS = 8

_WORD = re.compile(r"\w+")
# C++ and C# are words of titles.
_NAME = re.compile(r"[\w#+]+")
_NUMBERS = np.random.default_rng(20_261_124)
_FACTORS = _NUMBERS.integers(1, 2**63, LENGTH, dtype=np.uint64) | np.uint64(1)
_SHIFTS = _NUMBERS.integers(0, 2**63, LENGTH, dtype=np.uint64)
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_HIGH = np.uint64(32)


def signature(title: str, description: str) -> Signature | None:
    """LENGTH numbers of which two texts share the part that their word runs share.

    None for a text too short to be told from others. `description` may be HTML.
    """
    words = _WORD.findall(f"{title} {plain_text(description)}".lower())
    if len(words) < FEWEST_WORDS:
        return None
    codes = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    runs = sum(
        codes[start : len(codes) - WIDTH + 1 + start] * _MIX[start] for start in range(WIDTH)
    )
    hashed = np.unique(runs)[:, None] * _FACTORS + _SHIFTS
    return (hashed >> _HIGH).min(axis=0).astype(np.uint32)


def likeness(one: NDArray[np.uint32], other: NDArray[np.uint32]) -> NDArray[np.float64]:
    """An estimate of the Jaccard likeness of each row of one with each row of the other."""
    return np.asarray((one == other).mean(axis=-1))


def candidates(
    signatures: NDArray[np.uint32], parts: Sequence[NDArray[np.int64]] = ()
) -> Iterator[NDArray[np.int64]]:
    """Pairs of rows that share a band, as (n, 2) arrays of positions, a band each.

    Only rows that agree in all `parts` are paired. Rows that share a band are chained to their
    neighbours and to the first of them, so that a text repeated a thousand times gives two
    thousand pairs and not half a million.
    """
    for band in range(BANDS):
        columns = [*signatures[:, band * ROWS : (band + 1) * ROWS].T, *parts]
        order = np.lexsort(columns)
        same = np.logical_and.reduce(
            [column[order[1:]] == column[order[:-1]] for column in columns]
        )
        starts = np.concatenate([[True], ~same])
        firsts = order[np.maximum.accumulate(np.where(starts, np.arange(len(order)), 0))]
        chained = np.column_stack([order[:-1], order[1:]])[same]
        headed = np.column_stack([firsts[1:], order[1:]])[same]
        yield np.concatenate([chained, headed])


def same_openings(
    signatures: NDArray[np.uint32], titles: Sequence[str], parts: Sequence[NDArray[np.int64]]
) -> NDArray[np.int64]:
    """Pairs of positions, (n, 2), whose texts offer the same; see `candidates` for `parts`."""
    found = [np.empty((0, 2), np.int64)]
    for pairs in candidates(signatures, parts):
        alike = likeness(signatures[pairs[:, 0]], signatures[pairs[:, 1]])
        found.append(pairs[alike >= ALIKE_BY_OTHER_NAMES])
        doubtful = pairs[(alike >= ALIKE) & (alike < ALIKE_BY_OTHER_NAMES)]
        kept = [not have_other_names(titles[one], titles[other]) for one, other in doubtful]
        found.append(doubtful[np.array(kept, dtype=bool)])
    return np.concatenate(found)


def have_other_names(one: str, other: str) -> bool:
    """Whether each of two titles has a word that the other lacks."""
    words, others = (set(_NAME.findall(title.lower())) for title in (one, other))
    return bool(words - others) and bool(others - words)


def groups(number: int, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each of so many positions the smallest one that pairs lead to."""
    parents = np.arange(number)

    def root(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = int(parents[place])
        return place

    for one, other in pairs.tolist():
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return np.array([root(place) for place in range(number)], dtype=np.int64)
