"""Whose title a word is: that of the person a resume is of, or that of somebody around them."""

import re
from collections.abc import Sequence

from resumes.checking.clauses import Clause, Word

BEFORE = {
    "ru": {"с", "со", "для", "у", "от", "к", "ко", "под", "перед", "между", "среди", "вместе"},
    "en": {"for", "to", "with", "by", "from", "under", "between", "among", "the", "assisted",
           "assisting", "helped", "helping", "supported", "supporting", "our", "their", "all"},
    "uz": set(),
}  # fmt: skip
# After these a genitive is the person's own: работа продавца, в должности повара.
OWN = re.compile(
    r"^(?:должност|качеств|обязанност|позици|рол|работ|опыт|стаж|функци|мест|професси|навык"
    r"|специальност|дипл|квалификаци|duties$|position$|role$|work$|experience$|job$|as$)"
)
# Endings of masculine nouns that name people, in cases that aren't the nominative.
_OF_OTHERS = re.compile(
    r"(?:ец|ик|ер|ор|ист|тел|щик|чик|ар|ач|лог|ир|нт|ант|рг|вт)"
    r"(?:а|я|у|ю|е|и|ы|ов|ев|ей|ам|ям|ами|ями|ах|ях)$|(?:ц|к|р|ст|л|г|нт)(?:ам|ов|ами|ах|ям|ей)$"
)
_UZBEK_OTHERS = re.compile(r"(?:ga|ka|qa|dan|ning|ni|larga|lardan|larning|larni|lar|lari|im|imiz)$")
_PLURAL = re.compile(r"[^s]s$")
SKIPPED = 2


def run_of(clauses: Sequence[Clause], number: int) -> list[Word]:
    """The words of a clause, after those of the clauses that "and" joins it to."""
    first = number
    while first and clauses[first].after_and:
        first -= 1
    return [word for clause in clauses[first : number + 1] for word in clause.words]


def is_others(words: Sequence[Word], word: Word) -> bool:
    """Whether a title among words is that of somebody else."""
    at = next(place for place, one in enumerate(words) if one is word)
    before = [one.norm for one in _before(words, at)]
    if any(OWN.match(norm) for norm in before):
        return False
    if any(norm in BEFORE.get(word.language, ()) for norm in before):
        return True
    if word.language == "ru":
        return bool(_OF_OTHERS.search(word.norm))
    if word.language == "uz":
        following = words[at + 1].norm if at + 1 < len(words) else ""
        return following in ("bilan", "uchun") or bool(_UZBEK_OTHERS.search(word.norm))
    return bool(_PLURAL.search(word.norm))


def _before(words: Sequence[Word], at: int) -> Sequence[Word]:
    """The two words before, or before the title that "and" joins this one to."""
    start = at
    while start and words[start - 1].clause != words[at].clause:
        start -= 1
    near = [*words[max(0, at - SKIPPED) : at]]
    if near and any(one.clause != words[at].clause for one in near):
        near = [*words[max(0, at - 2 * SKIPPED) : at]]
    return near
