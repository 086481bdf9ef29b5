"""Forms for the facts of a profile: experience, education, skills, languages."""

from collections.abc import Mapping
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from accounts.facts import join_skill
from accounts.models import Education, Experience, Profile, ProfileSkill, SpokenLanguage

# Those that people here speak, then those that they learn.
LANGUAGES = [
    "uz",
    "ru",
    "en",
    "tg",
    "kk",
    "ky",
    "tk",
    "tr",
    "de",
    "fr",
    "es",
    "it",
    "ko",
    "ja",
    "zh",
    "ar",
    "fa",
    "hi",
]


def language_name(code: str) -> str:
    """The name of a language in the reader's own."""
    reader = Locale.parse(to_locale(get_language() or "en"))
    return (reader.languages.get(code) or code).capitalize()


class FactForm(forms.ModelForm):
    """A fact of one profile: uniqueness is judged within it."""

    # Not `title`: a field may have that name.
    heading: Any
    # One field whose value must be the person's only one.
    single_field = ""
    single_error: Any = ""

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.profile = profile
        for field in self.fields.values():
            if isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [
                    (value, name if value else _("Not chosen")) for value, name in choices
                ]

    def clean(self) -> dict[str, Any]:
        """Nothing is stated twice."""
        data = super().clean() or self.cleaned_data
        value = data.get(self.single_field)
        if value and self._others().filter(**{f"{self.single_field}__iexact": value}).exists():
            self.add_error(self.single_field, self.single_error)
        return data

    def _others(self) -> Any:
        rows = type(self.instance)._default_manager.filter(profile=self.instance.profile)
        return rows.exclude(pk=self.instance.pk)


def _month(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "2024-09"}),
    )


class ExperienceForm(FactForm):
    """A place of work."""

    heading = _("Experience")
    start = _month(_("From"))
    end = _month(_("To"), _("Leave it empty if you still work there."))

    class Meta:
        model = Experience
        fields = ["title", "employer", "region", "start", "end", "description"]
        labels = {
            "title": _("Position"),
            "employer": _("Employer"),
            "region": _("Town"),
            "description": _("What you did there"),
        }
        help_texts = {"description": _("One line for each thing; figures help.")}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end"].required = False

    def clean(self) -> dict[str, Any]:
        """Work ends after it starts."""
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", _("The end comes before the start: look at both months."))
        return data


def _year(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"placeholder": "2019"}),
    )


class EducationForm(FactForm):
    """A place of study."""

    heading = _("Education")
    start = _year(_("From, year"))
    end = _year(_("To, year"))

    class Meta:
        model = Education
        fields = ["institution", "degree", "field", "start", "end"]
        labels = {
            "institution": _("School, college or university"),
            "degree": _("Level"),
            "field": _("Field of study"),
        }

    def clean(self) -> dict[str, Any]:
        """Study ends after it starts."""
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if start and end and end[:4] < start[:4]:
            self.add_error("end", _("The end comes before the start: look at both years."))
        return data


class SkillForm(FactForm):
    """A skill by the person's own word, joined to the vocabulary where that knows it."""

    heading = _("Skill")
    single_field = "name"
    single_error = _("You have this skill already.")

    class Meta:
        model = ProfileSkill
        fields = ["name", "level"]
        labels = {"name": _("Skill"), "level": _("How well")}
        help_texts = {"name": _("One skill, for example “sewing”, “1C” or “Excel”.")}

    def save(self, commit: bool = True) -> ProfileSkill:  # noqa: FBT001, FBT002  # as in Django
        """Joined anew, since the name may have changed."""
        self.instance.skill = join_skill(self.cleaned_data["name"])
        return super().save(commit)


class LanguageForm(FactForm):
    """A language that the person speaks."""

    heading = _("Language")
    single_field = "language"
    single_error = _("You have named this language already.")

    class Meta:
        model = SpokenLanguage
        fields = ["language", "level"]
        labels = {"language": _("Language"), "level": _("Level")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [*LANGUAGES]
        if (current := self.instance.language) and current not in known:
            known.append(current)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[(code, language_name(code)) for code in known]
        )


# By the name of the relation, which is also its name in the address.
FACT_FORMS: Mapping[str, type[FactForm]] = {
    "experience": ExperienceForm,
    "education": EducationForm,
    "skills": SkillForm,
    "languages": LanguageForm,
}
