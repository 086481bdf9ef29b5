"""The pictures beside words: shapes of one file, which a browser fetches once."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A shape of `img/icons.svg` by its id; what it says must stand beside it in words."""
    # Hundreds stand on a page of vacancies: each is put together once.
    return _drawn(name, classes)


@cache
def _drawn(name: str, classes: str) -> SafeString:
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        static("img/icons.svg"),
        name,
    )
