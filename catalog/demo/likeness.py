"""How alike two texts are: the share of word 5-shingles that they have in common."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

WIDTH = 5
Shingles = frozenset[tuple[str, ...]]


def shingles(text: str) -> Shingles:
    """Runs of five words, tags and punctuation aside."""
    words = re.findall(r"[\wʻʼ]+", re.sub(r"<[^>]+>", " ", text.lower()))
    return frozenset(zip(*(words[start:] for start in range(WIDTH)), strict=False))


def jaccard(one: Shingles, other: Shingles) -> float:
    """From 0 (nothing in common) to 1 (the same)."""
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def nearest(texts: Sequence[str]) -> list[float]:
    """For each text, its likeness to the most alike of the others."""
    sets = [shingles(text) for text in texts]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    best = [0.0] * len(sets)
    for place, one in enumerate(sets):
        shared = Counter(other for shingle in one for other in holders[shingle])
        for other, count in shared.items():
            value = count / (len(one) + len(sets[other]) - count)
            best[place] = max(best[place], value)
            best[other] = max(best[other], value)
        for shingle in one:
            holders[shingle].append(place)
    return best
