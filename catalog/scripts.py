"""Uzbek in its two alphabets: Latin to Cyrillic and back by table, and the apostrophes of both."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from catalog.tables import read_table

TURNED_COMMA = "ʻ"  # the mark of oʻ and gʻ, U+02BB
APOSTROPHE = "ʼ"  # tutuq belgisi, U+02BC

Script = Literal["Latn", "Cyrl", "mixed", ""]

# A text is called mixed when more than this part of its letters is in the other alphabet:
# one brand name doesn't make a Cyrillic sentence mixed.
MIXED_SHARE = 0.2


def _table(*, is_stem: bool) -> dict[str, str]:
    """Loans whose Latin form has lost a letter that Cyrillic writes (ц, ь, ъ, й before о, э), and
    words where s and h, t and s are two sounds though nothing separates them.

    Whole words; or stems, so that suffixes may follow. The soft sign at the end of a loan falls
    before a suffix, so the rules are right for the other forms.
    """
    rows = (row for row in read_table("cyrillic_words") if bool(row["is_stem"]) is is_stem)
    return {row["latin"]: row["cyrillic"] for row in rows}


_LOOK_ALIKES = "'`´ʹʻʼʽ‘’‛′＇"
# Some of the marks count as letters for Unicode; for us they never do.
_LETTER = r"[^\W\d_ʹʻʼʽ]"
_WORD = r"[^\Wʹʻʼʽ]"
_QUOTED = re.compile(
    rf"(?<!{_WORD})(['‘])(?={_WORD})([^\n]{{1,200}}?)(?<={_WORD})(['’])(?!{_WORD})"
)
_MARK = re.compile(rf"(?<=({_LETTER}))[{_LOOK_ALIKES}]")

_ADDRESS = (
    r"(?:https?://|www\.)\S+"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|[@#][A-Za-z_][A-Za-z0-9_]*"
    r"|(?<![A-Za-z0-9_.])(?:[A-Za-z0-9-]{1,63}\.){1,8}(?:com|info|io|me|net|org|ru|uz)"
    r"(?!\w|\.\w)(?:/\S*)?"
)
_ADDRESSES = re.compile(f"({_ADDRESS})")
_LATIN = rf"[0-9A-Za-z{TURNED_COMMA}{APOSTROPHE}]"
# Names that Cyrillic texts write in Latin letters too, the longest first; a suffix may follow.
_NAMES = "|".join(
    re.escape(row["name"])
    for row in sorted(read_table("latin_names"), key=lambda row: -len(row["name"]))
)
_SUFFIX = r"(?:lar)?(?:imiz|ingiz|im|si|i)?(?:dagi|dan|da|gacha|ga|ning|ni|dek|chi|cha|mi)?"
_KEPT = (
    rf"(?<!{_LATIN})(?:(?:{_NAMES})(?={_SUFFIX}(?!{_LATIN}))"
    # Categories of licences, and languages of one letter.
    r"|[A-E]{1,2}(?= toifa)|[A-Z](?= dasturlash))"
)
_LATIN_WORDS = re.compile(rf"({_ADDRESS}|{_KEPT})|{_LATIN}+")
_CYRILLIC_WORDS = re.compile(rf"({_ADDRESS})|[\u0400-\u04FF]+")
# Letters that Uzbek doesn't have, and codes such as B2B, A4 or 3D.
_FOREIGN = re.compile(r"[Ww]|[Cc](?![Hh])|[A-Za-z]\d|\d[A-Z](?![a-z])")

_TO_CYRILLIC = {
    **dict(zip("abdefghijklmnopqrstuvxyz", "абдефгҳижклмнопқрстувхйз", strict=True)),
    "oʻ": "ў", "gʻ": "ғ", "sh": "ш", "ch": "ч", "yo": "ё", "yu": "ю", "ya": "я", "ye": "е",
    "yoʻ": "йў", "ts": "ц", "sʼh": "сҳ", "ʼ": "ъ",
    "soft_e": "ье", "hard_e": "э", "late_ts": "ц", "two": "тс",
}  # fmt: skip
_LATIN_TOKENS = re.compile(
    r"(?P<soft_e>(?<=[bdfgklmnprstvxz])ye)"  # kuryer: курьер
    r"|(?P<hard_e>(?:^|(?<=[aeiou])|(?<=oʻ))e)"  # ekran: экран, aeroport: аэропорт
    r"|(?P<late_ts>(?<=[knp])s(?=iya|ion))"  # funksiya: функция
    r"|(?P<two>ts(?!$|[eh]|i(?!n(?!a)|z(?!m))))"  # ketsa: кетса, shartsiz: шартсиз; litsey: лицей
    r"|sʼh|yoʻ|oʻ|gʻ|sh|ch|yo|yu|ya|ye|ts(?!h)|."  # adabiyotshunos: адабиётшунос
)

_VOWELS = "аеёиоуўэюяы"
_TO_LATIN = {
    **{cyrillic: latin for latin, cyrillic in _TO_CYRILLIC.items() if len(cyrillic) == 1},
    "е": "e", "э": "e", "ц": "ts", "ъ": "ʼ", "ь": "", "щ": "sh", "ы": "i",
    "ye": "ye", "s": "s", "yo": "yo", "silent": "", "apart": "sʼh",
}  # fmt: skip
_CYRILLIC_TOKENS = re.compile(
    rf"(?P<ye>(?:^|(?<=[{_VOWELS}ъь]))е)"  # ер: yer, поезд: poyezd, объект: obyekt
    rf"|(?P<s>(?:^|(?<=[^{_VOWELS}]))ц)"  # цирк: sirk, but лицей: litsey
    r"|(?P<yo>ьо)"  # батальон: batalyon
    rf"|(?P<silent>(?<=[^{_VOWELS}])ъ(?=[еёюя])|(?<=ў)ъ)"  # объект: obyekt, мўъжиза: moʻjiza
    r"|(?P<apart>сҳ)"  # Исҳоқ: Isʼhoq
    r"|."
)


@dataclass(frozen=True, slots=True)
class _Direction:
    """What one direction is made of: tokens with their letters, and what the rules miss."""

    tokens: re.Pattern[str]
    letters: Mapping[str, str]
    words: Mapping[str, str]
    stems: Mapping[str, str]
    stem: re.Pattern[str]


def _direction(
    tokens: re.Pattern[str],
    letters: Mapping[str, str],
    words: Mapping[str, str],
    stems: Mapping[str, str],
) -> _Direction:
    longest_first = sorted(stems, key=len, reverse=True)
    return _Direction(tokens, letters, words, stems, re.compile("|".join(longest_first)))


def _turned(words: Mapping[str, str]) -> dict[str, str]:
    # Cyrillic сҳ has a rule of its own: the apostrophe goes back between s and h.
    return {cyrillic: latin for latin, cyrillic in words.items() if "сҳ" not in cyrillic}


_WORDS, _STEMS = _table(is_stem=False), _table(is_stem=True)
_FROM_LATIN = _direction(_LATIN_TOKENS, _TO_CYRILLIC, _WORDS, _STEMS)
_FROM_CYRILLIC = _direction(_CYRILLIC_TOKENS, _TO_LATIN, _turned(_WORDS), _turned(_STEMS))


def normalize_apostrophes(text: str) -> str:
    """All look-alikes after a letter: U+02BB after o and g, else U+02BC; quotation marks stay."""
    parts = _ADDRESSES.split(text)
    parts[::2] = [_normalized(part) for part in parts[::2]]
    return "".join(parts)


def to_cyrillic(text: str) -> str:
    """Uzbek Latin to Cyrillic; addresses, codes and words with c or w stay as they are."""
    return _LATIN_WORDS.sub(
        lambda match: match[0] if match[1] else _cyrillic_word(match[0]),
        normalize_apostrophes(text),
    )


def to_latin(text: str) -> str:
    """Uzbek Cyrillic to Latin by the official alphabet; what is Latin already stays."""
    return _CYRILLIC_WORDS.sub(lambda match: match[0] if match[1] else _latin_word(match[0]), text)


def script_of(text: str) -> Script:
    """The alphabet of a text's letters; empty when it has neither."""
    latin = len(re.findall(r"[A-Za-z\u00C0-\u024F]", text))
    cyrillic = len(re.findall(r"[\u0400-\u04FF]", text))
    if not latin and not cyrillic:
        return ""
    if min(latin, cyrillic) > MIXED_SHARE * (latin + cyrillic):
        return "mixed"
    return "Latn" if latin > cyrillic else "Cyrl"


def _normalized(text: str) -> str:
    parts = _QUOTED.split(text)  # outside, quote, inside, quote, outside and so on
    parts[::2] = [_MARK.sub(_right_mark, part) for part in parts[::2]]
    return "".join(parts)


def _right_mark(match: re.Match[str]) -> str:
    return TURNED_COMMA if match[1] in "oOgG" else APOSTROPHE


@lru_cache(maxsize=20_000)
def _cyrillic_word(word: str) -> str:
    if word.lower() not in _WORDS and _FOREIGN.search(word):
        return word
    return _converted(word, _FROM_LATIN)


@lru_cache(maxsize=20_000)
def _latin_word(word: str) -> str:
    return _converted(word, _FROM_CYRILLIC)


def _converted(word: str, direction: _Direction) -> str:
    lower = word.lower()
    if lower in direction.words:
        return _like(word, direction.words[lower])
    stem = direction.stem.match(lower)
    start = stem.end() if stem else 0
    pieces = [_like(word[:start], direction.stems[stem[0]])] if stem else []
    for token in direction.tokens.finditer(lower, start):
        letters = direction.letters.get(token.lastgroup or token[0], token[0])
        pieces.append(_cased(letters, word, token))
    return "".join(pieces)


def _like(source: str, target: str) -> str:
    if source.isupper():
        return target.upper()
    return target.capitalize() if source[0].isupper() else target


def _cased(letters: str, word: str, token: re.Match[str]) -> str:
    source = word[token.start() : token.end()]
    if not source[:1].isupper():
        return letters
    neighbour = word[token.end() : token.end() + 1] or word[: token.start()][-1:]
    shouting = neighbour.isupper() if neighbour else len(source) > 1 and source.isupper()
    return letters.upper() if shouting else letters.capitalize()
