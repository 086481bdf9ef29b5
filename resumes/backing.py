"""The facts behind a line as its owner reads them: what was said, and where to change it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Profile
from accounts.progress import CARD_OF, facts_of
from catalog.models import Schedule, Vacancy, WorkMode
from resumes.checking import RELATIONS


@dataclass(frozen=True, slots=True)
class Backing:
    """A fact: what it is about, what it says, and the page that changes it."""

    label: str
    value: str
    url: str


def facts_behind(profile: Profile, vacancy: Vacancy | None = None) -> dict[str, Backing]:
    """Every fact that a line may name, by its id."""
    found = {}
    for group in facts_of(profile):
        for fact in group.facts:
            value = ", ".join(part for part in (fact.title, fact.detail) if part)
            url = reverse("accounts:fact_change", args=[group.kind, fact.pk])
            found[f"{RELATIONS[group.kind]}:{fact.pk}"] = Backing(group.title, value, url)
    found.update(_of_profile(profile))
    if vacancy:
        about = Backing(_("Vacancy"), vacancy.title, vacancy.get_absolute_url())
        found[f"vacancy:{vacancy.pk}"] = about
    return found


def _of_profile(profile: Profile) -> dict[str, Backing]:
    found = {}
    for field in Profile._meta.concrete_fields:
        if value := _shown(profile, field.name):
            label = str(capfirst(field.verbose_name))
            found[f"profile.{field.name}"] = Backing(label, value, _page_of(field.name))
    page = reverse("accounts:profile")
    for name, said in (profile.mobile_answers or {}).items():
        label = _("Said in the mobile application")
        found[f"profile.mobile_answers.{name}"] = Backing(label, str(said), page)
    user = profile.user
    found["user.username"] = Backing(_("Login name"), user.get_username(), page)
    found["user.email"] = Backing(_("E-mail"), user.email, page)
    return found


def _shown(profile: Profile, name: str) -> str:
    value: Any = getattr(profile, name)
    if name in ("work_modes", "schedules"):
        choices: Any = WorkMode if name == "work_modes" else Schedule
        return ", ".join(str(choices(part).label) for part in value)
    display = getattr(profile, f"get_{name}_display", None)
    return str(display() if display else value or "")


def _page_of(name: str) -> str:
    if name in ("about", "desired_pay"):
        return reverse("accounts:about")
    if name == "specialty":
        return reverse("recommendations:specialty_list")
    cards = {**CARD_OF, "birth_year": "person", "gender": "person", "city": "place"}
    card = {**cards, "contact_email": "contact"}.get(name)
    if card is None:
        return reverse("accounts:profile")
    return reverse("accounts:questionnaire", args=[card]) + "?from=profile"
