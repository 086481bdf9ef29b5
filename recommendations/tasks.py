"""What the worker does for recommendations."""

from recommendations.embedding import NoModelError, get_embedder, identity
from recommendations.indexing import index_stale, index_words, is_being_indexed, is_fresh


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
