"""Takes facts of a brought resume into a profile: those alone that the person said yes to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms.facts import FACT_FORMS
from accounts.models import Profile
from resumes.reading.parts import FoundFact

PROFILE_FIELDS = (
    "full_name",
    "phone",
    "contact_email",
    "birth_year",
    "city",
    "about",
    "preferences",
)
# A page that holds more was not made by us.
MOST_FACTS = 300
YEAR = len("2024")


class ProfileFactForm(forms.ModelForm):
    """One field of the profile at a time."""

    heading = _("About you")

    class Meta:
        model = Profile
        fields = PROFILE_FIELDS
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "preferences": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *, profile: Profile, only: Iterable[str], **kwargs: Any) -> None:
        super().__init__(instance=profile, **kwargs)
        for name in {*self.fields} - {*only}:
            del self.fields[name]
        for field_ in self.fields.values():
            field_.required = True


@dataclass
class Offered:
    """A found fact as a form to look at: each of its fields may be taken or left."""

    number: int
    kind: str
    form: Any
    taken: set[str] = field(default_factory=set)

    @property
    def heading(self) -> Any:
        """What sort of fact it is."""
        return self.form.heading

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its fields, each with the name of its box and whether that is ticked."""
        return [
            {
                "field": bound,
                "box": f"take-{self.number}-{bound.name}",
                "is_taken": bound.name in self.taken,
            }
            for bound in self.form
        ]


def offers_of(found: Iterable[FoundFact], profile: Profile) -> list[Offered]:
    """Forms that show what was found; nothing of it is ticked."""
    kept = [fact for fact in found if not _is_held(fact, profile)][:MOST_FACTS]
    return [
        Offered(number, fact.kind, _form(fact.kind, profile, number, fact.fields, is_bound=False))
        for number, fact in enumerate(kept)
    ]


def offers_in(data: Any, profile: Profile) -> list[Offered]:
    """The same forms as the person sent them back, with what they ticked."""
    offers = []
    for number in range(MOST_FACTS):
        kind = data.get(f"kind-{number}")
        if kind not in FACT_FORMS and kind != "profile":
            continue
        prefix = f"take-{number}-"
        taken = {name.removeprefix(prefix) for name in data if name.startswith(prefix)}
        names = _names_of(kind, data, number)
        if data.get("all"):
            taken = {name for name in names if data.get(f"{number}-{name}")}
        fields = {name: _value(data, number, name) for name in names}
        offers.append(_offer(number, kind, profile, fields, taken))
    return offers


def _value(data: Any, number: int, name: str) -> Any:
    key = f"{number}-{name}"
    return data.getlist(key) if name == "categories" else data.get(key, "")


def take(offers: Iterable[Offered]) -> tuple[int, list[Offered]]:
    """Save what is ticked; how many facts were taken, and those whose fields need another look."""
    count, wrong = 0, []
    for offer in offers:
        if not offer.taken:
            continue
        if offer.form.is_valid():
            offer.form.save()
            count += 1
        else:
            wrong.append(offer)
    return count, wrong


def _offer(
    number: int, kind: str, profile: Profile, fields: Mapping[str, Any], taken: set[str]
) -> Offered:
    """Bound to what is ticked alone: what isn't ticked isn't taken."""
    ticked = {name: value for name, value in fields.items() if name in taken}
    form = _form(kind, profile, number, ticked if taken else fields, is_bound=bool(taken))
    return Offered(number, kind, form, taken)


def _names_of(kind: str, data: Any, number: int) -> list[str]:
    if kind == "profile":
        return [name for name in PROFILE_FIELDS if f"{number}-{name}" in data]
    return [*FACT_FORMS[kind].base_fields]


def _form(
    kind: str, profile: Profile, number: int, fields: Mapping[str, Any], *, is_bound: bool
) -> Any:
    how: dict[str, Any] = {"profile": profile, "prefix": str(number)}
    if is_bound:
        how["data"] = _posted(number, fields)
    else:
        how["initial"] = fields
    if kind == "profile":
        return ProfileFactForm(only=fields, **how)
    form = FACT_FORMS[kind](**how)
    for name in ("start", "end"):
        if len(str(fields.get(name, ""))) == YEAR:
            # A year alone would vanish from a browser's field for months.
            form.fields[name].widget.attrs["type"] = "text"
    return form


def _posted(number: int, fields: Mapping[str, Any]) -> Any:
    posted = QueryDict(mutable=True)
    for name, value in fields.items():
        posted.setlist(f"{number}-{name}", value if isinstance(value, list) else [str(value)])
    return posted


def _is_held(fact: FoundFact, profile: Profile) -> bool:
    """Whether the profile says exactly that already."""
    fields = fact.fields
    if fact.kind == "profile":
        return all(str(getattr(profile, name) or "") == value for name, value in fields.items())
    rows = getattr(profile, fact.kind)
    key = {
        "experience": ("title", "employer", "start"),
        "education": ("institution", "end"),
        "skills": ("name",),
        "languages": ("language",),
        "certificates": ("name",),
        "licences": (),
        "links": ("url",),
    }[fact.kind]
    return bool(rows.filter(**{f"{name}__iexact": fields[name] for name in key}).exists())
