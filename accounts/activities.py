"""What people have done without calling it a profession, and the skills that it speaks of."""

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Profile, ProfileSkill
from catalog.models import Skill
from catalog.scripts import to_cyrillic

TABLE = Path(__file__).parent / "tables" / "activities.csv"
MOST_FOUND = 30
# Of a typed word so much is compared: endings differ (торговала, торговать; sotdim, sotish).
LEAST_STEM, ENDING = 3, 3
_WORDS = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'`´ʹʻʼʽ‘’‛′＇")


class Field(models.TextChoices):
    """Where in life an activity belongs."""

    TRADE = "trade", _("Trade")
    BUILDING = "building", _("Building and repairs")
    HOME = "home", _("Home and family")
    FOOD = "food", _("Food")
    TRANSPORT = "transport", _("Cars and transport")
    WAREHOUSE = "warehouse", _("Loading and warehouses")
    CRAFTS = "crafts", _("Sewing and crafts")
    FARM = "farm", _("Land and animals")
    FACTORY = "factory", _("Factories")
    PEOPLE = "people", _("Work with people")
    BEAUTY = "beauty", _("Beauty")
    OFFICE = "office", _("Office and papers")
    TECH = "tech", _("Computers and devices")


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that a person may have done, in four written forms, with skills to confirm."""

    code: str
    field: str
    uz: str
    ru: str
    en: str
    skills: tuple[str, ...]

    @property
    def uz_cyrl(self) -> str:
        """The Uzbek name in Cyrillic letters."""
        return to_cyrillic(self.uz)

    def name_in(self, language: str) -> str:
        """The name in a language of the interface: uz, uz-cyrl, ru or en."""
        name: str = getattr(self, language.lower().replace("-", "_"))
        return name


@cache
def activities() -> dict[str, Activity]:
    """Every activity of the table, by its code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [_activity(**row) for row in csv.DictReader(file)]
    return {row.code: row for row in rows}


def _activity(skills: str, **columns: str) -> Activity:
    return Activity(**columns, skills=tuple(skills.split("|")))


def find(query: str) -> list[Activity]:
    """Activities that a few words speak of in any language, the best first; none for no words."""
    asked = [word[: max(LEAST_STEM, len(word) - ENDING)] for word in _words(query)]
    counted = [
        (sum(any(word.startswith(stem) for word in words) for stem in asked), code)
        for code, words in _index().items()
    ]
    ranked = sorted(((hits, code) for hits, code in counted if hits), key=lambda pair: -pair[0])
    return [activities()[code] for _hits, code in ranked[:MOST_FOUND]]


@cache
def _index() -> dict[str, list[str]]:
    return {
        code: _words(" ".join((row.uz, row.uz_cyrl, row.ru, row.en)))
        for code, row in activities().items()
    }


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.translate(_APOSTROPHES).casefold().replace("ё", "е"))


def skills_to_confirm(codes: Iterable[str], profile: Profile) -> list[Skill]:
    """The skills that these activities speak of and the profile doesn't hold, in their order."""
    known = activities()
    wanted = dict.fromkeys(skill for code in codes if code in known for skill in known[code].skills)
    held = profile.skills.exclude(skill=None).values("skill")
    rows = Skill.objects.in_use().filter(code__in=wanted).exclude(pk__in=held)
    order = {code: at for at, code in enumerate(wanted)}
    return sorted(rows, key=lambda skill: order[skill.code])


def confirm(profile: Profile, skills: Collection[Skill], language: str) -> int:
    """Add the skills to which the person said yes, by their names in the person's language."""
    named = {name.casefold() for name in profile.skills.values_list("name", flat=True)}
    new = [
        ProfileSkill(profile=profile, skill=skill, name=skill.name_in(language))
        for skill in skills
        if skill.name_in(language).casefold() not in named
    ]
    return len(ProfileSkill.objects.bulk_create(new, ignore_conflicts=True))
