"""Keeps who a person is out of what leaves: placeholders go, what they stand for is put back.

Beside what the profile names, whatever looks like a contact or like a name of somebody or of some
firm stays here too; a word too many costs nothing, since it comes back.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from catalog.scripts import to_cyrillic, to_latin

PLACEHOLDER = re.compile(r"\[\[\s*([A-Z]+_\d{1,3})\s*\]\]")
# A name's ending changes in a sentence; shorter ones are matched whole.
LEAST_STEM, LONGEST_ENDING = 4, 4
_CONTACTS = (
    ("EMAIL", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    ("LINK", re.compile(r"(?:https?://|www\.)[^\s<>]{3,300}|\b(?:t\.me|wa\.me)/[\w+/-]{1,64}")),
    ("LINK", re.compile(r"\b(?:[a-z0-9-]{2,63}\.){1,3}(?:uz|ru|com|org|net|io|dev|me)\b(?:/\S*)?")),
    ("LINK", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}")),
    ("PHONE", re.compile(r"(?<![\w.,])\+?\d(?:[\s()./-]{0,2}\d){8,14}(?!\w)")),
    ("PHONE", re.compile(r"(?<![\w.,])\(?\d{2,3}\)?[\s-]{1,2}\d{3}[\s-]\d{2}[\s-]\d{2}(?!\d)")),
)
_CAPITAL = r"[A-ZА-ЯЁЎҚҒҲ]"
_NAME_WORD = rf"{_CAPITAL}[\w'’ʻʼ`-]+"
# Inside quotation marks, several capitals in a row, or one that begins no sentence.
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"\n]{2,80})[»”“\"]")
_RUN = re.compile(
    rf"{_NAME_WORD}(?:\s+{_NAME_WORD}|\s+{_CAPITAL}\.)+|(?:{_CAPITAL}\.\s?){{1,2}}{_NAME_WORD}"
)
_INSIDE = re.compile(rf"(?<=[\w,;:)] ){_NAME_WORD}")
_SURNAME = re.compile(
    rf"\b{_CAPITAL}\w+(?:ов|ев|ёв|ин|ова|ева|ина|овой|евой|иной|ову|еву|ovich|evich|ович|евич|овна"
    r"|евна|ov|ev|ova|eva|yev|yeva|ovna|evna|zoda|зода)\b"
)


@dataclass
class Mask:
    """What stands for what in the texts of one request."""

    known: Mapping[str, Iterable[str]]
    is_common: Callable[[str], bool]
    _names: dict[str, str] = field(default_factory=dict)
    _kinds: dict[str, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._patterns = [
            (kind, pattern)
            for kind, values in self.known.items()
            if (pattern := _pattern_of(values))
        ]

    @property
    def kinds(self) -> list[str]:
        """What kinds of data stayed here."""
        return [kind.lower() for kind in self._kinds]

    def hide(self, text: str) -> str:
        """The text with placeholders for all that must stay."""
        text = PLACEHOLDER.sub("", text)
        for kind, pattern in (*_CONTACTS, *self._patterns):
            text = self._hide_all(text, kind, pattern)
        for pattern in (_QUOTED, _RUN, _INSIDE, _SURNAME):
            text = self._hide_names(text, pattern)
        return text

    def restore(self, text: str, sent: str) -> str | None:
        """What a model wrote with the names back; None where it uses one that wasn't there."""
        allowed = set(PLACEHOLDER.findall(sent))
        if not allowed >= set(PLACEHOLDER.findall(text)):
            return None
        return PLACEHOLDER.sub(lambda match: self._names[match[1]], text)

    def _hide_all(self, text: str, kind: str, pattern: re.Pattern[str]) -> str:
        parts = _split(text)
        parts[::2] = [
            pattern.sub(lambda match: self._placeholder(kind, match[0]), part)
            for part in parts[::2]
        ]
        return "".join(parts)

    def _hide_names(self, text: str, pattern: re.Pattern[str]) -> str:
        def stand_in(match: re.Match[str]) -> str:
            said = match[1] if match.groups() else match[0]
            if PLACEHOLDER.search(said) or self.is_common(said):
                return match[0]
            return match[0].replace(said, self._placeholder("NAME", said))

        parts = _split(text)
        parts[::2] = [pattern.sub(stand_in, part) for part in parts[::2]]
        return "".join(parts)

    def _placeholder(self, kind: str, said: str) -> str:
        self._kinds[kind] = None
        key = next((key for key, name in self._names.items() if name == said), "")
        if not key:
            key = f"{kind}_{len(self._names) + 1}"
            self._names[key] = said
        return f"[[{key}]]"


def _split(text: str) -> list[str]:
    """The text between placeholders at even places, the placeholders at odd ones."""
    return re.split(r"(\[\[[A-Z]+_\d{1,3}\]\])", text)


def _pattern_of(values: Iterable[str]) -> re.Pattern[str] | None:
    forms = {form for value in values for form in _forms(value)}
    if not forms:
        return None
    ordered = sorted(forms, key=len, reverse=True)
    return re.compile("|".join(_inflected(form) for form in ordered), re.IGNORECASE)


def _forms(value: str) -> set[str]:
    """A value in both alphabets."""
    text = value.strip()
    return {form for form in (text, to_latin(text), to_cyrillic(text)) if len(form) > 1}


def _inflected(form: str) -> str:
    """The form with any ending that a sentence gives it; short ones as they are."""
    stem = form[:-1] if form[-1:].casefold() in "аяеоиыйуaeiou" else form
    if not form.replace(" ", "").isalpha() or len(stem) < LEAST_STEM:
        return rf"(?<!\w){re.escape(form)}(?!\w)"
    return rf"(?<!\w){re.escape(stem)}\w{{0,{LONGEST_ENDING}}}(?!\w)"
