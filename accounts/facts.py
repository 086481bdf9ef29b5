"""Facts of a profile: joined to the shared vocabulary where that knows them."""

from catalog.models import Skill


def join_skill(name: str) -> Skill | None:
    """The skill of the vocabulary that goes by this name in any language, if there is one."""
    return Skill.objects.named(name).order_by("pk").first()
