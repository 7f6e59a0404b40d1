import pytest

from sluice_bench.hub import growth, lag, memory, routes
from sluice_bench.hub.lag import Lag
from sluice_bench.hub.memory import Sample


def test_a_quantile_is_the_value_that_the_share_does_not_exceed():
    ordered = list(range(100))
    assert lag.quantile(ordered, 0.5) == 50
    assert lag.quantile(ordered, 0.99) == 99
    assert lag.quantile([7], 0.99) == 7


def test_a_rate_that_is_not_held_is_told_beside_half_of_saturation():
    found = lag.entry(60.0, [Lag(100, 58.0, [0.1] * 98 + [0.4, 0.9]), Lag(30, 30, [0.05] * 100)])
    assert (found["p50_ms"], found["p99_ms"], found["held_per_s"]) == (100, 900, 58)
    assert found["half_of_saturation"]["p99_ms"] == 50
    assert found["saturation_per_s"] == 60


def test_points_of_lag_have_a_second_each():
    assert lag.body(7) != lag.body(8)
    assert b'"time": %d' % (lag.FIRST_TIME + 7) in lag.body(7)


def test_growth_is_the_worst_by_the_best():
    assert growth.spread({1: 100, 20: 110, 200: 88}) == 0.8


def test_a_documents_own_fields_are_of_no_other():
    one, other = growth.own(1), growth.own(2)
    assert not set(one.values()) & set(other.values())


def test_memory_is_flat_where_the_second_half_holds_no_more_than_the_first():
    samples = [Sample(at, rss, 2 * rss) for at, rss in enumerate([10, 100, 90, 80])]
    assert memory.flatness(samples) == (0.9, 0.9)
    assert memory.flatness([Sample(0, 10, 10), Sample(1, 20, 10)]) == (2, 1)


@pytest.mark.parametrize("number, name", [(None, False), (17, True)])
def test_a_numbered_route_takes_the_objects_that_begin_so(number, name):
    text = routes.text("readings", number)
    assert ('name: "017-*"' in text) == name
    assert "kamelet:influx-points-sink" in text
