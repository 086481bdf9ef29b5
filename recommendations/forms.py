"""Forms about recommendations: the slider and what people do with a vacancy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from recommendations.models import Mark


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

    state = forms.ChoiceField(
        choices=[
            ("", ""),
            *[
                (state.value, state.label)
                for state in (Mark.State.SAVED, Mark.State.HIDDEN, Mark.State.APPLIED)
            ],
        ],
        required=False,
    )
