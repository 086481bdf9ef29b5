"""Sources, vacancies, courses, and the shared vocabulary that describes them."""

from catalog.models.offers import (
    Course,
    Employment,
    ExperienceNeeded,
    PayPeriod,
    Schedule,
    Vacancy,
    WorkMode,
)
from catalog.models.reference import Labour, Region, Skill, Specialty
from catalog.models.sources import ImportRun, QuarantinedItem, Source

__all__ = [
    "Course",
    "Employment",
    "ExperienceNeeded",
    "ImportRun",
    "Labour",
    "PayPeriod",
    "QuarantinedItem",
    "Region",
    "Schedule",
    "Skill",
    "Source",
    "Specialty",
    "Vacancy",
    "WorkMode",
]
