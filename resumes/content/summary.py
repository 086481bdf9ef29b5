"""What opens a resume: sentences that say what the facts come to, without anybody's words."""

from collections.abc import Iterable
from datetime import date

from accounts.models import Profile
from resumes.content.parts import Line
from resumes.words import dash, duration, word

# With fewer skills than this, the list of them says as much as a sentence.
MANY_SKILLS, STRONGEST = 5, 4


def opening(
    profile: Profile, language: str, *, today: date, title: Line | None, skills: list[Line]
) -> Iterable[Line]:
    """How long one has worked, as what, and what one does best; nothing for a beginner."""
    parts = [_worked(profile, language, today, title), _strongest(language, skills)]
    said = [part for part in parts if part]
    if said:
        facts = dict.fromkeys(fact for part in said for fact in part.facts)
        yield Line(" ".join(part.text for part in said), tuple(facts))


def months_worked(profile: Profile, today: date) -> int:
    """Months of work in all; those worked at two places count once."""
    return len({number for fact in profile.experience.all() for number in fact.months(today)})


def _worked(profile: Profile, language: str, today: date, title: Line | None) -> Line | None:
    months = months_worked(profile, today)
    if not months:
        return None
    facts = tuple(f"experience:{fact.pk}" for fact in profile.experience.all())
    length = duration(months, language)
    # The title of a specialty is ours, and so in the language of the resume.
    if title is None or title.kind != "specialty":
        return Line(f"{word('work_experience', language)}{dash(language)}{length}.", facts)
    named = word("work_experience", language).lower()
    text = (
        f"{title.text} with {length} of experience."
        if language == "en"
        else f"{title.text}, {named}{dash(language)}{length}."
    )
    return Line(text, (*title.facts, *facts))


def _strongest(language: str, skills: list[Line]) -> Line | None:
    best = [line for line in skills if line.data.get("level") == "expert"][:STRONGEST]
    if len(skills) < MANY_SKILLS or not best:
        return None
    names = ", ".join(_inside(line.data["name"]) for line in best)
    facts = tuple(fact for line in best for fact in line.facts)
    return Line(f"{word('strong', language)}: {names}.", facts)


def _inside(name: str) -> str:
    """A name within a sentence: no capital, unless it has its own (Excel, 1C, iOS)."""
    first = name.split(maxsplit=1)[0]
    is_plain = first[1:].islower() and first.isalpha() and not first.isascii()
    return name[:1].lower() + name[1:] if is_plain else name
