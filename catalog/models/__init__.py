"""Sources, vacancies, courses, and the shared vocabulary that describes them."""

from catalog.models.choices import Employment, ExperienceNeeded, PayPeriod, Schedule, WorkMode
from catalog.models.courses import Course
from catalog.models.offers import Fingerprint, Vacancy
from catalog.models.reference import Labour, Rate, Region, Skill, Specialty
from catalog.models.reports import Report
from catalog.models.sources import Change, ImportRun, QuarantinedItem, RememberedValue, Source
from catalog.models.translations import Translation

__all__ = [
    "Change",
    "Course",
    "Employment",
    "ExperienceNeeded",
    "Fingerprint",
    "ImportRun",
    "Labour",
    "PayPeriod",
    "QuarantinedItem",
    "Rate",
    "Region",
    "RememberedValue",
    "Report",
    "Schedule",
    "Skill",
    "Source",
    "Specialty",
    "Translation",
    "Vacancy",
    "WorkMode",
]
