"""What a person says of the resume they want."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from catalog.models import Vacancy
from resumes.composing import create_resume
from resumes.editing import LONGEST_LINE
from resumes.improving import hindrance_of
from resumes.models import Resume


class ResumeForm(forms.Form):
    """The written form, with or without the photo, and the vacancy it is for."""

    language = forms.ChoiceField(label=_("Language"), choices=Resume.Language.choices)
    with_photo = forms.BooleanField(label=_("With my photo"), required=False, initial=True)
    use_ai = forms.BooleanField(
        label=_("Let a language model rephrase my words"),
        help_text=_("It learns neither your name nor your contacts; each line is checked."),
        required=False,
    )
    vacancy = forms.ModelChoiceField(
        Vacancy.objects.all(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if hindrance_of(user):
            del self.fields["use_ai"]
        code = get_language() or "uz"
        self.fields["language"].initial = "uz-Cyrl" if code == "uz-cyrl" else code

    def chosen_vacancy(self) -> Vacancy | None:
        """The vacancy that the resume will be for, if one was named."""
        key = str(self["vacancy"].value() or "")
        return Vacancy.objects.filter(pk=key).first() if key.isdecimal() else None

    def save(self) -> Resume:
        """Compose it."""
        return create_resume(self.user, **self.cleaned_data)


class LineForm(forms.Form):
    """Another wording of a line, or one more line; empty takes the line away."""

    text = forms.CharField(
        label=_("What this line says"),
        required=False,
        max_length=LONGEST_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LookForm(forms.ModelForm):
    """The design of the file, and what this copy keeps private."""

    class Meta:
        model = Resume
        fields = ["design", "with_photo", "show_age", "show_phone", "show_address"]
        widgets = {"design": forms.RadioSelect}
        labels = {
            "design": _("Design"),
            "with_photo": _("Photo"),
            "show_age": _("Age or year of birth"),
            "show_phone": _("Phone"),
            "show_address": _("Place of living"),
        }
