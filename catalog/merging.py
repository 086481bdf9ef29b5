"""Merges skills that are one: what names the repeats names the one that stays."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from catalog.models import Skill


@transaction.atomic
def merge_skills(stays: Skill, repeats: Sequence[Skill]) -> int:
    """Link everything to the skill that stays, and say how many links moved.

    The repeats are kept as other words for it, so later imports find it by them too.
    """
    keys = [skill.pk for skill in repeats if skill.pk != stays.pk]
    moved = 0
    relations: list[Any] = list(Skill._meta.related_objects)
    for relation in relations:
        if relation.many_to_many:
            moved += _move_links(relation.through, stays, keys)
        elif relation.field.name != "merged_into":
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
            moved += rows.update(**{name: stays})
    Skill.objects.filter(merged_into__in=keys).update(merged_into=stays)
    Skill.objects.filter(pk__in=keys).update(merged_into=stays)
    return moved


def _move_links(through: Any, stays: Skill, keys: Sequence[int]) -> int:
    """Links of a many-to-many table; who had both keeps one."""
    owner = next(
        field.attname
        for field in through._meta.concrete_fields
        if field.is_relation and field.related_model is not Skill
    )
    links = through._base_manager.filter(skill__in=keys)
    owners = set(links.values_list(owner, flat=True))
    links.delete()
    made = (through(**{owner: key, "skill_id": stays.pk}) for key in owners)
    through._base_manager.bulk_create(made, ignore_conflicts=True)
    return len(owners)
