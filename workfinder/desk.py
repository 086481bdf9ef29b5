"""How the curators' desk looks and what its side bar leads to."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def _link(title: Any, icon: str, model: str) -> dict[str, Any]:
    """A line of the side bar that leads to the list of a model."""
    address = reverse_lazy(f"admin:{model}_changelist")
    permission = f"{model.replace('_', '.view_', 1)}"
    return {
        "title": title,
        "icon": icon,
        "link": address,
        "permission": lambda request: request.user.has_perm(permission),
    }


# The teal of the site, light to dark, as OKLCH.
TEAL = {
    "50": "oklch(97.5% .012 200)",
    "100": "oklch(94.5% .025 200)",
    "200": "oklch(89% .045 200)",
    "300": "oklch(81% .065 200)",
    "400": "oklch(70% .085 200)",
    "500": "oklch(58% .085 205)",
    "600": "oklch(45% .075 208)",
    "700": "oklch(39% .065 210)",
    "800": "oklch(33% .055 212)",
    "900": "oklch(28% .045 214)",
    "950": "oklch(21% .035 216)",
}


def first_page(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The state of the catalogue, for those who may see its sources."""
    # Settings are read before models can be.
    from catalog.dashboard import dashboard  # noqa: PLC0415

    if request.user.has_perm("catalog.view_source"):
        context["desk"] = dashboard()
    return context


UNFOLD: dict[str, Any] = {
    "DASHBOARD_CALLBACK": "workfinder.desk.first_page",
    "SITE_TITLE": "Career Canvas",
    "SITE_HEADER": _("Curators' desk"),
    "SITE_SUBHEADER": "Career Canvas",
    "SITE_ICON": lambda _request: static("img/mark.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda _request: static("img/mark.svg")}
    ],
    "STYLES": [lambda _request: static("css/desk.css")],
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "COLORS": {"primary": TEAL},
    "SIDEBAR": {
        "show_search": True,
        "show_all_applications": False,
        "navigation": [
            {
                "title": _("Catalogue"),
                "items": [
                    _link(_("Sources"), "hub", "catalog_source"),
                    _link(_("Imports"), "download", "catalog_importrun"),
                    _link(_("Items set aside"), "report", "catalog_quarantineditem"),
                    _link(_("Reports of readers"), "flag", "catalog_report"),
                    _link(_("Vacancies"), "work", "catalog_vacancy"),
                    _link(_("Courses"), "school", "catalog_course"),
                ],
            },
            {
                "title": _("Vocabulary"),
                "items": [
                    _link(_("Specialties"), "badge", "catalog_specialty"),
                    _link(_("Skills"), "build", "catalog_skill"),
                    _link(_("Regions"), "map", "catalog_region"),
                    _link(_("Rates of exchange"), "currency_exchange", "catalog_rate"),
                ],
            },
            {
                "title": _("People and work"),
                "items": [
                    _link(_("Users"), "group", "accounts_user"),
                    _link(_("Roles"), "badge", "auth_group"),
                    _link(_("Work that failed"), "error", "django_q_failure"),
                    _link(_("Schedules"), "schedule", "django_q_schedule"),
                ],
            },
        ],
    },
}
