import time
from types import SimpleNamespace

import pytest

from lake.errors import LakeError
from sluice_bench.hub import backlog, gold


class Runs:
    """Of each event a run that is done once it was asked for so often."""

    def __init__(self, after=0, status="done"):
        self._after, self._status, self.asked = after, status, []

    def find(self, query, _fields):
        ids = query["event_id"]["$in"]
        self.asked.append(list(ids))
        over = len(self.asked) > self._after
        return [{"event_id": each, "object": "o" + each, "reason": "why",
                 "status": self._status if over else "running"} for each in ids]


class Hub:
    def __init__(self):
        self.did = []

    def halt(self):
        self.did.append("halt")

    def go_on(self):
        self.did.append("go on")

    def require_running(self):
        pass

    def tail(self):
        return "the end"


def made(runs):
    found = backlog.Backlog.__new__(backlog.Backlog)
    found.__dict__.update(_runs=runs, fill=lambda _events: None)
    return found


def ids(count):
    return ["%03d" % each for each in range(count)]


def test_each_is_asked_for_some_at_a_time_until_it_is_seen_as_done():
    runs, hub = Runs(), Hub()
    made(runs).run(hub, [], ids(50), 10)
    assert [len(each) for each in runs.asked] == [20, 20, 10]
    assert hub.did == ["halt", "go on"]


def test_the_time_goes_on_until_the_last_is_on_record(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(backlog, "time", SimpleNamespace(
        monotonic=lambda: clock[0], sleep=lambda some: clock.__setitem__(0, clock[0] + some)))
    took = made(Runs(after=3)).run(Hub(), [], ids(20), 10, lambda: clock[0])
    assert took.seconds == pytest.approx(3 * backlog.POLL_S)
    assert took.cpu == pytest.approx(3 * backlog.POLL_S)


def test_a_run_that_is_not_done_is_told():
    with pytest.raises(LakeError, match="A run of o000 is parked: why"):
        made(Runs(status="parked")).run(Hub(), [], ids(1), 10)


def test_what_is_not_done_in_time_is_counted():
    with pytest.raises(LakeError, match="has not done 50 of 50 objects"):
        made(Runs(after=time.monotonic() + 1e9)).run(Hub(), [], ids(50), 0)


def of_lake(points=None, documents=0):
    """A lake in which so much stands in gold each time that somebody looks."""
    answers = iter(points or ())
    counted = iter(documents or ())
    collection = SimpleNamespace(estimated_document_count=lambda: next(counted))
    return SimpleNamespace(query=lambda _text, _database: {"results": [next(answers)]},
                           mongo={"gold_x": {"documents": collection}})


def series(*counts):
    return {"series": [{"values": [[0, each]]} for each in counts]}


def test_what_a_turn_puts_into_gold_is_counted_over_all_measurements():
    lake = of_lake([{"error": "database not found"}, series(4, 6)])
    assert gold.Gold(lake).take("The hub", "readings", "x", 10, lambda: "took") == "took"


@pytest.mark.parametrize("after", [14, 16])
def test_a_turn_that_puts_less_or_more_into_gold_is_no_measurement(after):
    lake = of_lake(documents=[5, after])
    with pytest.raises(LakeError, match="The hub put %d records .* and 10 were" % (after - 5)):
        gold.Gold(lake).take("The hub", "documents", "x", 10, lambda: None)


def test_an_object_has_the_records_of_its_array_and_a_picture_is_one():
    assert gold.records("readings", b"[{}, {}]   ") == 2
    assert gold.records("pictures", b"\xff\xd8") == 1
