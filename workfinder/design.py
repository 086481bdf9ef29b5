"""The page that shows every component, filled from the catalogue that is there."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from catalog.models import Course, Schedule, Vacancy

COLOURS = (
    "paper", "surface", "sunken", "line", "line-strong", "ink-soft", "ink", "brand-soft", "brand",
    "brand-strong", "glaze", "lapis", "accent-soft", "accent", "accent-ink", "good-soft", "good",
    "bad-soft", "bad",
)  # fmt: skip
TYPE_SIZES = ("title-xl", "title-l", "title-m", "title-s", "text-l", "text-m", "text-s")
SCORES = (0.82, 0.56, 0.31)


class SampleForm(forms.Form):
    """One field of each kind; the second has an error to show."""

    name = forms.CharField(label=_("First name and surname"), help_text=_("As in your passport."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    schedules = forms.MultipleChoiceField(
        label=_("Which hours suit you?"),
        choices=Schedule.choices[:4],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    text = forms.CharField(
        label=_("In your own words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


def design(request: HttpRequest) -> HttpResponse:
    """Tokens and components, to look at and to check."""
    typed = {"name": "Malika", "email": "malika@", "schedules": ["full_time"]}
    context = {
        "colours": COLOURS,
        "sizes": TYPE_SIZES,
        "scores": SCORES,
        "form": SampleForm(typed),
        "vacancy": Vacancy.objects.open().for_cards().first(),
        "course": Course.objects.open().select_related("source").first(),
    }
    return render(request, "workfinder/design.html", context)
