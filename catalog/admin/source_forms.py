"""Forms of a source: its kind first, then the options that its adapter asks for."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldAdminURLInputWidget,
    UnfoldBooleanSwitchWidget,
)

from catalog.models import Source
from catalog.sources import ADAPTERS
from catalog.sources.base import Adapter, Option
from catalog.sources.uploads import keep_upload

# Before the name of an option, so that it is none of the source's own fields.
PREFIX = "option_"
MOST_UPLOADED = 200 * 1024 * 1024
LONGEST_TEXT = 2_000


class NewSourceForm(forms.ModelForm):
    """The name and the kind; the options follow on the next page."""

    kind = forms.ChoiceField(label=_("Kind"), choices=list, widget=UnfoldAdminSelectWidget)

    class Meta:
        model = Source
        fields = ("name", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(key, ADAPTERS[key].label) for key in ADAPTERS]  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> Source:  # noqa: FBT001, FBT002  Django's signature
        """A new source begins with the defaults of its kind, and waits for its options."""
        adapter = ADAPTERS[self.cleaned_data["kind"]]
        self.instance.options = {
            option.name: False if option.kind == "flag" else option.default
            for option in adapter.options
            if option.kind != "file"
        }
        return super().save(commit)


class SourceForm(forms.ModelForm):
    """A source with the options of its kind; files are uploaded, never typed as a path."""

    class Meta:
        model = Source
        fields = ("name", "is_active", "is_example", "every_hours")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self._options:
            if (name := f"{PREFIX}{option.name}") in self.fields and option.kind != "file":
                self.fields[name].initial = self.instance.options.get(option.name, option.default)

    @property
    def _adapter(self) -> Adapter | None:
        return ADAPTERS.get(self.instance.kind)

    @property
    def _options(self) -> tuple[Option, ...]:
        return self._adapter.options if self._adapter else ()

    def clean(self) -> dict[str, Any]:
        """What the adapter finds wrong with the options stands beside the option."""
        cleaned = super().clean() or self.cleaned_data
        options = self._typed(cleaned)
        for option in self._options:
            upload = cleaned.get(f"{PREFIX}{option.name}")
            if option.kind == "file" and upload:
                self._check_size(option, upload)
                options[option.name] = upload.name
        problems = self._adapter.problems(options) if self._adapter else {}
        for name, problem in problems.items():
            if f"{PREFIX}{name}" in self.fields and f"{PREFIX}{name}" not in self.errors:
                self.add_error(f"{PREFIX}{name}", problem)
        return cleaned

    def save(self, commit: bool = True) -> Source:  # noqa: FBT001, FBT002  Django's signature
        """Keep the options, and what was uploaded with them."""
        options = self._typed(self.cleaned_data)
        for option in self._options:
            upload = self.cleaned_data.get(f"{PREFIX}{option.name}")
            if option.kind == "file" and upload:
                options[option.name] = keep_upload(upload)
        self.instance.options = options
        return super().save(commit)

    def _typed(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        """The options as they were, with what was typed."""
        typed = {
            option.name: cleaned[f"{PREFIX}{option.name}"]
            for option in self._options
            if option.kind != "file" and f"{PREFIX}{option.name}" in cleaned
        }
        return self.instance.options | typed

    def _check_size(self, option: Option, upload: UploadedFile) -> None:
        if (upload.size or 0) > MOST_UPLOADED:
            problem = _("The file is larger than %(limit)s MB.") % {"limit": MOST_UPLOADED >> 20}
            self.add_error(f"{PREFIX}{option.name}", problem)


def form_for(source: Source) -> type[SourceForm]:
    """The form of a source, with a field for each option of its kind."""
    adapter = ADAPTERS.get(source.kind)
    fields = {
        f"{PREFIX}{option.name}": _field(option) for option in (adapter.options if adapter else ())
    }
    return type("SourceForm", (SourceForm,), fields)


def groups_of(source: Source) -> list[tuple[str, list[str]]]:
    """The names of the option fields by the group in which they stand."""
    adapter = ADAPTERS.get(source.kind)
    groups: dict[str, list[str]] = {}
    for option in adapter.options if adapter else ():
        groups.setdefault(str(option.group), []).append(f"{PREFIX}{option.name}")
    return list(groups.items())


def _field(option: Option) -> forms.Field:
    shared: dict[str, Any] = {
        "label": capfirst(str(option.label)),
        "help_text": option.help_text,
        "required": False,
    }
    if option.kind == "flag":
        return forms.BooleanField(widget=UnfoldBooleanSwitchWidget, **shared)
    if option.kind == "file":
        return forms.FileField(widget=UnfoldAdminFileFieldWidget, **shared)
    if option.kind == "number":
        return forms.FloatField(min_value=0, widget=UnfoldAdminDecimalFieldWidget, **shared)
    if option.kind == "choice":
        return forms.ChoiceField(choices=option.choices, widget=UnfoldAdminSelectWidget, **shared)
    widget: type[forms.Widget] = {
        "address": UnfoldAdminURLInputWidget,
        "long": UnfoldAdminTextareaWidget,
    }.get(option.kind, UnfoldAdminTextInputWidget)
    return forms.CharField(max_length=LONGEST_TEXT, widget=widget, **shared)
