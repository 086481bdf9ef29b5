"""Why a result stands where it does: one shape for every list."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal of a score: what it gave, in a sentence, with the words that prove it."""

    signal: str
    contribution: float
    text: str
    evidence: str = ""
    # Whether it speaks for the result; else nobody knows, or it speaks against it.
    is_plus: bool = True
