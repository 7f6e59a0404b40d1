import threading
from types import SimpleNamespace

import pytest

from lake.errors import LakeError
from sluice_bench.hub import __main__ as hub_bench
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


def samples(rss, heap):
    return [Sample(at, *each) for at, each in enumerate(zip(rss, heap))]


FLAT, GROWS = [100] * 12, [100] * 6 + [120] * 6


@pytest.mark.parametrize("rss, heap, flat", [
    (FLAT, FLAT, True), (GROWS, FLAT, False), (FLAT, GROWS, False)])
def test_neither_the_resident_memory_nor_the_old_generation_may_grow(rss, heap, flat):
    assert memory.flat(samples(rss, heap)) == flat


def test_of_few_samples_nobody_can_say_whether_they_grow():
    with pytest.raises(LakeError, match="Only 9 samples .* 10 are needed"):
        memory.flat(samples([100] * 9, [100] * 9))


class Program:
    def __init__(self, ended=False):
        self.pid, self.name, self._ended = 1, "hub", ended

    def require_running(self):
        if self._ended:
            raise LakeError("hub has ended")


def watched(program, monkeypatch, heap):
    monkeypatch.setattr(memory, "SAMPLE_S", 0)
    monkeypatch.setattr(memory, "resident", lambda _pid: 1)
    monkeypatch.setattr(memory, "heap", heap)
    watch = memory.Watch(program)
    watch.start()
    return watch


def test_a_hub_that_has_ended_is_no_measurement(monkeypatch):
    with pytest.raises(LakeError, match="hub has ended"):
        watched(Program(ended=True), monkeypatch, lambda _pid: 1).stop()


def test_a_hub_whose_memory_cannot_be_read_is_none_either(monkeypatch):
    def none(_pid):
        raise ValueError("no line")
    with pytest.raises(LakeError, match="cannot be read after 0 samples: no line"):
        watched(Program(), monkeypatch, none).stop()


def test_a_hub_that_runs_is_looked_at_until_the_end(monkeypatch):
    looked = threading.Event()

    def heap(_pid):
        looked.set()
        return 2
    watch = watched(Program(), monkeypatch, heap)
    assert looked.wait(30)
    assert watch.stop()[0][1:] == (1, 2)


class Watch:
    def __init__(self, *_words):
        pass

    def start(self):
        pass

    def stop(self):
        return "samples"


def waiting(monkeypatch, tmp_path, recorded):
    """:param recorded: runs on record, each time that somebody asks"""
    counts = iter(recorded)
    monkeypatch.setattr(memory, "Watch", Watch)
    monkeypatch.setattr(memory, "SAMPLE_S", 0)
    monkeypatch.setattr(memory, "WATCH_S", 30)
    operations = SimpleNamespace(estimated_document_count=lambda: next(counts))
    measured = memory.Memory.__new__(memory.Memory)
    measured.__dict__.update(
        _rig=SimpleNamespace(account="AUTH_a", mongo={"log": {"operations": operations}}),
        _nginx=SimpleNamespace(share=tmp_path.joinpath), _tell=lambda _text: None, _number=1,
        _hub=None, _collects=True, _backlog=SimpleNamespace(fill=lambda _events: None))
    return measured.waiting(20)


def test_events_wait_until_a_tenth_of_them_is_left(monkeypatch, tmp_path):
    assert waiting(monkeypatch, tmp_path, [7, 10, 20, 25, 27]) == ("samples", 2)


def test_a_backlog_that_is_gone_did_not_wait(monkeypatch, tmp_path):
    with pytest.raises(LakeError, match="None of the 20 events waited"):
        waiting(monkeypatch, tmp_path, [7, 10, 27])


@pytest.mark.parametrize("heap, code", [(FLAT, 0), (GROWS, 1)])
def test_the_exit_code_of_memory_is_of_the_old_generation_too(heap, code, capsys, monkeypatch):
    class Rig:
        def __init__(self, *_words, **_more):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            pass
    found = samples(FLAT, heap)
    monkeypatch.setattr(hub_bench, "Rig", Rig)
    monkeypatch.setattr(hub_bench, "Memory", lambda *_words, **_more: SimpleNamespace(
        large=lambda _size: (12, samples(FLAT, FLAT)), waiting=lambda _events: (found, 9)))
    assert hub_bench.run(hub_bench.arguments(["--part", "memory"])) == code
    assert "while 9 of 100000 events wait" in capsys.readouterr().out
