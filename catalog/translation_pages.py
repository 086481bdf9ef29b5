"""The button that translates a vacancy or a course."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from catalog.models import Course, Vacancy
from catalog.offer_translations import OFFERS, ask_for, is_offered


@require_POST
def offer_translate(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Have it translated into the reader's language, and show how far that is."""
    offer = cast("Vacancy | Course", get_object_or_404(OFFERS[kind], pk=pk))
    language = readers_language()
    if is_offered(offer, language):
        ask_for(offer, language)
    return redirect(f"{offer.get_absolute_url()}?translated=1")


def readers_language() -> str:
    """As texts name it: uz-Cyrl, not uz-cyrl."""
    code = get_language() or "uz"
    return "uz-Cyrl" if code == "uz-cyrl" else code
