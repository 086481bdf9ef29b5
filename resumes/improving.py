"""Betters a composed resume by services outside: own words translated, lines rephrased.

Nothing here is needed: the composed resume is there before, and stays where a service is absent,
late or lies. Each line that comes back passes the lock or is left as it was.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from accounts.consents import has_consent
from accounts.models import Profile, User
from catalog import translating
from resumes import writing
from resumes.checking.grounding import facts_of, ground_of
from resumes.checking.lock import Refusal, refusals
from resumes.checking.translations import translation_refusals
from resumes.content import Content, Entry, Line, Section, content_from
from resumes.models import Disclosure, Resume
from resumes.personal import personal_mask
from resumes.writing.masking import PLACEHOLDER

DAY = timedelta(days=1)
# Shorter lines are left to our own words.
SHORTEST_LINE = 12
OWN_WORDS = {"profile.about", "profile.preferences", "profile.mobile_answers.preferences"}
# A resume that is still being written so long after it was asked for has lost its writer.
OVERDUE = timedelta(minutes=10)
TRANSLATED, WRITTEN = 0.4, 0.8


@dataclass
class _Work:
    """One resume on its way: what it says by now, and what its reader should know."""

    resume: Resume
    profile: Profile
    content: Content
    refused: list[dict[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def begin(resume: Resume, *, use_ai: bool, is_waited_for: bool = False) -> None:
    """Have a composed resume bettered, by the worker or, where a person waits, at once.

    Where nothing can be done, the resume stays ready and its notice says why.
    """
    hindrance = hindrance_of(resume.owner) if use_ai else ""
    resume.use_ai = use_ai and not hindrance
    resume.add_to_notice(hindrance)
    if not resume.use_ai and not _is_translated(resume):
        resume.save(update_fields=["use_ai", "notice"])
        return
    resume.state, resume.progress = Resume.State.QUEUED, 0.0
    resume.save(update_fields=["use_ai", "notice", "state", "progress"])
    if is_waited_for:
        better(resume, seconds=settings.WRITING_SECONDS_WAITED)
        return
    language = translation.get_language() or settings.LANGUAGE_CODE
    task = partial(async_task, "resumes.tasks.better_resume", str(resume.pk), language)
    transaction.on_commit(task)


def hindrance_of(user: User) -> str:
    """Why no model writes for a person now; empty where one may."""
    if not writing.is_set_up():
        return _("No language model is set up on this site, so the resume is composed by us.")
    if not has_consent(user, "writing"):
        return _(
            "You haven’t agreed to the help of a language model, so the resume is composed by us."
        )
    if written_today(user) >= settings.WRITTEN_RESUMES_A_DAY:
        return _(
            "A language model has written enough for you today, so the resume is composed by us."
        )
    return ""


def written_today(user: User) -> int:
    """How many resumes a model was asked to write for a person within a day."""
    return user.disclosures.since(timezone.now() - DAY).filter(purpose="writing").count()


def better(resume: Resume, *, seconds: float) -> None:
    """Translate and rephrase what may be; a second call does nothing."""
    claimed = Resume.objects.filter(pk=resume.pk, state=Resume.State.QUEUED)
    if not claimed.update(state=Resume.State.WRITING, progress=0.1):
        return
    resume.refresh_from_db()
    ends = time.monotonic() + seconds
    composed = resume.content
    work = _Work(resume, Profile.objects.of(resume.owner), content_from(composed))
    try:
        _translate(work)
        _note_progress(resume, TRANSLATED)
        if resume.use_ai:
            _reword(work, ends)
        _note_progress(resume, WRITTEN)
    finally:
        _finish(work, composed)
    resume.refresh_from_db()


def settle(resume: Resume) -> None:
    """Give a resume whose writer was lost as it was composed."""
    is_open = resume.state in (Resume.State.QUEUED, Resume.State.WRITING)
    if is_open and resume.updated_at < timezone.now() - OVERDUE:
        resume.state, resume.progress = Resume.State.READY, 1.0
        resume.add_to_notice(_("The writing took too long, so the resume is composed by us."))
        resume.save(update_fields=["state", "progress", "notice", "updated_at"])


def _finish(work: _Work, composed: object) -> None:
    """Save what came of it, unless the person has changed the resume meanwhile."""
    with transaction.atomic():
        resume = Resume.objects.select_for_update().filter(pk=work.resume.pk).first()
        if resume is None:
            return
        if resume.content == composed:
            resume.content = work.content.as_json()
            resume.refused = work.refused
        if resume.state == Resume.State.WRITING:
            resume.state, resume.progress = Resume.State.READY, 1.0
        resume.add_to_notice(*work.said)
        resume.save()


def _note_progress(resume: Resume, progress: float) -> None:
    Resume.objects.filter(pk=resume.pk, state=Resume.State.WRITING).update(progress=progress)


def _is_translated(resume: Resume) -> bool:
    """Whether some of its lines are to be translated."""
    return (
        any(line.language for line in content_from(resume.content).lines())
        and translating.is_set_up()
        and has_consent(resume.owner, "translating")
    )


def _translate(work: _Work) -> None:
    """Own words in another language, by the translator; what comes back otherwise stays."""
    if not _is_translated(work.resume):
        return
    lines = {key: line for key, line in lines_of(work.content) if line.language}
    mask = personal_mask(work.profile)
    hidden = {key: mask.hide(line.text) for key, line in lines.items()}
    proposed: dict[str, str] = {}
    reasons: set[str] = set()
    for key, line in lines.items():
        wish = translating.Wish(
            work.content.language,
            line.language,
            owner_id=work.resume.owner_id,
            kept=tuple(match[0] for match in PLACEHOLDER.finditer(hidden[key])),
        )
        if translating.known([hidden[key]], wish) == [None]:
            _disclose(work, "translating", translating.host(), [line], hidden[key], mask.kinds)
        done = translating.translate([hidden[key]], wish)[0]
        restored = mask.restore(done.text, hidden[key]) if done.is_translated else None
        if restored:
            proposed[key] = restored
        elif done.reason:
            reasons.add(done.reason)
    _take(work, proposed, lines, is_translation=True)
    work.said += sorted(reasons)
    if any(not line.language for key, line in lines_of(work.content) if key in lines):
        work.said.append(
            _("Some of your own words were translated by a machine: read them through.")
        )


def _reword(work: _Work, ends: float) -> None:
    if hindrance := hindrance_of(work.resume.owner):
        work.said.append(hindrance)
        return
    lines = {key: line for key, line in lines_of(work.content) if _is_wordable(line)}
    if not lines:
        work.said.append(_("There is no text of yours to rephrase yet: tell what you did."))
        return
    draft = writing.draft_of(
        {key: line.text for key, line in lines.items()},
        work.content.language,
        personal_mask(work.profile),
    )
    sent = "\n".join(draft.lines.values())
    _disclose(work, "writing", writing.host(), lines.values(), sent, draft.mask.kinds)
    try:
        proposed = writing.reword(draft, ends=ends)
    except writing.WritingError as error:
        work.said.append(str(error))
        work.said.append(_("So the resume is composed by us."))
        return
    _take(work, proposed, lines)
    if work.refused:
        work.said.append(
            _("Some lines of the language model weren’t used: they say what your profile doesn’t.")
        )


def _is_wordable(line: Line) -> bool:
    return not line.language and not line.typed and len(line.text) >= SHORTEST_LINE


def _take(
    work: _Work,
    proposed: Mapping[str, str],
    lines: Mapping[str, Line],
    *,
    is_translation: bool = False,
) -> None:
    """Put proposed texts in the place of lines, where the lock lets them pass."""
    facts = facts_of(work.profile, today=timezone.localdate())
    passed: dict[str, str] = {}
    for key, text in proposed.items():
        line = lines[key]
        if text == line.text:
            continue
        ground = ground_of(line, facts, work.content.language)
        wrong = (
            translation_refusals(text, ground, line.text)
            if is_translation
            else refusals(text, ground)
        )
        if wrong:
            work.refused += [_refused(line, text, one) for one in wrong[:1]]
        else:
            passed[key] = text
    work.content = with_texts(work.content, passed)


def _refused(line: Line, text: str, why: Refusal) -> dict[str, str]:
    return {"kept": line.text, "proposed": text, "kind": why.kind, "words": why.words}


def _disclose(
    work: _Work, purpose: str, host: str, lines: Iterable[Line], sent: str, withheld: list[str]
) -> None:
    """Note what leaves before it does."""
    facts = sorted({fact for line in lines for fact in line.facts})
    Disclosure.objects.create(
        owner=work.resume.owner,
        purpose=purpose,
        host=host,
        facts=facts,
        withheld=withheld,
        size=len(sent),
    )


def lines_of(content: Content) -> Iterable[tuple[str, Line]]:
    """The lines of a content that hold somebody's own words, by their places."""
    for at, section in enumerate(content.sections):
        for number, line in enumerate(section.lines):
            if not section.is_list and OWN_WORDS & {*line.facts}:
                yield f"{at}.{number}", line
        for number, entry in enumerate(section.entries):
            if entry.text:
                yield f"{at}.e{number}", entry.text


def with_texts(content: Content, texts: Mapping[str, str]) -> Content:
    """The content with other texts at some places."""

    def changed(key: str, line: Line) -> Line:
        return replace(line, text=texts[key], language="") if key in texts else line

    sections = (_with_texts(section, at, changed) for at, section in enumerate(content.sections))
    return replace(content, sections=tuple(sections))


def _with_texts(section: Section, at: int, changed: Callable[[str, Line], Line]) -> Section:
    def entry_with(number: int, entry: Entry) -> Entry:
        return replace(entry, text=changed(f"{at}.e{number}", entry.text)) if entry.text else entry

    return replace(
        section,
        lines=tuple(changed(f"{at}.{number}", line) for number, line in enumerate(section.lines)),
        entries=tuple(entry_with(number, entry) for number, entry in enumerate(section.entries)),
    )
