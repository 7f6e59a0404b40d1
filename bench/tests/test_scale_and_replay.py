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


WELL = {"held_per_s": 95, "first": [0.05] * 99 + [0.2], "meanwhile": [0.09] * 99 + [0.19],
        "statuses": {"done": 1000}, "live_per_s": (10, 10, 9.6)}


def complaints(**more):
    now = WELL | more
    lags = [Lag(10, live, each) for live, each in zip(
        now["live_per_s"], ([0.05] * 99 + [0.1], now["first"], now["meanwhile"]))]
    found = replay.entry(options(), lags, now["held_per_s"],
                         {"objects": 1000, "statuses": now["statuses"]})
    return list(replay.complaints(options(), found))


@pytest.mark.parametrize("wrong,words", [
    ({"held_per_s": 111}, "The rate was not kept within 10 %."),
    ({"held_per_s": 88}, "The rate was not kept within 10 %."),
    ({"meanwhile": [0.11] * 100}, "meanwhile: p50 was 2.20 times its value at rest."),
    ({"meanwhile": [0.05] * 98 + [0.3] * 2}, "meanwhile: p99 was 3.00 times its value at rest."),
    ({"first": [0.05] * 98 + [0.3] * 2}, "at_first: p99 was 3.00 times its value at rest."),
    ({"live_per_s": (10, 7, 10)}, "at_first: live uploads came to 7.0 a second of 10."),
    ({"statuses": {"done": 999, "parked": 1}},
     "Not all were replayed: {'done': 999, 'parked': 1}.")])
def test_what_is_not_kept_is_told(wrong, words):
    assert complaints() == []
    assert complaints(**wrong) == [words]


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
