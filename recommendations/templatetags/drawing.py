"""Pictures in templates: each is drawn by the server, with its figures as text beside it."""

from django import template

from recommendations.charts import Bar, Course, Scale, Star, course, fit_bars, scale, star
from recommendations.explaining import VacancyMatch
from recommendations.specialties import SpecialtyMatch
from recommendations.trends import Moment

register = template.Library()


@register.filter
def petals(share: float) -> Star:
    """The star of a score: {% with star=match.score|petals %}."""
    return star(share)


@register.filter
def bars(match: VacancyMatch) -> list[Bar]:
    """What each signal gave to the score of a vacancy."""
    return fit_bars(match)


@register.filter
def pay_scale(match: SpecialtyMatch, matches: list[SpecialtyMatch]) -> Scale | None:
    """Where the pay of a specialty stands among those shown with it."""
    return scale(match.pay.median or 0, [other.pay.median or 0 for other in matches])


@register.filter
def demand_scale(match: SpecialtyMatch, matches: list[SpecialtyMatch]) -> Scale | None:
    """Where the demand for a specialty stands among those shown with it."""
    counts = [other.demand.open_vacancies for other in matches]
    return scale(match.demand.open_vacancies, counts)


@register.filter
def course_for(match: SpecialtyMatch, histories: dict[int, list[Moment]]) -> Course | None:
    """How the demand for a specialty went, as far as it was noted."""
    return course(histories.get(match.specialty.pk, []))
