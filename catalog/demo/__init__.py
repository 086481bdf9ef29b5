"""The demo catalogue: example vacancies and courses, made the same way each time from written phrases."""

from catalog.demo.courses import courses
from catalog.demo.generating import vacancies
from catalog.demo.reading import DemoError

__all__ = ["DemoError", "courses", "vacancies"]
