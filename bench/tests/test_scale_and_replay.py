import argparse
import json

import pytest

from sluice_bench import arguments
from sluice_bench.hub import routes
from sluice_bench.hub.lag import Lag
from sluice_bench.replay import __main__ as replay
from sluice_bench.replay.again import held
from sluice_bench.scale import __main__ as scale

KILLED = {"objects": 9, "done": 9, "runs": 9, "lost": 0, "twice": 0, "others_in_gold": 0,
          "seconds": 1}


def test_the_ratio_is_that_of_three_hubs_to_one():
    found = scale.entry({1: 300.04, 2: 590, 3: 855.2}, KILLED)
    assert found["hubs"] == {"1": 300.0, "2": 590, "3": 855.2}
    assert found["ratio_3"] == 2.85


@pytest.mark.parametrize("wrong", [{"done": 8}, {"lost": 1}, {"twice": 1}, {"others_in_gold": 1},
                                   {"runs": 10}])
def test_one_object_that_is_lost_or_there_twice_is_a_finding(wrong):
    assert scale.well(KILLED)
    assert not scale.well({**KILLED, **wrong})


def test_a_route_that_waits_does_so_in_its_first_step():
    steps = routes.text("documents", None, 50).partition("steps:")[2]
    assert steps.index("delay") < steps.index("json-records-action")
    assert 'expression: "50"' in steps
    assert "delay" not in routes.text("documents")


def test_the_rate_is_from_the_first_that_was_fed_to_the_last():
    fed = [(0, 0), (5, 0), (6, 10), (7, 20), (8, 30), (9, 30), (20, 30)]
    assert held(fed) == 10
    assert held([(0, 0), (1, 30), (2, 30)]) == 0


def options(**more):
    return argparse.Namespace(objects=1000, rate=100, live=10, seconds=1, json=None, **more)


def told(held_per_s, meanwhile, statuses):
    lags = [Lag(10, 10, each) for each in ([0.05] * 99 + [0.1], [9] * 100, meanwhile)]
    return replay.entry(options(), lags, held_per_s,
                        {"objects": 1000, "statuses": statuses})


@pytest.mark.parametrize("held_per_s,meanwhile,statuses,wrong", [
    (95, [0.09] * 99 + [0.19], {"done": 1000}, 0),
    (111, [0.09] * 100, {"done": 1000}, 1),
    (88, [0.09] * 100, {"done": 1000}, 1),
    (100, [0.11] * 100, {"done": 1000}, 1),
    (100, [0.05] * 98 + [0.3] * 2, {"done": 1000}, 1),
    (100, [0.05] * 100, {"done": 999, "parked": 1}, 1)])
def test_what_is_not_kept_is_told(held_per_s, meanwhile, statuses, wrong):
    found = told(held_per_s, meanwhile, statuses)
    assert len(list(replay.complaints(options(), found))) == wrong


@pytest.mark.parametrize("words,file", [([], None), (["--json"], "-"), (["--json", "f"], "f")])
def test_json_is_printed_or_written(words, file):
    assert scale.arguments(words).json == file
    assert replay.arguments(words).json == file


def test_json_alone_stands_on_the_output(capsys, tmp_path):
    asked = argparse.Namespace(json="-")
    arguments.say(asked, "a line")
    arguments.tell_json(asked, {"ratio_3": 3})
    out, err = capsys.readouterr()
    assert json.loads(out) == {"ratio_3": 3} and err == "a line\n"
    arguments.tell_json(argparse.Namespace(json=str(tmp_path / "f")), {"ratio_3": 3})
    assert json.loads((tmp_path / "f").read_text()) == {"ratio_3": 3}
