"""How far a profile is: what it says, what it lacks, and where to add it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import FACT_FORMS
from accounts.forms.facts import language_name
from accounts.models import Profile
from catalog.models import Schedule, WorkMode
from catalog.templatetags.wording import RANGE_DASH, SPACE, month


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that isn't filled in, what it would bring, and where that is done."""

    text: str | Promise
    percent: int
    url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of the profile and the card that changes it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as the profile lists it."""

    pk: int
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class FactGroup:
    """The facts of one kind."""

    kind: str
    title: str
    facts: list[FactLine]

    @property
    def takes_more(self) -> bool:
        """Whether another one may be added: a person has one driving licence."""
        return self.kind != "licences" or not self.facts

    @property
    def is_ordered(self) -> bool:
        """Whether there is anything to put in order."""
        return len(self.facts) > 1


WHAT_IT_BRINGS = {
    "preferences": gettext_lazy("Say what you want: all suggestions stand on it"),
    "full_name": gettext_lazy("Add your name: a resume needs one"),
    "region": gettext_lazy("Add your region: vacancies near you come first"),
    "education_level": gettext_lazy("Add your education"),
    "labour": gettext_lazy("Say how you’d rather work"),
    "work_modes": gettext_lazy("Choose on site, hybrid or remote"),
    "schedules": gettext_lazy("Choose the hours that suit you"),
    "phone": gettext_lazy("Add a phone: employers here call rather than write"),
    "photo": gettext_lazy("Add a photo for the resume"),
    "experience": gettext_lazy("Add where you have worked"),
    "education": gettext_lazy("Add where you have studied"),
    "skills": gettext_lazy("Add your skills: they sharpen the list of vacancies"),
    "languages": gettext_lazy("Add the languages that you speak"),
}
CARD_OF = {
    "preferences": "wishes",
    "full_name": "name",
    "region": "place",
    "education_level": "education",
    "labour": "education",
    "work_modes": "mode",
    "schedules": "place",
    "phone": "contact",
    "photo": "photo",
}


def missing_of(profile: Profile) -> list[Missing]:
    """What isn't filled in, most useful first."""
    return [
        Missing(WHAT_IT_BRINGS[name], Profile.COMPLETENESS[name], _where(name))
        for name in profile.missing_parts()
    ]


def _where(name: str) -> str:
    if name in FACT_FORMS:
        return reverse("accounts:fact_create", args=[name])
    return _card(CARD_OF[name])


def _card(step: str) -> str:
    return reverse("accounts:questionnaire", args=[step]) + "?from=profile"


def answers_of(profile: Profile) -> list[Answer]:
    """The answers of the questionnaire, in its order; an empty value where there is none."""
    place = ", ".join(filter(None, [profile.city, profile.region.name if profile.region else ""]))
    lines: list[tuple[str, Any, str]] = [
        (_("Name"), profile.full_name, "name"),
        (_("Year of birth"), profile.birth_year, "person"),
        (_("Gender"), capfirst(profile.get_gender_display()), "person"),
        (_("Education"), capfirst(profile.get_education_level_display()), "education"),
        (_("Kind of labour"), capfirst(profile.get_labour_display()), "education"),
        (_("Where you live"), place, "place"),
        (_("Hours"), _labels(Schedule, profile.schedules), "place"),
        (_("Work mode"), _labels(WorkMode, profile.work_modes), "mode"),
        (_("Phone"), profile.phone, "contact"),
        (_("E-mail"), profile.contact_email, "contact"),
    ]
    return [Answer(label, str(value or ""), _card(step)) for label, value, step in lines]


def _labels(choices: Any, values: list[str]) -> str:
    labels = (str(choices(value).label) for value in values if value in choices.values)
    return capfirst(", ".join(labels))


def facts_of(profile: Profile) -> list[FactGroup]:
    """The facts by kind, each as one line."""
    kinds: list[tuple[str, str, Callable[[Any], FactLine]]] = [
        ("experience", _("Experience"), _experience),
        ("education", _("Education"), _education),
        ("certificates", _("Courses and certificates"), _certificate),
        ("skills", _("Skills"), _skill),
        ("languages", _("Languages"), _language),
        ("licences", _("Driving licence"), _licence),
        ("links", _("Links"), _link),
    ]
    return [
        FactGroup(kind, title, [line(fact) for fact in getattr(profile, kind).all()])
        for kind, title, line in kinds
    ]


def _experience(fact: Any) -> FactLine:
    end = month(fact.end) if fact.end else _("till now")
    time = _from_to(month(fact.start), end)
    return FactLine(fact.pk, fact.title, ", ".join(filter(None, [fact.employer, time])))


def _from_to(*times: str) -> str:
    """The dash never begins a line."""
    return f"{SPACE}{RANGE_DASH} ".join(filter(None, times))


def _education(fact: Any) -> FactLine:
    years = _from_to(month(fact.start), month(fact.end))
    detail = ", ".join(filter(None, [fact.get_degree_display(), fact.field, years]))
    return FactLine(fact.pk, fact.institution, detail)


def _skill(fact: Any) -> FactLine:
    return FactLine(fact.pk, fact.name, fact.get_level_display())


def _language(fact: Any) -> FactLine:
    return FactLine(fact.pk, language_name(fact.language), fact.get_level_display())


def _certificate(fact: Any) -> FactLine:
    when = month(fact.issued)
    return FactLine(fact.pk, fact.name, ", ".join(filter(None, [fact.issuer, when])))


def _licence(fact: Any) -> FactLine:
    since = _("since %(year)s") % {"year": fact.since} if fact.since else ""
    return FactLine(fact.pk, str(fact), since)


def _link(fact: Any) -> FactLine:
    return FactLine(fact.pk, fact.url, fact.label)
