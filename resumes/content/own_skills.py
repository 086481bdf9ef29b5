"""Skills that a person names in passing: in the wishes, or in the lines about oneself."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.facts import join_skill
from resumes.texts import clean

# More than this is a story, not the name of a skill.
LONGEST, MOST = 60, 12
_SENTENCES = re.compile(r"[.!?;\n]+(?=\s|$)|\n")
_CLAUSES = re.compile(r",|\s+-\s+")
# By these a person says: I can do it.
_ABLE = re.compile(
    r"^(?:я\s+)?(?:хорошо\s+|отлично\s+|уверенно\s+)?(?:умею|знаю|могу|владею)\s+"
    r"|^(?:i\s+)?(?:can|know(?:\s+how\s+to)?|am\s+good\s+at)\s+"
    r"|^(?:men\s+)?(?=.+\b(?:bilaman|qila\s+olaman|olaman)\s*$)"
    r"|^(?:мен\s+)?(?=.+(?:биламан|оламан)\s*$)",
    re.IGNORECASE,
)
# Non yopishni bilaman says: non yopish.
_KNOWING = re.compile(r"(?:ni|ни)?\s+(?:(?:yaxshi|яхши)\s+)?(?:bilaman|биламан)\s*$", re.IGNORECASE)
# By these, that it is wished for, still to be learned, or out of the question.
_WISHED = re.compile(
    r"\b(?:хоч|хотел|ищу|нуж|желател|предпочит|науч|учиться|учусь|не\b|нет\b|без\b"
    r"|want|would|like|look|need|learn|not\b|no\b|without|prefer)"
    r"|xohla|istay|kerak|oʻrgan|qidir|izla|emas|yoʻq|bilmay|olmay"
    r"|хоҳла|истай|керак|ўрган|қидир|изла|эмас|йўқ|билмай|олмай",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A skill in the person's own words, and the field in which it was said."""

    text: str
    fact: str


def named_skills(texts: Iterable[tuple[str, str]]) -> list[Named]:
    """Skills that these texts (a fact and its text each) claim, never those only wished for."""
    found: dict[str, Named] = {}
    for fact, text in texts:
        for sentence in _SENTENCES.split(clean(text)):
            for said in _claimed(sentence):
                found.setdefault(said.casefold(), Named(said, fact))
    return list(found.values())[:MOST]


def _claimed(sentence: str) -> Iterable[str]:
    is_able = False
    for clause in (part.strip() for part in _CLAUSES.split(sentence)):
        if _WISHED.search(clause):
            # What follows in the sentence is wished for too.
            return
        able = _ABLE.match(clause)
        is_able = is_able or bool(able)
        name = _KNOWING.sub("", clause[able.end() :] if able else clause).strip()
        if name and len(name) <= LONGEST and (is_able or join_skill(name)):
            yield name
