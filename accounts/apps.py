"""How the desk calls what is about accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and their accounts as an application."""

    name = "accounts"
    verbose_name = _("People and work")
