"""A file of a resume as an answer to a browser or a phone."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from resumes.composing import file_of
from resumes.models import Resume
from resumes.rendering import RENDERERS


def file_response(resume: Resume, kind: str, part: str = "content") -> HttpResponse:
    """The file as an attachment with the person's name; 404 for a format that there isn't."""
    if kind not in RENDERERS or not getattr(resume, part):
        raise Http404
    file = file_of(resume, kind, part)
    response = HttpResponse(file.data, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file.name
    )
    response["Cache-Control"] = "private, no-store"
    return response
