"""Makes a resume from the facts of a profile, and its files on demand."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Profile, User
from accounts.photos import photo_of
from catalog.models import Skill, Vacancy
from resumes.checking import founded
from resumes.content import Content, compose
from resumes.content.letter import compose_letter, letter_language
from resumes.editing import content_of, save
from resumes.improving import begin
from resumes.models import Resume
from resumes.rendering import RENDERERS
from resumes.rendering.portrait import portrait
from resumes.texts import file_name
from resumes.words import word


@dataclass(frozen=True, slots=True)
class ResumeFile:
    """A file of a resume, with the name that people see."""

    name: str
    media_type: str
    data: bytes


def create_resume(  # noqa: PLR0913  # each of them a choice of the person's
    user: User,
    *,
    language: str,
    vacancy: Vacancy | None = None,
    with_photo: bool = True,
    design: str = Resume.Design.LOCAL,
    use_ai: bool = False,
    is_waited_for: bool = False,
) -> Resume:
    """Compose and save; where no service outside betters it, it is ready at once."""
    profile = Profile.objects.of(user)
    composed = compose(profile, language, today=timezone.localdate(), vacancy=vacancy)
    content = founded(composed, profile)
    letter = _letter(profile, vacancy, content) if vacancy else None
    resume = Resume.objects.create(
        owner=user,
        language=language,
        vacancy=vacancy,
        with_photo=with_photo,
        design=design,
        state=Resume.State.READY,
        progress=1.0,
        content=content.as_json(),
        letter=letter.as_json() if letter else {},
        notice=_notice(content, is_whole=content == composed),
    )
    begin(resume, use_ai=use_ai, is_waited_for=is_waited_for)
    return resume


def renew(resume: Resume) -> None:
    """Compose it and its letter again from the profile as it is now; what it said is kept."""
    profile = Profile.objects.of(resume.owner)
    vacancy = resume.vacancy
    composed = compose(profile, resume.language, today=timezone.localdate(), vacancy=vacancy)
    content = founded(composed, profile)
    parts = {"content": content}
    if vacancy:
        parts["letter"] = _letter(profile, vacancy, content)
    save(resume, **parts)


def _letter(profile: Profile, vacancy: Vacancy, content: Content) -> Content:
    today, language = timezone.localdate(), letter_language(vacancy, content.language)
    if language != content.language:
        content = founded(compose(profile, language, today=today, vacancy=vacancy), profile)
    return compose_letter(profile, vacancy, content, today=today)


def missing_skills(resume: Resume) -> list[Skill]:
    """What the vacancy asks for and the profile doesn't hold: shown beside, never written in."""
    if resume.vacancy is None:
        return []
    held = Profile.objects.of(resume.owner).skills.exclude(skill=None)
    return list(resume.vacancy.skills.exclude(pk__in=held.values("skill")).order_by("code"))


def _notice(content: Content, *, is_whole: bool) -> str:
    said = []
    if any(line.language for line in content.lines()):
        said.append(_("Your own words are kept as you wrote them; some are in another language."))
    if not is_whole:
        said.append(_("Lines that your profile doesn’t confirm were left out."))
    return " ".join(said)


def file_of(resume: Resume, kind: str, part: str = "content") -> ResumeFile:
    """A file of a resume or its letter, read back; KeyError for what there isn't."""
    renderer = RENDERERS[kind]
    content = content_of(resume, part).without(resume.hidden)
    photo = portrait(_photo(resume)) if part == "content" else None
    data = renderer.render(content, photo, resume.design)
    if renderer.check:
        renderer.check(data, content)
    name = content.name.text
    if part == "letter":
        name = f"{name} {word('letter', content.language)}"
    return ResumeFile(file_name(name, renderer.extension), renderer.media_type, data)


def _photo(resume: Resume) -> bytes | None:
    # A resume without its photo is better than none.
    return photo_of(Profile.objects.of(resume.owner)) if resume.holds_photo else None
