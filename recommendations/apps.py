"""How the desk calls what is about recommendations."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecommendationsConfig(AppConfig):
    """Recommendations as an application."""

    name = "recommendations"
    verbose_name = _("Recommendations")
