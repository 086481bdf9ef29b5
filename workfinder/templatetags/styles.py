"""Which style sheets a page links."""

from django import template

from workfinder.styles import linked_sheets

register = template.Library()
register.simple_tag(linked_sheets, name="style_sheets")
