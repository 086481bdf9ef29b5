"""Facts of a profile: joined to the vocabulary, ordered by the person, brought back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import FACT_MODELS, Fact, Profile
from catalog.models import Skill

# What a fact is dated by, where it is.
DATED = {"experience": "start", "education": "end", "certificates": "issued"}


def join_skill(name: str) -> Skill | None:
    """The skill of the vocabulary that goes by this name in any language, if there is one."""
    return Skill.objects.named(name).order_by("pk").first()


def settle(fact: Fact) -> None:
    """Give a new fact its place in a list that the person has ordered; else it stands by date."""
    facts = _siblings(fact)
    others = [other for other in facts if other.pk != fact.pk]
    if all(other.position is None for other in others):
        return
    field = DATED.get(kind_of(fact), "")
    date = getattr(fact, field, "")
    older = (at for at, other in enumerate(others) if field and getattr(other, field) <= date)
    _number(others, fact, next(older, len(others)))


def move(fact: Fact, to: int) -> None:
    """Put a fact at a place of its list, counted from 0; beyond the end means last."""
    others = [other for other in _siblings(fact) if other.pk != fact.pk]
    _number(others, fact, min(max(to, 0), len(others)))


def place_of(fact: Fact) -> int:
    """Where a fact stands in its list, counted from 0."""
    return [other.pk for other in _siblings(fact)].index(fact.pk)


def kind_of(fact: Fact) -> str:
    """The name of a fact's relation, which is also its name in addresses."""
    return next(kind for kind, model in FACT_MODELS.items() if isinstance(fact, model))


def as_kept(fact: Fact) -> dict[str, Any]:
    """A fact as plain data from which it can be brought back."""
    names = [field.attname for field in fact._meta.concrete_fields]
    return {name: getattr(fact, name) for name in names if name not in ("created_at", "profile_id")}


def bring_back(profile: Profile, kind: str, kept: dict[str, Any]) -> Fact:
    """A deleted fact, with the id that it had; ValidationError where its like has come since."""
    model: Any = FACT_MODELS[kind]
    fact: Fact = model(**kept, profile=profile)
    try:
        with transaction.atomic():
            fact.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(_("It is on the list already.")) from error
    return fact


def _siblings(fact: Fact) -> list[Any]:
    profile: Profile = fact.profile  # type: ignore[attr-defined]
    return list(getattr(profile, kind_of(fact)).all())


def _number(others: list[Any], fact: Fact, place: int) -> None:
    others.insert(place, fact)
    for number, other in enumerate(others):
        other.position = number
    type(fact)._default_manager.bulk_update(others, ["position"])
