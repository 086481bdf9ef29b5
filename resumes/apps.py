"""How the desk calls what is about resumes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResumesConfig(AppConfig):
    """Resumes as an application."""

    name = "resumes"
    verbose_name = _("Resumes")
