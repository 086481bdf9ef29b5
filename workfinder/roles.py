"""The roles of staff: curators keep the catalogue, administrators keep the curators as well."""

from django.contrib.auth.models import Group, Permission

CURATORS, ADMINISTRATORS = "Curators", "Administrators"
# What curators may do, by model: everything, or only look.
KEPT_BY_CURATORS = ("source", "vacancy", "course", "specialty", "skill", "region", "rate", "report")
SEEN_BY_CURATORS = ("importrun", "quarantineditem")
KEPT_BY_ADMINISTRATORS = ("user", "group")
DEEDS = ("view", "add", "change", "delete")


def make_roles() -> None:
    """Make the groups and give them what they may do; other groups stay as they are."""
    kept = [f"{deed}_{model}" for model in KEPT_BY_CURATORS for deed in DEEDS]
    seen = [f"view_{model}" for model in SEEN_BY_CURATORS]
    staff = [f"{deed}_{model}" for model in KEPT_BY_ADMINISTRATORS for deed in DEEDS]
    looks = ["view_failure", "view_schedule"]
    for name, codes in (
        (CURATORS, [*kept, *seen]),
        (ADMINISTRATORS, [*kept, *seen, *staff, *looks]),
    ):
        group, _is_new = Group.objects.get_or_create(name=name)
        group.permissions.set(Permission.objects.filter(codename__in=codes))
