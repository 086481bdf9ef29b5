"""The curators' desk: sources and their imports, what they brought, and the vocabulary."""

from catalog.admin.imports import ImportRunAdmin, QuarantinedItemAdmin
from catalog.admin.offers import CourseAdmin, VacancyAdmin
from catalog.admin.reference import RateAdmin, RegionAdmin, SkillAdmin, SpecialtyAdmin
from catalog.admin.reports import ReportAdmin
from catalog.admin.sources import SourceAdmin

__all__ = [
    "CourseAdmin",
    "ImportRunAdmin",
    "QuarantinedItemAdmin",
    "RateAdmin",
    "RegionAdmin",
    "ReportAdmin",
    "SkillAdmin",
    "SourceAdmin",
    "SpecialtyAdmin",
    "VacancyAdmin",
]
