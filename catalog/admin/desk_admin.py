"""What every desk of the catalogue shares."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.utils import translation
from unfold.admin import ModelAdmin


class DeskAdmin(ModelAdmin):
    """Its history names fields as the model does, which each reader gets in their own language."""

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002  Django's signature
    ) -> list[dict[str, Any]]:
        """A label of a form is capitalised, so that no catalogue holds it."""
        told: list[dict[str, Any]] = super().construct_change_message(request, form, formsets, add)
        with translation.override(None):
            for one in told:
                if "changed" in one and "name" not in one["changed"]:
                    one["changed"]["fields"] = [
                        self._named(form, name) for name in form.changed_data
                    ]
        return told

    def _named(self, form: Any, name: str) -> str:
        try:
            return str(self.opts.get_field(name).verbose_name)
        except FieldDoesNotExist:
            return str(form.fields[name].label or name)
