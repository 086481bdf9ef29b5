"""Sources, vacancies, courses, and the shared vocabulary that describes them."""

from catalog.models.choices import Employment, ExperienceNeeded, PayPeriod, Schedule, WorkMode
from catalog.models.offers import Course, Fingerprint, Vacancy
from catalog.models.reference import Labour, Region, Skill, Specialty
from catalog.models.sources import ImportRun, QuarantinedItem, Source

__all__ = [
    "Course",
    "Employment",
    "ExperienceNeeded",
    "Fingerprint",
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
