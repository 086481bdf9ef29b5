"""What a person's marks say of other vacancies: near a saved one, or near a hidden one."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from recommendations.models import EmbeddingModel, Mark, VacancyVector

# The latest marks of each kind that count.
MOST_MARKS = 25
# A vacancy this far from a marked one, in cosine, isn't like it any more.
BAND = 0.10
# How much both kinds of marks must differ for a vacancy, to say something of it.
LEAST = 0.2
NEUTRAL = 0.5


@dataclass(frozen=True, slots=True)
class Liking:
    """What marks say of a vacancy: 1 is like a saved one, 0 like a hidden one.

    `title` is that of the marked vacancy that decides, `state` what the person did with it; both
    are empty where nothing like it was marked.
    """

    value: float = NEUTRAL
    title: str = ""
    state: str = ""
    # The vacancy itself is the one that was marked.
    is_itself: bool = False


NOTHING = Liking()


@dataclass(frozen=True, slots=True)
class _Marked:
    vacancy: int
    title: str
    state: str


def likings(user_id: int, vacancies: Collection[int]) -> dict[int, Liking]:
    """What the marks of a person say of vacancies, by key, where they say something."""
    marked = _latest_marks(user_id)
    if not marked or not vacancies:
        return {}
    best: dict[int, dict[bool, tuple[float, _Marked]]] = {}
    for vacancy, other, cosine in _near(list(vacancies), list(marked)):
        mark = marked[other]
        likeness = max(0.0, 1 - (1 - cosine) / BAND)
        kinds = best.setdefault(vacancy, {})
        is_hidden = mark.state == Mark.State.HIDDEN
        if likeness > kinds.get(is_hidden, (0.0, mark))[0]:
            kinds[is_hidden] = (likeness, mark)
    found = {vacancy: _joined(vacancy, kinds) for vacancy, kinds in best.items()}
    return {vacancy: liking for vacancy, liking in found.items() if liking is not NOTHING}


def _joined(vacancy: int, kinds: dict[bool, tuple[float, _Marked]]) -> Liking:
    liked, hidden = kinds.get(False), kinds.get(True)
    difference = (liked[0] if liked else 0.0) - (hidden[0] if hidden else 0.0)
    decides = liked if difference > 0 else hidden
    if decides is None or abs(difference) < LEAST:
        return NOTHING
    mark = decides[1]
    is_itself = mark.vacancy == vacancy
    return Liking(NEUTRAL + difference / 2, mark.title, mark.state, is_itself=is_itself)


def _latest_marks(user_id: int) -> dict[int, _Marked]:
    """By the key of the vacancy."""
    marks = Mark.objects.filter(user=user_id).exclude(vacancy=None).order_by("-updated_at")
    found: dict[int, _Marked] = {}
    for kind in (marks.hidden(), marks.followed()):
        rows = kind.values_list("vacancy_id", "title", "state")[:MOST_MARKS]
        found |= {row[0]: _Marked(*row) for row in rows}
    return found


def _near(vacancies: list[int], others: list[int]) -> list[tuple[int, int, float]]:
    """Pairs of vacancies that lie within the band, with their cosines; the database compares."""
    model = EmbeddingModel.objects.serving()
    if model is None:
        return []
    table, width = VacancyVector._meta.db_table, int(model.dimensions)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH marked AS MATERIALIZED (
                SELECT vacancy_id, vector::halfvec({width}) AS place FROM "{table}"
                WHERE model_id = %(model)s AND vacancy_id = ANY(%(others)s)
            ), near AS MATERIALIZED (
                SELECT own.vacancy_id, marked.vacancy_id AS other,
                       own.vector::halfvec({width}) <=> marked.place AS distance
                FROM "{table}" AS own CROSS JOIN marked
                WHERE own.model_id = %(model)s AND own.vacancy_id = ANY(%(vacancies)s)
            )
            SELECT vacancy_id, other, 1 - distance FROM near WHERE distance < %(band)s
            """,  # noqa: S608 - the name of our own table and an integer
            {"model": model.pk, "others": others, "vacancies": vacancies, "band": BAND},
        )
        return cursor.fetchall()
