"""Takes back the last thing a person did with a vacancy, an employer or a saved search.

What was there before is a plain dict, so that a session can keep it between two pages.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from recommendations.models import HiddenEmployer, Mark, MarkChange, SavedSearch

KEPT_OF_MARK = ("vacancy_id", "title", "employer", "url", "state", "note", "resume_id")
Kept = dict[str, Any]


def before_of_mark(user: User, **which: Any) -> Kept:
    """How a mark is now, to come back to; `which` tells it by `pk` or by `vacancy`."""
    key = which["vacancy"].pk if "vacancy" in which else None
    mark = Mark.objects.filter(user=user, **which).prefetch_related("changes").first()
    if mark is None:
        return {"kind": "mark", "vacancy": key, "mark": None}
    values = {name: getattr(mark, name) for name in KEPT_OF_MARK}
    values["resume_id"] = str(mark.resume_id) if mark.resume_id else None
    return {
        "kind": "mark",
        "vacancy": mark.vacancy_id,
        "mark": {
            "pk": mark.pk,
            "values": values,
            "times": [mark.created_at.isoformat(), mark.updated_at.isoformat()],
            "changes": [
                [change.state, change.made_at.isoformat()] for change in mark.changes.all()
            ],
        },
    }


def before_of_employer(employer: HiddenEmployer, *, is_hidden: bool) -> Kept:
    """How an employer was: hidden or not."""
    return {"kind": "employer", "name": employer.name, "key": employer.key, "hidden": is_hidden}


def before_of_search(search: SavedSearch) -> Kept:
    """How a saved search was."""
    names = ("name", "filters", "by_profile", "rhythm")
    looked = {name: getattr(search, name).isoformat() for name in ("looked_until", "looked_at")}
    return {"kind": "search", "values": {name: getattr(search, name) for name in names}, **looked}


@transaction.atomic
def bring_back(user: User, kept: Kept) -> None:
    """Make it as it was; does no harm where it is so already."""
    DEEDS[kept["kind"]](user, kept)


def _mark(user: User, kept: Kept) -> None:
    former = kept["mark"]
    if kept["vacancy"] is not None:
        Mark.objects.filter(user=user, vacancy=kept["vacancy"]).delete()
    if former is None:
        return
    Mark.objects.filter(user=user, pk=former["pk"]).delete()
    values = {**former["values"], "resume": None}
    resume_id = values.pop("resume_id")
    if resume_id is not None:
        values["resume"] = user.resumes.filter(pk=resume_id).first()
    mark = Mark.objects.create(pk=former["pk"], user=user, **values)
    made, updated = (datetime.fromisoformat(time) for time in former["times"])
    Mark.objects.filter(pk=mark.pk).update(created_at=made, updated_at=updated)
    MarkChange.objects.bulk_create(
        MarkChange(mark=mark, state=state, made_at=datetime.fromisoformat(time))
        for state, time in former["changes"]
    )


def _employer(user: User, kept: Kept) -> None:
    if kept["hidden"]:
        HiddenEmployer.objects.get_or_create(
            user=user, key=kept["key"], defaults={"name": kept["name"]}
        )
    else:
        HiddenEmployer.objects.filter(user=user, key=kept["key"]).delete()


def _search(user: User, kept: Kept) -> None:
    looked = {name: datetime.fromisoformat(kept[name]) for name in ("looked_until", "looked_at")}
    values = dict(kept["values"])
    key = {name: values.pop(name) for name in ("by_profile", "filters")}
    SavedSearch.objects.get_or_create(user=user, **key, defaults={**values, **looked})


DEEDS = {"mark": _mark, "employer": _employer, "search": _search}
