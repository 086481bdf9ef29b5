"""What the worker does for resumes."""

from django.conf import settings
from django.utils import translation

from resumes.improving import better
from resumes.models import Resume


def better_resume(key: str, language: str) -> str:
    """Translate and rephrase a resume; once done, or where it is gone, do nothing."""
    resume = Resume.objects.filter(pk=key).first()
    if resume is None:
        return "the resume is gone"
    with translation.override(language):
        better(resume, seconds=settings.WRITING_SECONDS)
    resume.refresh_from_db()
    return str(resume.state)
