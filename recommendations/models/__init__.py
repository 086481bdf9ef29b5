"""Vectors of texts, and what people did with vacancies."""

from recommendations.models.marks import Mark
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
    "Mark",
    "Phrase",
    "ProfileVector",
    "SpecialtyVector",
    "VacancyVector",
    "Vector",
]
