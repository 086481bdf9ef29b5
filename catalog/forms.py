"""Forms of search: they turn a query string into cleaned filters."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any, cast

from django import forms
from django.core.cache import cache
from django.db.models import QuerySet
from django.forms.utils import flatatt
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.counting import COUNTED_FILTERS, FRESH_SECONDS, Counts
from catalog.models import (
    Course,
    Employment,
    ExperienceNeeded,
    Region,
    Report,
    Schedule,
    Specialty,
    WorkMode,
)
from catalog.searching import Wanted, WantedCourse
from catalog.templatetags.wording import money, number

ANY = _("Any")
SELECTED = mark_safe(" selected")
Choices = list[tuple[str, str | Promise]]


def _or_any(choices: Any) -> Choices:
    return [("", ANY), *choices]


def _by_name(rows: QuerySet[Any]) -> Choices:
    """The rows of a reference list by their names for the reader; a minute old at most."""
    return cast(
        Choices,
        cache.get_or_set(
            f"choices:{rows.model.__name__}:{get_language()}",
            lambda: sorted(((str(row.pk), row.name) for row in rows), key=itemgetter(1)),
            FRESH_SECONDS,
        ),
    )


class PlainSelect(forms.Select):
    """A select without groups, as text: a template for each of hundreds of options is slow."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The element with its options, the chosen one marked."""
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        given = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", given, options)


class FilterField(forms.ChoiceField):
    """One of many, or any."""

    widget = PlainSelect


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is set: what it says, and the query string of the list without it."""

    text: str
    without: str


class FilterForm(forms.Form):
    """What narrows a list of vacancies; a filter that can't be read doesn't count."""

    region = FilterField(label=_("Region"), required=False)
    work_mode = FilterField(label=_("Work mode"), required=False, choices=_or_any(WorkMode.choices))
    schedule = FilterField(label=_("Hours"), required=False, choices=_or_any(Schedule.choices))
    employment = FilterField(
        label=_("Employment"), required=False, choices=_or_any(Employment.choices)
    )
    experience = FilterField(
        label=_("Experience"), required=False, choices=_or_any(ExperienceNeeded.choices)
    )
    salary_from = forms.DecimalField(
        label=_("Pay from, soum a month"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "100000"}),
    )
    salary_unknown = forms.BooleanField(
        label=_("Also those that don’t name the pay"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Labels as they are without counts.
        self._labels: dict[str, dict[str, str]] = {}
        field = cast(forms.ChoiceField, self.fields["region"])
        field.choices = _or_any(_by_name(Region.objects.of_uzbekistan()))

    def wanted(self) -> Wanted:
        """The filters that could be read."""
        self.is_valid()
        read: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }
        for key in ("region", "specialty"):
            if key in read:
                read[key] = int(read[key])
        return Wanted(**read)

    def show_counts(self, counts: Counts) -> None:
        """Write beside each choice how many vacancies it would leave."""
        for name in COUNTED_FILTERS:
            if name not in self.fields:
                continue
            field = cast(forms.ChoiceField, self.fields[name])
            choices = cast(Choices, field.choices)
            self._labels[name] = {str(value): str(label) for value, label in choices}
            field.choices = [
                (value, f"{label} ({number(counts.of(name, value))})" if value else label)
                for value, label in choices
            ]

    def chosen(self) -> list[Chosen]:
        """The filters that are set, words aside, each with the way to take it off."""
        set_now = {name: self.cleaned_data.get(name) for name in self.fields if name != "q"}
        return [
            Chosen(self._said(name, value), self._without(name))
            for name, value in set_now.items()
            if value
        ]

    def _said(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return str(self._labels.get(name, dict(cast(Choices, field.choices)))[str(value)])
        if name == "salary_from":
            return str(_("from %(amount)s")) % {"amount": money(value)}
        return str(field.label)

    def _without(self, name: str) -> str:
        query = cast(QueryDict, self.data).copy()
        for gone in (name, "page", "after", "before"):
            query.pop(gone, None)
        return str(query.urlencode())

    def active_count(self) -> int:
        """How many filters are set, words aside."""
        return sum(1 for name, value in self.cleaned_data.items() if value and name != "q")


class VacancySearchForm(FilterForm):
    """The public search: words, a specialty and the filters."""

    q = forms.CharField(
        label=_("Work, employer or skill"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "enterkeyhint": "search",
                "placeholder": _("Work, employer or skill"),
            }
        ),
    )
    specialty = FilterField(label=_("Specialty"), required=False)

    field_order = ["q", "region", "specialty"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["specialty"])
        field.choices = _or_any(_by_name(Specialty.objects.defer("synonyms")))


class ReportForm(forms.Form):
    """What is wrong with a vacancy."""

    reason = forms.ChoiceField(label=_("What is wrong?"), choices=Report.Reason.choices)
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CourseSearchForm(forms.Form):
    """The public search for courses."""

    q = forms.CharField(
        label=_("What to learn"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "enterkeyhint": "search"}),
    )
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=_or_any(Course.Level.choices)
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[
            ("", ANY),
            ("uz", _("Uzbek")),
            ("uz-Cyrl", _("Uzbek, Cyrillic")),
            ("ru", _("Russian")),
            ("en", _("English")),
        ],
    )

    def wanted(self) -> WantedCourse:
        """The filters that could be read."""
        self.is_valid()
        return WantedCourse(**{name: value for name, value in self.cleaned_data.items() if value})
