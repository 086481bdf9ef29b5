"""What a clause denies, and how far its limits reach: "not", "without", "helped", "a little"."""

import re
from collections.abc import Sequence

from resumes.checking.clauses import Clause, Word

# Uzbek says "not" and "without" inside the word.
_UZBEK_NOT = re.compile(
    r"\w{2,}?(?:may|ma)(?:man|di|dim|dik|gan|ganman|slik|sdan|y|ydi|yman|yapman)$"
)
_UZBEK_WITHOUT = re.compile(r"\w{3,}siz(?:man)?$")
NOT_ONLY = {"только", "only", "faqat", "just"}


def deny(clauses: Sequence[Clause]) -> None:
    """Mark what the clauses deny."""
    for clause in clauses:
        for at, word in enumerate(clause.words):
            following = [one for one in clause.words[at + 1 :] if "neg" not in one.kinds]
            if following and following[0].norm in NOT_ONLY:
                continue
            if "neg:next" in word.kinds:
                _deny_until_content(following)
            else:
                for one in _denied_by(word, clause.words[: at + 1], following):
                    one.is_denied = True


def _denied_by(word: Word, before: Sequence[Word], following: Sequence[Word]) -> Sequence[Word]:
    """The words that a word denies: what follows it, in Uzbek what comes before."""
    is_uzbek = word.language == "uz"
    if "neg" in word.kinds:
        # "Cook I can't" denies the cooking too.
        is_modal = bool(following) and following[0].is_free
        return before[:-1] if is_uzbek else [*(before[:-1] if is_modal else ()), *following]
    if is_uzbek and _UZBEK_NOT.match(word.norm):
        return before
    if is_uzbek and _UZBEK_WITHOUT.match(word.norm) and not word.is_free:
        return before[-1:]
    return ()


def _deny_until_content(words: Sequence[Word]) -> None:
    for one in words:
        one.is_denied = True
        if not one.is_free or one.meanings[0].concept == "experience":
            break


def limit(clauses: Sequence[Clause]) -> None:
    """Spread what limits a statement over what it limits: helping, learning, wishing, a little."""
    for at, clause in enumerate(clauses):
        for kind in {one for word in clause.words for one in word.kinds if one.startswith("hedge")}:
            for near in clauses:
                if near.sentence == clause.sentence and _reaches(kind, clauses, at, near.number):
                    for word in near.words:
                        word.limits |= {kind}


def _reaches(kind: str, clauses: Sequence[Clause], at: int, other: int) -> bool:
    if other == clauses[at].number or kind == "hedge:wish":
        return True
    here = clauses[at].number
    is_uzbek = any(word.language == "uz" for word in clauses[at].words)
    if other < here and not is_uzbek:
        return False
    if other > here and is_uzbek:
        return False
    low, high = sorted((here, other))
    between = [clause for clause in clauses if low < clause.number <= high]
    return all(clause.after_and for clause in between)
