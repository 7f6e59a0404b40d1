import math

import pytest

from sluice_bench.upload.ratios import Ratio, ratio, student, verdict


def test_a_machine_that_slows_down_from_round_to_round_cancels_out():
    found = ratio([(100 / slow, 200 / slow) for slow in (1, 2, 3, 4)])
    assert found == pytest.approx((0.5, 0.5, 0.5))


def test_the_interval_is_students_around_the_mean_of_the_logarithms():
    found = ratio([(math.e ** each, 1) for each in (-0.1, 0.0, 0.1)])
    half = 4.303 * 0.1 / math.sqrt(3)
    assert found.mean == pytest.approx(1)
    assert (found.low, found.high) == pytest.approx((math.exp(-half), math.exp(half)))


def test_beyond_the_table_the_interval_is_rather_too_wide():
    assert student(500) == student(30) > 1.96


@pytest.mark.parametrize("low, high, word", [
    (0.97, 0.985, "met"), (0.99, 1.01, "met"), (0.95, 0.979, "short"), (0.90, 0.949, "missed"),
    (0.95, 1.0, "wide")])
def test_a_goal_is_met_by_an_interval_that_reaches_it_and_is_narrow(low, high, word):
    assert verdict(Ratio((low + high) / 2, low, high)).word == word
