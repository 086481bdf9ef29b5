"""Notes the signs of open vacancies that show only beside other vacancies."""

from typing import Any

from django.db import connection

from catalog.posting_signs import ASKS_FOR_MONEY, MASS_REPEATS, PAY_OUT_OF_RANGE

# Beyond so many times the pay that nine of ten vacancies of a specialty stay below, or below such a
# part of what nine of ten stay above.
TOO_HIGH, TOO_LOW = 4.0, 0.25
# So few vacancies of a specialty say nothing of its pay.
FEWEST = 20
# So many rows of one opening are a mass.
MANY = 10

_NOTE = """
    WITH paid AS (
        SELECT id, specialty_id, COALESCE(monthly_uzs_to, monthly_uzs_from) AS pay
        FROM catalog_vacancy WHERE closed_at IS NULL
    ), usual AS (
        SELECT specialty_id,
               percentile_cont(0.1) WITHIN GROUP (ORDER BY pay) AS low,
               percentile_cont(0.9) WITHIN GROUP (ORDER BY pay) AS high
        FROM paid WHERE pay IS NOT NULL AND specialty_id IS NOT NULL
        GROUP BY specialty_id HAVING count(*) >= %(fewest)s
    ), masses AS (
        SELECT COALESCE(same_as_id, id) AS first FROM catalog_vacancy WHERE closed_at IS NULL
        GROUP BY 1 HAVING count(*) >= %(many)s
    ), noted AS (
        SELECT vacancy.id, array_remove(ARRAY[
            CASE WHEN %(money)s = ANY(vacancy.signs) THEN %(money)s END,
            CASE WHEN paid.pay > usual.high * %(too_high)s OR paid.pay < usual.low * %(too_low)s
                 THEN %(pay)s END,
            CASE WHEN masses.first IS NOT NULL THEN %(mass)s END
        ]::varchar[], NULL) AS signs
        FROM catalog_vacancy AS vacancy
        JOIN paid ON paid.id = vacancy.id
        LEFT JOIN usual ON usual.specialty_id = vacancy.specialty_id
        LEFT JOIN masses ON masses.first = COALESCE(vacancy.same_as_id, vacancy.id)
        WHERE vacancy.closed_at IS NULL
    )
    UPDATE catalog_vacancy AS vacancy SET signs = noted.signs FROM noted
    WHERE noted.id = vacancy.id AND vacancy.signs <> noted.signs
"""


def note_signs() -> int:
    """Note pay far from the usual and mass repeats, and say how many vacancies changed.

    What the words of a posting told stays. Safe to repeat.
    """
    values: dict[str, Any] = {
        "fewest": FEWEST,
        "many": MANY,
        "too_high": TOO_HIGH,
        "too_low": TOO_LOW,
        "money": ASKS_FOR_MONEY,
        "pay": PAY_OUT_OF_RANGE,
        "mass": MASS_REPEATS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, values)
        return cursor.rowcount
