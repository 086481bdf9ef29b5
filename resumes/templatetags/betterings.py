"""What stands beside a resume: lines that weren't used, with the reason, and questions."""

from typing import Any

from django import template

from accounts.models import Profile
from resumes.checking.reasons import REASONS
from resumes.models import Resume
from resumes.suggesting import suggestions_for

register = template.Library()


@register.inclusion_tag("resumes/_beside.html")
def beside(resume: Resume) -> dict[str, Any]:
    """What was refused and why, and what people of the trade often add."""
    refused = [{**one, "reason": REASONS.get(one["kind"], "")} for one in resume.refused]
    return {
        "language": resume.language,
        "refused": refused,
        "suggestions": suggestions_for(Profile.objects.of(resume.owner)),
    }
