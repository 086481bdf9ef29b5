"""The public catalogue of the API: vacancies, courses, and the reference lists."""

from catalog.api.serializers import (
    CourseCardSerializer,
    NamedSerializer,
    SpecialtySerializer,
    VacancyCardSerializer,
    WantedSerializer,
)
from catalog.api.views import (
    CourseViewSet,
    RegionViewSet,
    ReportView,
    SkillViewSet,
    SpecialtyViewSet,
    VacancyCountsView,
    VacancyViewSet,
)

__all__ = [
    "CourseCardSerializer",
    "CourseViewSet",
    "NamedSerializer",
    "RegionViewSet",
    "ReportView",
    "SkillViewSet",
    "SpecialtySerializer",
    "SpecialtyViewSet",
    "VacancyCardSerializer",
    "VacancyCountsView",
    "VacancyViewSet",
    "WantedSerializer",
]
