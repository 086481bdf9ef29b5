"""Vectors of texts, and what people did with vacancies."""

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
    "CourseVector",
    "EmbeddingModel",
    "HiddenEmployer",
    "Mark",
    "MarkChange",
    "Phrase",
    "ProfileVector",
    "SpecialtyVector",
    "VacancyVector",
    "Vector",
]
