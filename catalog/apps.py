"""How the desk calls what is about catalog."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """The catalogue as an application."""

    name = "catalog"
    verbose_name = _("Catalogue")
