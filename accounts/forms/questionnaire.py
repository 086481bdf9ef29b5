"""The questionnaire: one small form a card, each saved on its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.forms.photo import PhotoForm
from accounts.models import Profile
from catalog.models import Region, Schedule, WorkMode

YOUNGEST, OLDEST = 14, 100
FEWEST_DIGITS = 7


class NameForm(forms.ModelForm):
    """What to call the person."""

    class Meta:
        model = Profile
        fields = ["full_name"]
        labels = {"full_name": _("First name and surname")}
        widgets = {"full_name": forms.TextInput(attrs={"autocomplete": "name"})}


class PersonForm(forms.ModelForm):
    """Age and gender: for the resume; neither changes what is recommended."""

    age = forms.IntegerField(
        label=_("Age"),
        required=False,
        min_value=YOUNGEST,
        max_value=OLDEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "min_value": _("You can look for work from the age of %(limit_value)s."),
            "max_value": _("Write an age of at most %(limit_value)s."),
            "invalid": _("Write the age in digits, for example 24."),
        },
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        required=False,
        choices=[*Profile.Gender.choices, ("", _("I’d rather not say"))],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Profile
        fields = ["gender"]

    field_order = ["age", "gender"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.birth_year:
            self.initial["age"] = timezone.localdate().year - self.instance.birth_year

    def save(self, commit: bool = True) -> Profile:  # noqa: FBT001, FBT002  # as in Django
        """The age is kept as the year of birth, which doesn't grow old."""
        age = self.cleaned_data["age"]
        if age != self.initial.get("age"):
            self.instance.birth_year = timezone.localdate().year - age if age else None
        return super().save(commit)


class EducationForm(forms.ModelForm):
    """The level of education and the kind of labour."""

    education_level = forms.ChoiceField(
        label=_("Your education"),
        required=False,
        choices=Profile.EducationLevel.choices,
        widget=forms.RadioSelect,
    )
    labour = forms.ChoiceField(
        label=_("How would you rather work?"),
        required=False,
        choices=Profile.Labour.choices,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Profile
        fields = ["education_level", "labour"]


class PlaceForm(forms.ModelForm):
    """Where the person lives and when they can work."""

    schedules = forms.MultipleChoiceField(
        label=_("Which hours suit you?"),
        help_text=_("Tick all that do."),
        required=False,
        choices=Schedule.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    other_regions = forms.ModelMultipleChoiceField(
        Region.objects.of_uzbekistan(),
        label=_("Where else would you work?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Profile
        fields = ["region", "city", "other_regions", "schedules"]
        labels = {"region": _("Region"), "city": _("Town or district")}
        widgets = {"city": forms.TextInput(attrs={"autocomplete": "address-level2"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = sorted(Region.objects.of_uzbekistan(), key=lambda region: region.name)
        choices = [("", _("Not chosen")), *((region.pk, region.name) for region in regions)]
        self.fields["region"] = forms.TypedChoiceField(
            label=_("Region"), choices=choices, required=False, coerce=_region, empty_value=None
        )
        self._ask_for_others([(region.pk, region.name) for region in regions])

    def _ask_for_others(self, choices: list[tuple[int, str]]) -> None:
        """Fourteen more boxes are too many for a first meeting."""
        if self.instance.is_questionnaire_done:
            others: Any = self.fields["other_regions"]
            others.choices = choices
        else:
            del self.fields["other_regions"]


def _region(key: str) -> Region | None:
    return Region.objects.of_uzbekistan().filter(pk=key).first()


class ModeForm(forms.ModelForm):
    """Where the work may be done."""

    work_modes = forms.MultipleChoiceField(
        label=_("Where would you like to work?"),
        help_text=_("Tick all that suit you."),
        required=False,
        choices=WorkMode.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Profile
        fields = ["work_modes"]


class ContactForm(forms.ModelForm):
    """How an employer reaches the person."""

    contact_email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Write the address in full, for example ali@mail.uz.")},
    )

    class Meta:
        model = Profile
        fields = ["phone", "contact_email"]
        labels = {"phone": _("Phone")}
        widgets = {
            "phone": forms.TextInput(
                attrs={"type": "tel", "autocomplete": "tel", "placeholder": "+998 90 123 45 67"}
            )
        }

    def clean_phone(self) -> str:
        """Any way of writing it, as long as it has the digits of a telephone."""
        phone: str = self.cleaned_data["phone"]
        if phone and sum(letter.isdigit() for letter in phone) < FEWEST_DIGITS:
            raise ValidationError(_("Write the whole number, for example +998 90 123 45 67."))
        return phone


class WishesForm(forms.ModelForm):
    """What the person wants, in their own words: the one compulsory card."""

    class Meta:
        model = Profile
        fields = ["preferences"]
        labels = {"preferences": _("What work are you looking for?")}
        help_texts = {
            "preferences": _(
                "Write as you would tell a friend: what you can do, what you like, what you "
                "would never do. In any language."
            )
        }
        widgets = {"preferences": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["preferences"]
        field.required = True
        field.error_messages["required"] = _(
            "Write at least a few words: everything that we suggest stands on them."
        )


class AboutForm(forms.ModelForm):
    """What the questionnaire doesn't ask: a few lines for the resume and the pay."""

    class Meta:
        model = Profile
        fields = ["about", "desired_pay", "desired_currency"]
        labels = {
            "about": _("About you, for the resume"),
            "desired_pay": _("Pay you wish for, a month"),
            "desired_currency": _("Currency"),
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 5}),
            "desired_pay": forms.NumberInput(attrs={"inputmode": "numeric", "min": "0"}),
            "desired_currency": forms.Select(
                choices=[("UZS", _("Uzbek soum")), ("USD", _("US dollar"))]
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pay = self.initial.get("desired_pay")
        if pay is not None and pay == pay.to_integral_value():
            # Hundredths that nobody wrote.
            self.initial["desired_pay"] = pay.to_integral_value()

    def clean_desired_pay(self) -> Any:
        """A figure above nothing, or none."""
        pay = self.cleaned_data["desired_pay"]
        if pay is not None and pay <= 0:
            raise ValidationError(_("Write a figure above zero, or leave the field empty."))
        return pay


@dataclass(frozen=True, slots=True)
class Step:
    """A card: its name in the address, its picture, its heading, a line below it, its form."""

    slug: str
    icon: str
    title: str | Promise
    lead: str | Promise
    form: type[forms.ModelForm] | type[PhotoForm]
    # What is recommended depends on the answer, so a new answer renews the suggestion.
    changes_suggestion: bool = False
    needs_answer: bool = False


_CARDS = [
    Step(
        "name",
        "user",
        _("What’s your name?"),
        _("It will stand at the top of your resume."),
        NameForm,
    ),
    Step(
        "person",
        "heart",
        _("A little about you"),
        _("For the resume alone: age and gender never change what we suggest."),
        PersonForm,
    ),
    Step(
        "education",
        "book",
        _("Education and work"),
        _("There is work in demand for every answer here."),
        EducationForm,
        changes_suggestion=True,
    ),
    Step(
        "place",
        "pin",
        _("Where and when?"),
        _("We look near you first."),
        PlaceForm,
        changes_suggestion=True,
    ),
    Step(
        "mode",
        "building",
        _("On site or from home?"),
        _("Tick as many as you like."),
        ModeForm,
        changes_suggestion=True,
    ),
    Step(
        "contact",
        "phone",
        _("How can an employer reach you?"),
        _("Only your resume shows it, and you decide who gets that."),
        ContactForm,
    ),
    Step(
        "wishes",
        "star",
        _("What do you want to do?"),
        _("The most important card: we read it by its meaning, not by keywords."),
        WishesForm,
        changes_suggestion=True,
        needs_answer=True,
    ),
    Step("photo", "camera", _("Add a photo?"), _("Only if you want one in the resume."), PhotoForm),
]
# In the order in which they are asked.
STEPS: Mapping[str, Step] = {step.slug: step for step in _CARDS}
