"""Writes the text of one posting: which phrases, in which of the layouts that real postings have."""

import html
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from catalog.demo.reading import Phrases, read_wording
from catalog.scripts import to_cyrillic

# Words by which a phrase already speaks of hours or of pay; the general sentence is left out then.
SAYS_HOURS = re.compile(
    r"график|\d/\d|\d[:.]\d\d|выходн|смен[аы]\b|\bсмен\b|jadval|ish vaqti|soatdan|smena|dam olish"
    r"|schedule|\bshift|hours|days? off|пятиднев|полдня|kunlik|kechqurun|вечер|рабочий день",
    re.IGNORECASE,
)
SAYS_PAY = re.compile(
    r"зарплат|оклад|сум\b|ставк|процент|выплат|оплат|maosh|oylik|soʻm|foiz|haq|salary|paid|\bpay\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Posting:
    """What is decided before the text: the job, the place and the terms."""

    language: str
    phrases: Phrases
    title: str
    employer: str
    town: str
    landmark: str
    experience: str
    schedule: str
    salary_from: int | None
    salary_to: int | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Parts:
    """The sentences and phrases that this posting uses, in whatever layout."""

    opening: str
    duties: list[str]
    needs: list[str]
    offers: list[str]
    facts: list[str]
    closing: str
    heads: dict[str, str]
    question: str


def compose(posting: Posting, chance: random.Random) -> str:
    """The description: plain text or simple HTML."""
    layout = chance.choices(list(LAYOUTS), list(LAYOUTS.values()))[0]
    return layout(_parts(posting, chance), chance)


def in_cyrillic(row: dict[str, Any]) -> dict[str, Any]:
    """An Uzbek posting in the other alphabet; tags, entities and the employer's sign stay."""
    pieces = re.split(r"(<[^>]+>|&\w+;)", row["description"])
    text = "".join(piece if place % 2 else to_cyrillic(piece) for place, piece in enumerate(pieces))
    return row | {
        "title": to_cyrillic(row["title"]),
        "area": to_cyrillic(row["area"]),
        "description": text,
    }


def _parts(posting: Posting, chance: random.Random) -> Parts:
    words, phrases = read_wording()[posting.language], posting.phrases
    offers = _some(phrases.offers, 2, 4, chance)
    needs = _some(phrases.needs, 2, 4, chance)
    opening = chance.choice(phrases.opening)
    duties = _some(phrases.duties, 3, 5, chance)
    said = " ".join([opening, *duties, *needs, *offers])
    return Parts(
        opening=_sentence(opening),
        duties=duties,
        needs=needs,
        offers=offers,
        facts=_facts(posting, words, said, chance),
        closing=chance.choice(words["closing"]) if chance.random() < 0.4 else "",
        heads={key: chance.choice(choices) for key, choices in words["headings"].items()},
        question=chance.choice(
            words["questions"]["none" if posting.experience == "none" else "skilled"]
        ),
    )


def _some(phrases: Sequence[str], fewest: int, most: int, chance: random.Random) -> list[str]:
    return chance.sample(phrases, min(len(phrases), chance.randint(fewest, most)))


def _facts(posting: Posting, words: dict[str, Any], said: str, chance: random.Random) -> list[str]:
    """Sentences on place, hours, pay and experience; each may be missing."""
    facts = []
    if chance.random() < 0.5 and posting.schedule != "remote":
        sentence = chance.choice(words["place"])
        facts.append(
            sentence.format(town=posting.town, spot=posting.landmark, firm=posting.employer)
        )
    if chance.random() < 0.6 and not SAYS_HOURS.search(said):
        facts.append(chance.choice(words["hours"][posting.schedule]))
    if chance.random() < 0.4 and not SAYS_PAY.search(said):
        facts.append(_pay(posting, words, chance))
    if chance.random() < 0.45:
        facts.append(chance.choice(words["experience"][posting.experience]))
    chance.shuffle(facts)
    return facts


def _pay(posting: Posting, words: dict[str, Any], chance: random.Random) -> str:
    low, high = posting.salary_from, posting.salary_to
    shown = {(True, True): "both", (True, False): "from", (False, True): "to"}
    key = shown.get((low is not None, high is not None), "hidden")
    unit = words["units"][posting.currency] if posting.currency else ""
    sentence: str = chance.choice(words["pay"][key])
    return sentence.format(low=_grouped(low), high=_grouped(high), unit=unit)


def _grouped(amount: int | None) -> str:
    return f"{amount or 0:,}".replace(",", " ")


def _sentence(text: str) -> str:
    text = capfirst(text.strip())
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def _sentences(phrases: Sequence[str]) -> str:
    return " ".join(_sentence(phrase) for phrase in phrases)


def _after_colon(head: str, phrases: Sequence[str], divider: str = "; ") -> str:
    return f"{capfirst(head)}: {divider.join(phrases)}."


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts if text)


def _items(head: str, phrases: Sequence[str], chance: random.Random) -> str:
    ends = chance.choice(["", "", ";", "."])
    items = "".join(
        f"<li>{html.escape(capfirst(item), quote=False)}{ends}</li>" for item in phrases
    )
    title = head.upper() if chance.random() < 0.08 else capfirst(head)
    return f"<p><strong>{html.escape(title, quote=False)}{chance.choice([':', ''])}</strong></p><ul>{items}</ul>"


def _dashes(head: str, phrases: Sequence[str], mark: str) -> str:
    return "\n".join([f"{capfirst(head)}:", *(f"{mark} {phrase}" for phrase in phrases)])


def _headed_lists(parts: Parts, chance: random.Random) -> str:
    return (
        _paragraphs(parts.opening)
        + _items(parts.heads["duties"], parts.duties, chance)
        + _items(parts.heads["needs"], parts.needs, chance)
        + _items(parts.heads["offers"], parts.offers, chance)
        + _paragraphs(" ".join(parts.facts), parts.closing)
    )


def _prose(parts: Parts, chance: random.Random) -> str:
    middle = [_after_colon(parts.heads["duties"], parts.duties[:4], ", "), _sentences(parts.needs)]
    chance.shuffle(middle)
    return _paragraphs(
        " ".join([parts.opening, *parts.facts[:1]]),
        " ".join(middle),
        " ".join([_sentences(parts.offers), *parts.facts[1:], parts.closing]).strip(),
    )


def _message(parts: Parts, chance: random.Random) -> str:
    """As people write in a chat: few sentences, no headings."""
    texts = [
        parts.opening,
        _sentence(", ".join(parts.duties[:3])),
        _sentences(parts.needs[:2]),
        _sentences(parts.offers[:2]),
        *parts.facts,
    ]
    first, rest = texts[0], texts[1:]
    if chance.random() < 0.5:
        chance.shuffle(rest)
    return " ".join([first, *rest])


def _question(parts: Parts, chance: random.Random) -> str:
    return (
        _paragraphs(f"{parts.question} {parts.opening}")
        + _items(parts.heads["duties"], parts.duties, chance)
        + _paragraphs(
            _after_colon(parts.heads["needs"], parts.needs),
            _after_colon(parts.heads["offers"], parts.offers),
            " ".join([*parts.facts, parts.closing]).strip(),
        )
    )


def _offers_first(parts: Parts, chance: random.Random) -> str:
    return (
        _items(
            parts.heads["offers"],
            [*parts.offers, *(fact.rstrip(".") for fact in parts.facts)],
            chance,
        )
        + _paragraphs(parts.opening)
        + _items(parts.heads["duties"], parts.duties, chance)
        + _paragraphs(_after_colon(parts.heads["needs"], parts.needs), parts.closing)
    )


def _duties_and_fit(parts: Parts, chance: random.Random) -> str:
    return (
        _paragraphs(parts.opening)
        + _items(parts.heads["duties"], parts.duties, chance)
        + _paragraphs(
            _after_colon(parts.heads["fit"], parts.needs),
            " ".join([*parts.facts, parts.closing]).strip(),
        )
    )


def _plain_lists(parts: Parts, chance: random.Random) -> str:
    mark = chance.choice(["-", "—", "•", "–", "*"])
    blocks = [
        _dashes(parts.heads["duties"], parts.duties, mark),
        _dashes(parts.heads["needs"], parts.needs, mark),
        _dashes(parts.heads["offers"], parts.offers, mark),
    ]
    if chance.random() < 0.3:
        blocks[0], blocks[1] = blocks[1], blocks[0]
    texts = [parts.opening, *blocks, " ".join(parts.facts), parts.closing]
    return "\n\n".join(text for text in texts if text)


def _needs_first(parts: Parts, chance: random.Random) -> str:
    return (
        _items(parts.heads["needs"], parts.needs, chance)
        + _paragraphs(parts.opening, _after_colon(parts.heads["duties"], parts.duties))
        + _items(parts.heads["offers"], parts.offers, chance)
        + _paragraphs(" ".join(parts.facts))
    )


def _short_lines(parts: Parts, chance: random.Random) -> str:
    """Terms in one line each, then what to do; people paste such ads from a notice board."""
    lines = [parts.opening, *parts.facts, *(_sentence(item) for item in parts.offers)]
    duties = _after_colon(parts.heads["duties"], parts.duties)
    needs = _after_colon(parts.heads["needs"], parts.needs)
    return "\n".join([*lines, duties, needs])


def _two_paragraphs(parts: Parts, chance: random.Random) -> str:
    return _paragraphs(
        f"{parts.opening} {_sentences(parts.duties)}",
        " ".join(
            [
                _after_colon(parts.heads["fit"], parts.needs),
                _sentences(parts.offers[:2]),
                *parts.facts,
            ]
        ),
    )


LAYOUTS: dict[Callable[[Parts, random.Random], str], int] = {
    _headed_lists: 20,
    _prose: 13,
    _message: 14,
    _question: 9,
    _offers_first: 10,
    _duties_and_fit: 9,
    _plain_lists: 10,
    _needs_first: 6,
    _short_lines: 6,
    _two_paragraphs: 8,
}
