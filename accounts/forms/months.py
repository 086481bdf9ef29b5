"""Months and years of facts, as people type them: 2024-09, 09.2024, 2024."""

import re
from typing import Any

from django import forms

READABLE = re.compile(r"\d{4}(-\d{2})?")
WRITTEN_MONTH = re.compile(r"(0?[1-9]|1[0-2])[./-](\d{4})")


class MonthField(forms.CharField):
    """A month or a year: 2024-09, 09.2024 and 2024 are all taken."""

    def to_python(self, value: Any) -> str:
        """As YYYY-MM, or YYYY."""
        text = str(super().to_python(value) or "").strip()
        if found := WRITTEN_MONTH.fullmatch(text):
            return f"{found[2]}-{int(found[1]):02}"
        return text


def month_field(label: Any, help_text: Any = "", *, is_required: bool = True) -> MonthField:
    """A field for it, with the picker of the browser."""
    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2024-09"})
    return MonthField(
        label=label, help_text=help_text, max_length=7, widget=widget, required=is_required
    )


def year_field(label: Any) -> MonthField:
    """A field for a year, which need not be known."""
    widget = forms.TextInput(attrs={"placeholder": "2019"})
    return MonthField(label=label, required=False, max_length=7, widget=widget)


def ends_early(start: str | None, end: str | None, digits: int) -> bool:
    """Whether an end comes before its start, by so many characters of YYYY-MM at most.

    Of what can't be read, its own error says enough.
    """
    begun, ended = start or "", end or ""
    if not (READABLE.fullmatch(begun) and READABLE.fullmatch(ended)):
        return False
    known = min(digits, len(begun), len(ended))
    return ended[:known] < begun[:known]
