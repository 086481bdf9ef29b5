"""Which style sheets a page links."""

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage

from workfinder.styles import SHEETS

register = template.Library()


@register.simple_tag
def style_sheets() -> tuple[str, ...]:
    """Their names: one where they were joined, else each."""
    sheets: tuple[str, ...] = getattr(staticfiles_storage, "sheets", SHEETS)
    return sheets
