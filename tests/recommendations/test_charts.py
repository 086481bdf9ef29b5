"""Pictures: from figures to lines, with no database."""

from datetime import date

import pytest

from recommendations.charts import PETALS, course, fit_bars, line, scale, star
from recommendations.explaining import VacancyMatch
from recommendations.reasons import Reason
from recommendations.scoring import WEIGHTS
from recommendations.trends import Moment


@pytest.mark.parametrize(("share", "lit"), [(0.0, 1), (0.31, 2), (0.5, 4), (0.97, 8), (1.0, 8)])
def test_a_star_is_lit_by_eighths(share, lit):
    made = star(share)
    assert made.lit.count("Z") == lit
    assert made.unlit.count("Z") == PETALS - lit


def test_bars_add_up_to_the_score():
    reasons = (Reason("meaning", 0.25, ""), Reason("place", 0.12, ""))
    match = VacancyMatch(None, 0.37, "fair", reasons, (), is_near_specialty=False)
    assert sum(bar.given for bar in fit_bars(match)) == 37


def test_every_signal_has_a_bar_and_a_name():
    made = fit_bars(VacancyMatch(None, 0.0, "fair", (), (), is_near_specialty=False))
    assert {bar.given for bar in made} == {0}
    assert len(made) == len(WEIGHTS)
    assert not {str(bar.name) for bar in made} & set(WEIGHTS)


def test_a_scale_compares_with_the_others():
    made = scale(50, [100, 50, 0])
    assert (made.own, made.others) == (50.0, (100.0,))


def test_a_figure_alone_has_no_scale():
    assert scale(50, [50, 0]) is None
    assert scale(0, [50, 60]) is None


def test_a_line_needs_two_figures():
    assert line([3]) is None
    assert line([3, 3]).line.count("L") == 1


def test_a_line_stays_in_its_frame():
    made = line([0, 10, 4])
    assert 0 <= made.last_x <= 100
    assert 0 <= made.last_y <= 28


def test_a_course_needs_two_days():
    first, last = (Moment(date(2026, 11, day), day, None, 0) for day in (1, 9))
    assert course([first]) is None
    assert (course([first, last]).first, course([first, last]).last) == (first, last)
