"""Keeps names of ours from a translator: placeholders go, names in its language return."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

# Brackets that no text of a posting or a resume has; translators leave them alone, but for spaces.
_PLACEHOLDER = re.compile(r"\u27e6\s*(\d{1,4})\s*\u27e7")
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Protected:
    """A text with placeholders, and what returns in the place of each."""

    text: str
    names: tuple[str, ...]

    def restored(self, answer: str) -> str | None:
        """An answer with its names; None where a placeholder was lost, doubled or made up."""
        found = [int(number) for number in _PLACEHOLDER.findall(answer)]
        if sorted(found) != list(range(len(self.names))):
            return None
        return _PLACEHOLDER.sub(lambda match: self.names[int(match[1])], answer)


class NameKeeper:
    """Names by how they are written in one language, with what they are in another."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {name.casefold(): other for name, other in names.items() if _is_long(name)}
        ordered = sorted(self._names, key=len, reverse=True)
        pattern = "|".join(re.escape(name) for name in ordered)
        self._pattern = (
            re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) if pattern else None
        )

    def protect(self, text: str, kept: Iterable[str] = ()) -> Protected:
        """The text with a placeholder for each name, and for each string that must stay."""
        names: list[str] = []

        def taken(said: str, other: str) -> str:
            names.append(_in_case_of(said, other))
            return f"\u27e6{len(names) - 1}\u27e7"

        # What looks like a placeholder already is none of ours.
        text = _PLACEHOLDER.sub(lambda match: match[1], text)
        if stays := _pattern_of(sorted(set(kept), key=len, reverse=True)):
            text = stays.sub(lambda match: taken(match[0], match[0]), text)
        if self._pattern:
            text = self._pattern.sub(
                lambda match: taken(match[0], self._names.get(match[0].casefold(), match[0])), text
            )
        return Protected(text, tuple(names))


def _is_long(name: str) -> bool:
    return len(name) >= SHORTEST


def _pattern_of(kept: Sequence[str]) -> re.Pattern[str] | None:
    words = [re.escape(word) for word in kept if word.strip()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if words else None


def _in_case_of(said: str, other: str) -> str:
    """With a small letter where the text had one, unless the name has capitals inside."""
    if said[:1].islower() and other[1:].islower():
        return other[:1].lower() + other[1:]
    return other
