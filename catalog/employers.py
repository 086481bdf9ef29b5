"""What an employer is known by, however its name is written: `ООО «Нон»` and `НОН` are one.

The same rule twice, for Python and for the database; a test holds the two together.
"""

import re

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Lower

# Words that stand beside an employer's name in one place and are left out in another.
WORDS = "ооо|оао|ао|пао|зао|ип|чп|тоо|сп|llc|ltd|inc|gmbh|mchj|xk|aj|ok|qk|группа|group|гк|компания"
LEGAL_FORMS = re.compile(rf"\b({WORDS})\b")


def folded_employer(name: str) -> str:
    """An employer's name without its legal form, quotes and spaces."""
    return re.sub(r"\W+", "", LEGAL_FORMS.sub(" ", name.lower()))


def is_same_employer(one: str, other: str) -> bool:
    """Whether two signs name one employer."""
    return folded_employer(one) == folded_employer(other)


def employer_key(column: str = "employer") -> Func:
    """`folded_employer` of a column, made by the database; open vacancies have an index of it."""
    bare = _replaced(Lower(F(column)), rf"\y({WORDS})\y", " ")
    return _replaced(bare, r"\W+", "")


def _replaced(text: Func, pattern: str, by: str) -> Func:
    parts = Value(pattern), Value(by), Value("g")
    return Func(text, *parts, function="REGEXP_REPLACE", output_field=CharField())
