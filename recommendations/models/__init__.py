"""Vectors of texts, what people did with vacancies, and the demand of each day."""

from recommendations.models.alerts import (
    AlertLetter,
    AlertSettings,
    SavedSearch,
    ToldVacancy,
)
from recommendations.models.demand import DemandSnapshot
from recommendations.models.marks import HiddenEmployer, Mark, MarkChange
from recommendations.models.vectors import (
    CourseVector,
    EmbeddingModel,
    Phrase,
    ProfileVector,
    SpecialtyVector,
    VacancyVector,
    Vector,
)

__all__ = [
    "AlertLetter",
    "AlertSettings",
    "CourseVector",
    "DemandSnapshot",
    "EmbeddingModel",
    "HiddenEmployer",
    "Mark",
    "MarkChange",
    "Phrase",
    "ProfileVector",
    "SavedSearch",
    "SpecialtyVector",
    "ToldVacancy",
    "VacancyVector",
    "Vector",
]
