"""The curators' desk: sources and their imports, what they brought, and the vocabulary."""

from catalog.admin.offers import CourseAdmin, VacancyAdmin
from catalog.admin.reference import RegionAdmin, SkillAdmin, SpecialtyAdmin
from catalog.admin.sources import ImportRunAdmin, QuarantinedItemAdmin, SourceAdmin

__all__ = [
    "CourseAdmin",
    "ImportRunAdmin",
    "QuarantinedItemAdmin",
    "RegionAdmin",
    "SkillAdmin",
    "SourceAdmin",
    "SpecialtyAdmin",
    "VacancyAdmin",
]
