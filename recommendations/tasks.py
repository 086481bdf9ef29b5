"""What the worker does for recommendations."""

from django.utils import timezone

from recommendations.alerting import make_letters
from recommendations.embedding import NoModelError, get_embedder, identity
from recommendations.indexing import index_stale, index_words, is_being_indexed, is_fresh
from recommendations.sending import send_letters
from recommendations.trends import note_demand


def index_new() -> str:
    """Make the vectors that imports and curators left to make.

    Called again and again: where there is nothing to do, or somebody is at it, no model is loaded.
    """
    if is_being_indexed() or is_fresh(*identity()):
        return "nothing to do"
    try:
        return f"{index_stale(get_embedder())} texts looked at"
    except NoModelError as error:
        index_words()
        return str(error)


def note_demand_today() -> str:
    """Note how many vacancies are open today; the last snapshot of a day stays."""
    return f"{note_demand(timezone.localdate())} figures noted"


def tell_news() -> str:
    """Make letters of what is new for people, and send those that wait; safe to run twice."""
    made = make_letters()
    return f"{made} letters made, {send_letters()} sent"
