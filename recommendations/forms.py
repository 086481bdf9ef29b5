"""Forms of recommendations: the slider between fit and demand, marks, vacancies from elsewhere."""

from typing import Any, cast

from django import forms
from django.core.validators import URLValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from recommendations.models import AlertSettings, Mark, SavedSearch

FOLLOWED = [choice for choice in Mark.State.choices if choice[0] != Mark.State.HIDDEN]


class TiltForm(forms.Form):
    """Between what suits and what is in demand, in percent."""

    tilt = forms.IntegerField(
        label=_("What matters more?"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"type": "range", "min": "0", "max": "100", "step": "5"}),
    )

    def share(self, default: float) -> float:
        """From 0, only what suits, to 1, only what is in demand."""
        typed = self.cleaned_data.get("tilt") if self.is_valid() else None
        return default if typed is None else typed / 100


class MarkForm(forms.Form):
    """What to do with a vacancy; an empty state takes the mark away."""

    state = forms.ChoiceField(choices=[("", ""), *Mark.State.choices], required=False)


class NotesForm(forms.Form):
    """How far it went, with which resume, and what to remember."""

    state = forms.ChoiceField(label=_("How far it is"), choices=FOLLOWED)
    resume: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("The resume that you sent"),
        queryset=None,
        required=False,
        empty_label=_("none, or not one from here"),
    )
    note = forms.CharField(
        label=_("Notes"),
        help_text=_("Only you see them: whom you spoke with, what was agreed, when to call."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, user: User, mark: Mark | None = None, **kwargs: Any) -> None:
        if mark is not None:
            kwargs["initial"] = {name: getattr(mark, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        state = cast(forms.ChoiceField, self.fields["state"])
        state.choices = [(value, capfirst(label)) for value, label in FOLLOWED]
        field = cast("forms.ModelChoiceField[Any]", self.fields["resume"])
        field.queryset = user.resumes.select_related("vacancy")


class WebAddressField(forms.URLField):
    """A link that a browser opens as a page; `javascript:` and the like are none."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class FoundElsewhereForm(NotesForm):
    """A vacancy that the person found somewhere else."""

    title = forms.CharField(label=_("What is the work?"), max_length=300)
    employer = forms.CharField(label=_("Employer"), max_length=300, required=False)
    url = WebAddressField(
        label=_("Link"),
        max_length=600,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://", "inputmode": "url"}),
    )

    field_order = ["title", "employer", "url", "state", "resume", "note"]


class RhythmForm(forms.ModelForm):
    """How often news of a search come."""

    class Meta:
        model = SavedSearch
        fields = ["rhythm"]


def _hours() -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00") for hour in range(24)]


class QuietForm(forms.ModelForm):
    """Between which hours no letter comes."""

    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), coerce=int, choices=_hours)
    quiet_until = forms.TypedChoiceField(label=_("Quiet until"), coerce=int, choices=_hours)

    class Meta:
        model = AlertSettings
        fields = ["quiet_from", "quiet_until"]
