"""The lock for translations: what can be compared across languages must have stayed the same."""

from resumes.checking.ground import Ground
from resumes.checking.lock import Refusal, refusals

# A translator chooses its own words; what it may not touch is everything else.
OF_ITS_OWN = {"word", "duty", "mixed", "praise", "scope", "limit"}
LEAST_GROWTH, MOST_GROWTH, ALLOWANCE = 0.3, 3.0, 10


def translation_refusals(text: str, ground: Ground, original: str) -> list[Refusal]:
    """What a translation changed: numbers, dates, names, titles, denials."""
    found = [one for one in refusals(text, ground) if one.kind not in OF_ITS_OWN]
    if (
        not LEAST_GROWTH * len(original) - ALLOWANCE
        <= len(text)
        <= MOST_GROWTH * len(original) + ALLOWANCE
    ):
        found.append(Refusal("empty", ""))
    return found
