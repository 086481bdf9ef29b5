"""`me/` of the API: the profile whose change renews a suggestion, and what fits a person."""

from recommendations.api.views import (
    ChangesView,
    CoursesView,
    GapView,
    MarkView,
    ProfileView,
    SimilarView,
    SpecialtiesView,
    SpecialtyView,
    VacanciesView,
    WhyView,
)

__all__ = [
    "ChangesView",
    "CoursesView",
    "GapView",
    "MarkView",
    "ProfileView",
    "SimilarView",
    "SpecialtiesView",
    "SpecialtyView",
    "VacanciesView",
    "WhyView",
]
