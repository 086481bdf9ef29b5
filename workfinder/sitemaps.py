"""What search engines may read: the open pages, and the real offers among them."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from catalog.models import Course, Vacancy

CLOSED = ("/me/", "/profile/", "/questionnaire/", "/admin/", "/api/", "/mobile/")


class Pages(Sitemap):
    """Pages that are always there."""

    def items(self) -> list[str]:
        """Their names."""
        return ["home", "help", "catalog:vacancy_search", "catalog:course_search"]

    def location(self, item: str) -> str:
        """The address of a page."""
        return reverse(item)


class Vacancies(Sitemap):
    """Open vacancies, each opening once; examples are nobody's offers."""

    limit = 5_000

    def items(self) -> QuerySet[Vacancy]:
        """The newest first."""
        real = Vacancy.objects.open().filter(source__is_example=False)
        return real.only("pk", "updated_at").newest_first()

    def lastmod(self, item: Vacancy) -> datetime:
        """When it said something else for the last time."""
        return item.updated_at


class Courses(Sitemap):
    """Courses that still exist."""

    limit = 5_000

    def items(self) -> QuerySet[Course]:
        """By key."""
        real = Course.objects.open().filter(source__is_example=False)
        return real.only("pk", "updated_at").order_by("pk")

    def lastmod(self, item: Course) -> datetime:
        """When it said something else for the last time."""
        return item.updated_at


SITEMAPS = {"pages": Pages, "vacancies": Vacancies, "courses": Courses}


def robots(request: HttpRequest) -> HttpResponse:
    """Where crawlers have nothing to look for, and where they find the rest."""
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in CLOSED)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
