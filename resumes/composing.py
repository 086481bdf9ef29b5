"""Makes a resume from the facts of a profile, and its files on demand."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Profile, User
from catalog.models import Vacancy
from resumes.content import Content, compose, content_from
from resumes.models import Resume
from resumes.rendering import RENDERERS
from resumes.words import file_name


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
    content = compose(profile, language, today=timezone.localdate(), vacancy=vacancy)
    return Resume.objects.create(
        owner=user,
        language=language,
        vacancy=vacancy,
        with_photo=with_photo,
        state=Resume.State.READY,
        progress=1.0,
        content=content.as_json(),
        notice=_notice(content),
    )


def _notice(content: Content) -> str:
    if not any(line.language for line in content.lines()):
        return ""
    return _("Your own words are kept as you wrote them; some are in another language.")


def file_of(resume: Resume, kind: str) -> ResumeFile:
    """The file of a resume in a format; KeyError for one that there isn't."""
    renderer = RENDERERS[kind]
    content = content_from(resume.content)
    data = renderer.render(content, _photo(resume))
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
