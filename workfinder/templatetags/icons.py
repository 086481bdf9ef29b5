"""The pictures beside words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A shape of `icons.css` by its name; what it says must stand beside it in words."""
    return format_html('<i class="icon icon-{} {}" aria-hidden="true"></i>', name, classes)
