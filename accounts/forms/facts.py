"""Forms for the facts of a profile: work, study, courses, skills, languages, licence, links."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.facts import join_skill, settle
from accounts.forms.months import ends_early, month_field, year_field
from accounts.models import (
    Certificate,
    DrivingLicence,
    Education,
    Experience,
    Link,
    Profile,
    ProfileSkill,
    SpokenLanguage,
)
from catalog.templatetags.wording import language_called

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
    return language_called(code).capitalize()


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

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  # as in Django
        """A new one takes its place in a list that the person has ordered."""
        is_new = self.instance.pk is None
        fact = super().save(commit)
        if is_new and commit:
            settle(fact)
        return fact

    def _others(self) -> Any:
        rows = type(self.instance)._default_manager.filter(profile=self.instance.profile)
        return rows.exclude(pk=self.instance.pk)


class ExperienceForm(FactForm):
    """A place of work."""

    heading = _("Experience")
    start = month_field(_("From"))
    end = month_field(_("To"), _("Leave it empty if you still work there."), is_required=False)

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
        for name in ("start", "end"):
            # A year alone would vanish from a browser's field for months.
            if len(getattr(self.instance, name)) == len("2024"):
                self.fields[name].widget.attrs["type"] = "text"

    def clean(self) -> dict[str, Any]:
        """Work ends after it starts."""
        data = super().clean()
        start, end = data.get("start"), data.get("end")
        if ends_early(start, end, len("2024-09")):
            self.add_error("end", _("The end comes before the start: look at both months."))
        return data


class EducationForm(FactForm):
    """A place of study."""

    heading = _("Education")
    start = year_field(_("From, year"))
    end = year_field(_("To, year"))

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
        if ends_early(start, end, len("2024")):
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


class CertificateForm(FactForm):
    """A course or a certificate."""

    heading = _("Course or certificate")
    issued = year_field(_("When, year"))
    url = forms.URLField(
        label=_("Address where it can be seen"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    class Meta:
        model = Certificate
        fields = ["name", "issuer", "issued", "url"]
        labels = {"name": _("What you finished or were given"), "issuer": _("Who gave it")}


class LicenceForm(FactForm):
    """The driving licence."""

    heading = _("Driving licence")
    categories = forms.MultipleChoiceField(
        label=_("Categories"),
        choices=DrivingLicence.Category.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    since = forms.CharField(
        label=_("Driving since, year"),
        required=False,
        max_length=4,
        widget=forms.TextInput(attrs={"placeholder": "2015", "inputmode": "numeric"}),
    )

    class Meta:
        model = DrivingLicence
        fields = ["categories", "since"]

    def clean(self) -> dict[str, Any]:
        """A person has one."""
        data = super().clean()
        if self._others().exists():
            self.add_error(None, _("Your licence is on the list already: change it there."))
        return data


class LinkForm(FactForm):
    """Where one's work can be seen."""

    heading = _("Link")
    single_field = "url"
    single_error = _("You have this address already.")
    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    class Meta:
        model = Link
        fields = ["url", "label"]
        labels = {"label": _("What is there")}
        help_texts = {"label": _("For example: portfolio, channel, page with my work.")}


# By the name of the relation, which is also its name in the address.
FACT_FORMS: Mapping[str, type[FactForm]] = {
    "experience": ExperienceForm,
    "education": EducationForm,
    "certificates": CertificateForm,
    "skills": SkillForm,
    "languages": LanguageForm,
    "licences": LicenceForm,
    "links": LinkForm,
}
