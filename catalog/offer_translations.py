"""A vacancy or a course in the reader's language, on demand: the page never waits for it."""

from dataclasses import dataclass

from django.core.cache import cache
from django_q.tasks import async_task

from catalog.models import Course, Vacancy
from catalog.translating import Translated, Wish, is_set_up, known, translate

OFFERS: dict[str, type[Vacancy] | type[Course]] = {"vacancy": Vacancy, "course": Course}
LANGUAGES = ("uz", "uz-Cyrl", "ru", "en")
# Pressed twice within so many seconds, the button queues once.
ONCE = 60


@dataclass(frozen=True, slots=True)
class OfferTranslation:
    """How far a translation is: waiting, ready or failed, with the reason; and what it says."""

    state: str
    language: str
    title: str = ""
    description: str = ""
    reason: str = ""


def kind_of(offer: Vacancy | Course) -> str:
    """Which of the two it is, as addresses name it."""
    return "vacancy" if isinstance(offer, Vacancy) else "course"


def is_offered(offer: Vacancy | Course, language: str) -> bool:
    """Whether a reader of a language may ask for a translation."""
    is_foreign = (
        bool(offer.language) and offer.language.partition("-")[0] != language.partition("-")[0]
    )
    return is_set_up() and language in LANGUAGES and is_foreign


def translation_of(offer: Vacancy | Course, language: str) -> OfferTranslation:
    """What there is of it by now."""
    title = known([offer.title], Wish(language))[0]
    text = known([offer.description], Wish(language, is_html=True))[0]
    if title is None or text is None:
        return OfferTranslation("waiting", language)
    return _made(title, text, language)


def ask_for(offer: Vacancy | Course, language: str) -> OfferTranslation:
    """Have it translated by the worker, unless it is there."""
    found = translation_of(offer, language)
    key = f"translate:{kind_of(offer)}:{offer.pk}:{language}"
    if found.state == "waiting" and cache.add(key, 1, ONCE):
        async_task("catalog.tasks.translate_offer", kind_of(offer), offer.pk, language)
    return found


def translate_now(offer: Vacancy | Course, language: str) -> OfferTranslation:
    """Translate it, for the worker."""
    title = translate([offer.title], Wish(language))[0]
    text = translate([offer.description], Wish(language, is_html=True))[0]
    return _made(title, text, language)


def _made(title: Translated, text: Translated, language: str) -> OfferTranslation:
    if not (title.is_translated or text.is_translated):
        reason = title.reason or text.reason
        return OfferTranslation("failed", language, title.text, text.text, reason)
    return OfferTranslation("ready", language, title.text, text.text)
