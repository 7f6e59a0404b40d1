import argparse
import csv
import hashlib
import io
import json
from types import SimpleNamespace

import pytest

from lake.errors import LakeError
from sluice_bench.hub import memory, routes
from sluice_bench.hub.memory import Sample
from sluice_bench.sinks import __main__ as sinks
from sluice_bench.sinks import held, measure
from sluice_bench.sinks.measure import Cell, Round, Side
from sluice_bench.sinks.records import COLUMNS, CSV, LINES, body


def read(form, made):
    """An object's records as texts."""
    text = made.bytes.decode()
    if form is CSV:
        return list(csv.DictReader(io.StringIO(text)))
    return [{name: json.dumps(value).strip('"') if name not in ("value", "battery") else
             ("%.2f" if name == "value" else "%.3f") % value
             for name, value in json.loads(line).items()} for line in text.splitlines()]


@pytest.mark.parametrize("form", [CSV, LINES])
def test_an_object_has_so_many_records_none_of_which_stands_in_the_next(form):
    one, other = body(form, 250, 300), body(form, 550, 300)
    seen = [(each["station"], each["sensor"], each["time"])
            for made in (one, other) for each in read(form, made)]
    assert len(seen) == len(set(seen)) == 600
    assert one.etag == hashlib.md5(one.bytes).hexdigest() != other.etag


def test_both_formats_hold_the_same():
    assert read(CSV, body(CSV, 17, 200)) == read(LINES, body(LINES, 17, 200))
    assert tuple(read(LINES, body(LINES, 0, 1))[0]) == COLUMNS


def test_the_bare_loop_writes_as_much_at_once_as_the_hub():
    large, small = (SimpleNamespace(records=1000, bytes=b"x" * size) for size in (131072, 52428))
    assert measure.limits(large, "mongodb") == (4000, 4000)
    assert measure.limits(small, "mongodb") == (10000, 5000)
    assert measure.limits(small, "kafka") == (10000, 10000)
    assert measure.limits(small, "http") == (10000, 500)


@pytest.mark.parametrize("sink", list(measure.RECORDS))
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_each_sink_has_a_route_for_each_format(sink, form):
    text = routes.text(routes.of_sink(sink, form))
    assert "project: %s-%s\n" % (sink, form) in text
    assert ("csv-records-action" in text) == (form == "csv")
    assert "-sink" in text.splitlines()[-1]


def test_the_hub_reads_an_object_with_one_thread_as_the_bare_loop_does(monkeypatch, tmp_path):
    started = []
    nginx = SimpleNamespace(url="http://127.0.0.1:1", start=lambda: None)
    monkeypatch.setattr(measure, "Nginx", lambda _rig: nginx)
    monkeypatch.setattr(measure, "Backlog", lambda _rig: None)
    monkeypatch.setattr(measure.routes, "write", lambda *_words: tmp_path)
    monkeypatch.setattr(measure.javas, "Hub",
                        lambda *words, **more: started.append(dict(words[3])))
    measure.Sinks(None, sinks.arguments([]), None)
    assert [one["run.parts"] for one in started] == [1]


def test_the_ratio_is_of_rounds_side_by_side():
    rounds = [Round(Side(100, 2), Side(200, 1), 0.5), Round(Side(10, 2), Side(20, 1), 0.7)]
    found = measure.entry(Cell("mongodb", "csv"), rounds)
    assert (found["name"], found["format"], found["ratio"]) == ("mongodb", "csv", 0.5)
    assert (found["hub_per_s"], found["bare_per_s"], found["bare_writing"]) == (55, 110, 0.6)


def test_a_side_that_did_not_write_all_records_measures_nothing():
    made = SimpleNamespace(records=10)
    assert measure.side("The hub", made, 10, 2, 1) == Side(5, 100000)
    with pytest.raises(LakeError, match="The hub wrote 9 of 10 records"):
        measure.side("The hub", made, 9, 2, 1)


@pytest.mark.parametrize("ratio,word", [(0.7, "met"), (0.699, "missed")])
def test_the_line_says_whether_the_goal_is_met(ratio, word):
    found = measure.entry(Cell("mongodb", "csv"), [Round(Side(1000 * ratio, 2), Side(1000, 1), 1)])
    assert sinks.line(found).endswith(word)


class Rig:
    def __init__(self, *_words):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass


@pytest.mark.parametrize("per_s,code", [(80, 0), (60, 1)])
def test_the_exit_code_says_whether_all_met_the_goal(per_s, code, capsys, monkeypatch):
    rounds = {Cell("influxdb", "csv"): [Round(Side(90, 1), Side(100, 1), 0.5)],
              Cell("mongodb", "csv"): [Round(Side(per_s, 1), Side(100, 1), 0.5)]}
    monkeypatch.setattr(sinks, "Rig", Rig)
    monkeypatch.setattr(sinks, "Sinks", lambda *_words: SimpleNamespace(measure=rounds.items))
    monkeypatch.setattr(sinks.report, "head", lambda _rig: "")
    assert sinks.run(sinks.arguments(["--json"])) == code
    out, err = capsys.readouterr()
    assert [(one["name"], one["ratio"]) for one in json.loads(out)["sinks"]] == [
        ("influxdb", 0.9), ("mongodb", per_s / 100)]
    assert ("missed" in err) == bool(code)


@pytest.mark.parametrize("form", list(memory.FORMS.values()))
def test_a_large_object_is_of_records_that_are_mostly_filling(form, tmp_path):
    made = argparse.Namespace(_tell=lambda _text: None)
    etag, size = memory.Memory._records(made, tmp_path / "made", 100_000, form)
    written = (tmp_path / "made").read_bytes()
    assert (etag, size) == (hashlib.md5(written).hexdigest(), len(written))
    assert 100_000 <= size < 120_000
    text = written.decode()
    records = (list(csv.DictReader(io.StringIO(text))) if form is memory.TABLE else
               [json.loads(line) for line in text.splitlines()])
    assert len(records) == 7 and len({record["time"] for record in records}) == 7
    assert all(len(record["note"]) == memory.LINE_BYTES for record in records)


def samples(*rss):
    return [Sample(at, each << 20, 10 << 20) for at, each in enumerate(rss)]


@pytest.mark.parametrize("large,flat", [((300, 320, 330, 310), True), ((300, 300, 360, 340), False),
                                        ((250, 260, 290, 290), False)])
def test_memory_is_flat_where_a_large_object_takes_no_more_than_a_small_one(large, flat):
    found = held.entry("csv", 5 << 30, 60, samples(290, 300), samples(*large))
    assert held.flat(found) == flat
    assert (" flat" in held.line(found)) and ("not flat" in held.line(found)) != flat
    assert found["resident"]["small_mib"] == 300


def test_of_one_sample_nothing_grows():
    assert memory.flatness(samples(300)) == (1, 1)
