from sluice_bench.hub.warm import MOST, SPAN, WarmUp


def done(warm, costs):
    for number, cost in enumerate(costs):
        if warm.over:
            return number
        warm.add(cost)
    return len(costs) if warm.over else None


def test_it_is_over_once_a_round_costs_hardly_less_than_those_before():
    falling = [5 * 0.9 ** each for each in range(20)]
    assert done(WarmUp(), falling) is None
    assert 20 < done(WarmUp(), falling + [0.6] * 20) < 40


def test_the_first_rounds_are_never_enough():
    assert done(WarmUp(), [1.0] * 50) == 2 * SPAN
    assert done(WarmUp(span=3), [1.0] * 50) == 6


def test_it_ends_also_where_nothing_becomes_steady():
    assert done(WarmUp(), [0.9 ** each for each in range(100)]) == MOST


def test_so_many_rounds_as_are_asked_for():
    assert done(WarmUp(1), [1.0] * 5) == 1
    assert WarmUp(2).done == 0
