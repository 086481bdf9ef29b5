"""Makes a resume from the facts of a profile, and its files on demand."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Profile, User
from catalog.models import Vacancy
from resumes.checking import founded
from resumes.content import Content, compose, content_from
from resumes.models import Resume
from resumes.rendering import RENDERERS
from resumes.rendering.portrait import portrait
from resumes.texts import file_name


@dataclass(frozen=True, slots=True)
class ResumeFile:
    """A file of a resume, with the name that people see."""

    name: str
    media_type: str
    data: bytes


def create_resume(
    user: User, *, language: str, vacancy: Vacancy | None = None, with_photo: bool = True
) -> Resume:
    """Compose and save; without a language model it is ready at once."""
    profile = Profile.objects.of(user)
    composed = compose(profile, language, today=timezone.localdate(), vacancy=vacancy)
    content = founded(composed, profile)
    return Resume.objects.create(
        owner=user,
        language=language,
        vacancy=vacancy,
        with_photo=with_photo,
        state=Resume.State.READY,
        progress=1.0,
        content=content.as_json(),
        notice=_notice(content, is_whole=content == composed),
    )


def _notice(content: Content, *, is_whole: bool) -> str:
    said = []
    if any(line.language for line in content.lines()):
        said.append(_("Your own words are kept as you wrote them; some are in another language."))
    if not is_whole:
        said.append(_("Lines that your profile doesn’t confirm were left out."))
    return " ".join(said)


def file_of(resume: Resume, kind: str) -> ResumeFile:
    """The file of a resume in a format, read back; KeyError for one that there isn't."""
    renderer = RENDERERS[kind]
    content = content_from(resume.content)
    data = renderer.render(content, portrait(_photo(resume)))
    if renderer.check:
        renderer.check(data, content)
    return ResumeFile(file_name(content.name.text, renderer.extension), renderer.media_type, data)


def _photo(resume: Resume) -> bytes | None:
    profile = Profile.objects.of(resume.owner)
    if not (resume.with_photo and profile.photo):
        return None
    try:
        with profile.photo.open("rb") as file:
            return bytes(file.read())
    except FileNotFoundError:
        # A resume without its photo is better than none.
        return None
