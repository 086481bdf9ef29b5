"""Finds known skills in a text, by whole words and in one pass over it.

Case, apostrophes and hyphens don't matter, nor do the endings of longer Russian words; a name
that begins with `=` counts only exactly as it is written ("=Go" isn't in "let's go").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

# What is between words counts: "React. Native" isn't "React Native".
_TOKEN = re.compile(r"\w+|[^\w\s]")
# Marks that don't count, and what stands for them; plain replacing beats str.translate by far.
_QUIET = [(mark, "") for mark in "'`´ʹʻʼʽ‘’‛′"] + [(mark, " ") for mark in "-‐‑–—"]
# Signs that make another name of the one before them: C is neither C++ nor C#.
_SIGNS = frozenset("+#")
_ENDING = re.compile(
    r"(?<=[а-яё]{5})(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иях|ией|ах|ях|ов|ев|ей|ой|ый|ий|ая"
    r"|яя|ое|ее|ые|ие|ую|юю|ом|ем|ам|ям|ым|им|ых|их|ия|ии|ию|а|я|о|е|ы|и|у|ю|ь)$"
)
EXACT = "="

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Key]):
    key: Key
    # The tokens as they must be written; empty where case doesn't matter.
    exact: tuple[str, ...] = ()


class SkillFinder(Generic[Key]):
    """A vocabulary, ready to be found in texts."""

    def __init__(self, vocabulary: Mapping[Key, Iterable[str]]) -> None:
        self._entries: dict[tuple[str, ...], list[_Entry[Key]]] = defaultdict(list)
        # How long the names are that begin with a token, longest first.
        self._lengths: dict[str, list[int]] = {}
        for key, names in vocabulary.items():
            for name in names:
                self._add(key, name)
        lengths: dict[str, set[int]] = defaultdict(set)
        for tokens in self._entries:
            lengths[tokens[0]].add(len(tokens))
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}

    def _add(self, key: Key, name: str) -> None:
        written = tuple(_written(name.removeprefix(EXACT)))
        if written:
            exact = written if name.startswith(EXACT) else ()
            self._entries[tuple(_stems(written))].append(_Entry(key, exact))

    def named(self, name: str) -> Key | None:
        """The skill that goes by exactly this name, whatever the case."""
        entries = self._entries.get(tuple(_stems(_written(name))))
        return entries[0].key if entries else None

    def find(self, text: str) -> set[Key]:
        """The skills that a text speaks of; a longer name hides the shorter ones inside it."""
        written = _written(text)
        tokens = _stems(written)
        found: set[Key] = set()
        end = 0
        for start, token in enumerate(tokens):
            if start < end or token not in self._lengths:
                continue
            for length in self._lengths[token]:
                keys = self._keys(tokens, written, slice(start, start + length))
                if keys:
                    found.update(keys)
                    end = start + length
                    break
        return found

    def _keys(self, tokens: list[str], written: list[str], part: slice) -> list[Key]:
        """The skills that go by these tokens; several may share a name."""
        entries = self._entries.get(tuple(tokens[part]), ())
        if not entries or tokens[part.stop : part.stop + 1] in _STICKY:
            return []
        spelled = tuple(written[part])
        return [entry.key for entry in entries if not entry.exact or entry.exact == spelled]


_STICKY = [[sign] for sign in _SIGNS]


def _written(text: str) -> list[str]:
    for mark, stand_in in _QUIET:
        text = text.replace(mark, stand_in)
    return _TOKEN.findall(text)


def _stems(tokens: Iterable[str]) -> list[str]:
    return [_stem(token) for token in tokens]


@lru_cache(maxsize=100_000)
def _stem(token: str) -> str:
    return _ENDING.sub("", token.lower().replace("ё", "е"))
