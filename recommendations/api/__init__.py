"""`me/` of the API: the profile whose change renews a suggestion, and what fits a person."""

from recommendations.api.alerts import AlertsView, SearchesView, SearchView
from recommendations.api.marks import (
    HiddenEmployersView,
    HiddenEmployerView,
    MarkListView,
    MarkRecordView,
    MarkView,
)
from recommendations.api.views import (
    ChangesView,
    CoursesView,
    GapView,
    ProfileView,
    SimilarView,
    SpecialtiesView,
    SpecialtyView,
    VacanciesView,
    WhyView,
)

__all__ = [
    "AlertsView",
    "ChangesView",
    "CoursesView",
    "GapView",
    "HiddenEmployerView",
    "HiddenEmployersView",
    "MarkListView",
    "MarkRecordView",
    "MarkView",
    "ProfileView",
    "SearchView",
    "SearchesView",
    "SimilarView",
    "SpecialtiesView",
    "SpecialtyView",
    "VacanciesView",
    "WhyView",
]
