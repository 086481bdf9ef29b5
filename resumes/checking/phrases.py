"""A text as the lock reads it: clauses of words, each with its meanings, limits and denials."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from catalog.scripts import normalize_apostrophes, script_of, to_latin
from resumes.checking.clauses import Clause, Reading, Word
from resumes.checking.limits import deny, limit
from resumes.checking.vocabulary import FREE, Meaning, folded, numeral, vocabulary
from resumes.texts import is_uzbek

_TOKEN = re.compile(
    r"(?P<date>\b\d{1,2}[./]\d{1,2}[./]\d{4}\b|\b\d{1,2}[./]\d{4}\b|\b(?:19|20)\d\d-\d\d\b)"
    r"|(?P<number>\d{1,3}(?:[ \u00a0\u202f,]\d{3})+(?![\d,])|\d+(?:[.,]\d+)?"
    r"(?:-(?:[её]|й|я|го|му|[хм]|т[иь]|м[иу]|ое|ая|[ыо]й|inchi|nchi)(?![^\W_])|(?:st|nd|rd|th)\b)?"
    r"(?![^\W_]))"
    r"|(?P<word>[^\W_]+(?:['’ʻʼ`‘][^\W_]+)*[+#]{0,2}|%)"
)
_GLUED = re.compile(r"^(\d+)([^\W\d_]{3,})$")
_STOP = re.compile(r"[.!?…]\s*$|[.!?…]\s|[;\n•·▪●]")
_PAUSE = re.compile(r"[,:()/|]|\s[-–—]+\s|\s[–—]|[–—]\s")
_ABBREVIATED = 3
AND = {"и", "да", "или", "va", "hamda", "yoki", "ham", "and", "or", "as", "plus", "&"}
_RUSSIAN_YEARS = re.compile(
    r"^(двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|пятнадцати|двадцати)летн"
)
_GENITIVES = dict(
    zip(
        ("двух", "трех", "четырех", "пяти", "шести", "семи", "восьми", "девяти", "десяти",
         "пятнадцати", "двадцати"),
        (2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20),
        strict=True,
    )
)  # fmt: skip
# Between two dates a dash says until when.
_RANGE = re.compile(
    r"(\b(?:19|20)\d\d(?:-\d\d)?)\s*[-–—]\s*(?=(?:[^\W\d]+\s+)?(?:19|20)\d\d\b|\b\d\d?\.(?:19|20)\d\d"
    r"|present|now|настоящ|по наст|hozir)",
    re.IGNORECASE,
)
TEN, HUNDRED = 10, 100
# Russian "without" as the beginning of a word: безаварийный.
_RUSSIAN_WITHOUT = re.compile(r"^бе[зс](?=\w{5})")


def read(text: str, language: str = "") -> Reading:
    """Read a text; `language` is that of the resume, and counts where the script agrees."""
    plain = normalize_apostrophes(text)
    spoken = language_of_words(plain, language)
    if spoken == "uz" and script_of(plain) != "Latn":
        plain = to_latin(plain)
    reading = Reading(text, list(_clauses(plain, spoken)))
    for clause in reading.clauses:
        clause.words = _with_meanings(clause.words, spoken)
    _date_words(reading.clauses)
    deny(reading.clauses)
    limit(reading.clauses)
    return reading


def language_of_words(text: str, language: str) -> str:
    """Which of ru, uz, en the words of a text are looked up in."""
    script, wanted = script_of(text), language.partition("-")[0]
    if script == "Cyrl":
        return "uz" if (wanted == "uz" and language == "uz-Cyrl") or is_uzbek(text) else "ru"
    if wanted in ("uz", "en") and script in ("Latn", ""):
        other = "uz" if is_uzbek(text) else ""
        return other or wanted
    return "uz" if is_uzbek(text) else "en"


def _clauses(text: str, spoken: str) -> Iterator[Clause]:
    text = _RANGE.sub(r"\1 until ", text)
    clause, end = Clause(0, 0), 0
    for match in _TOKEN.finditer(text):
        gap, after_and = text[end : match.start()], False
        is_new_sentence = bool(clause.words) and _stops(gap, clause, text[match.start()])
        word = match[0].casefold()
        if match["word"] and word in AND:
            after_and = True
        if clause.words and (is_new_sentence or after_and or _PAUSE.search(gap)):
            yield clause
            clause = Clause(clause.number + 1, clause.sentence + is_new_sentence, after_and)
        end = match.end()
        if not after_and:
            clause.words += _made(match, spoken, clause.number, is_first=not clause.words)
    if clause.words:
        yield clause


def _stops(gap: str, clause: Clause, following: str) -> bool:
    if not _STOP.search(gap):
        return False
    is_full_stop = gap.strip() == "."
    is_short = len(clause.words[-1].norm) < _ABBREVIATED and clause.words[-1].number is None
    return not (is_full_stop and (is_short or following.islower()))


def _made(match: re.Match[str], spoken: str, clause: int, *, is_first: bool) -> list[Word]:
    said = match[0]
    if match["date"]:
        return _date(said, clause)
    if match["number"]:
        digits = re.sub(r"-?[^\W\d_]+$", "", said)
        return [Word(said, digits, spoken, clause, number=_number(digits))]
    if glued := _GLUED.match(said):
        # 5лет, and 5th
        number = Word(glued[1], glued[1], spoken, clause, number=Decimal(glued[1]))
        return [number, _word(glued[2], spoken, clause)]
    if years := _RUSSIAN_YEARS.match(folded(said)):
        number = Word(said, said, spoken, clause, number=Decimal(_GENITIVES[years[1]]))
        return [number, _word("летний", "ru", clause)]
    word = _word(said, spoken, clause)
    word.is_capital = said[:1].isupper() and not is_first
    return [word]


def _word(said: str, spoken: str, clause: int) -> Word:
    norm = folded(said)
    language = spoken
    if script_of(said) == "Latn" and spoken == "ru":
        language = "en"
    elif script_of(said) == "Cyrl" and spoken == "en":
        language = "ru"
    word = Word(said, norm, language, clause, number=numeral(norm, language))
    if language == "ru" and (bare := _RUSSIAN_WITHOUT.sub("", norm)) != norm and not _known(norm):
        word.norm, word.is_denied = bare, True
    return word


def _known(norm: str) -> bool:
    return vocabulary("ru").find([norm])[0] > 0


def _number(said: str) -> Decimal:
    grouped = re.sub(r"[ \u00a0\u202f]", "", said)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", grouped):
        grouped = grouped.replace(",", "")
    return Decimal(grouped.replace(",", ".")).normalize()


def _date(said: str, clause: int) -> list[Word]:
    numbers = re.findall(r"\d+", said)
    year = next(part for part in numbers if len(part) == 4)  # noqa: PLR2004
    others = [int(part) for part in numbers if part != year]
    made = [Word(year, year, "ru", clause, number=Decimal(year))]
    if others:
        made.insert(0, Word(said, said, "ru", clause, month=others[-1]))
    if len(others) > 1:
        made.insert(0, Word(said, str(others[0]), "ru", clause, number=Decimal(others[0])))
    return made


def _with_meanings(words: Sequence[Word], spoken: str) -> list[Word]:
    """The words with what they mean; those of a phrase share its meanings, numerals are joined."""
    words = _joined_numbers(words)
    at = 0
    while at < len(words):
        word = words[at]
        if word.number is not None or word.month:
            at += 1
            continue
        norms = [one.norm for one in words[at:] if one.number is None]
        length, meanings = vocabulary(word.language).find(norms[:5])
        for one in words[at : at + max(length, 1)]:
            one.meanings = meanings
            one.month = next((int(m.concept) for m in meanings if m.kind == "month"), 0)
        at += max(length, 1)
    return list(words)


def _joined_numbers(words: Sequence[Word]) -> list[Word]:
    """Numbers that several words name, as one: twenty five, 5 thousand."""
    joined: list[Word] = []
    for word in words:
        before = joined[-1] if joined else None
        value = _together(before, word) if before else None
        if before is None or value is None:
            joined.append(word)
        else:
            joined[-1] = replace(before, text=f"{before.text} {word.text}", number=value)
    return joined


def _together(before: Word, word: Word) -> Decimal | None:
    first, second = before.number, word.number
    if first is None or second is None or word.norm[:1].isdecimal() or before.is_year:
        return None
    if second >= HUNDRED and first < second:
        return first * second
    is_spoken = not before.norm[:1].isdecimal()
    is_lower = second < (first if first >= HUNDRED else TEN)
    return first + second if is_spoken and first >= TEN and is_lower else None


def _date_words(clauses: Sequence[Clause]) -> None:
    """ "Year" beside a year says nothing more: 2015 года, 2015-yil."""
    for clause in clauses:
        for before, word in pairwise(clause.words):
            is_year = word.norm in ("г", "гг") or any(
                one.concept == "year" for one in word.meanings
            )
            if before.is_year and is_year:
                word.meanings = (Meaning(FREE, "year"),)
