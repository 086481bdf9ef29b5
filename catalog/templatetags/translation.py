"""The translation of a vacancy or a course on its page."""

from typing import Any

from django import template

from catalog.models import Course, Vacancy
from catalog.offer_translations import is_offered, kind_of, translation_of
from catalog.translation_pages import readers_language

register = template.Library()


@register.inclusion_tag("catalog/_translation.html", takes_context=True)
def offer_translation(context: dict[str, Any], offer: Vacancy | Course) -> dict[str, Any]:
    """A button where a translation may be asked for, and the translation where it was."""
    language, request = readers_language(), context.get("request")
    if not is_offered(offer, language):
        return {"is_offered": False}
    is_asked = request is not None and "translated" in request.GET
    return {
        "is_offered": True,
        "offer": offer,
        "kind": kind_of(offer),
        "language": language,
        "translation": translation_of(offer, language) if is_asked else None,
        "csrf_token": context.get("csrf_token"),
    }
