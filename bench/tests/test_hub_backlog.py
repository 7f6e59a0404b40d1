from types import SimpleNamespace

import pytest

from lake.errors import LakeError
from sluice_bench.hub import backlog, gold


class Runs:
    """Seven of before, and after so many looks one of each event."""

    def __init__(self, events, after=0, statuses=("done",)):
        self._events, self._after, self._statuses = events, after, list(statuses)
        self.counted, self.asked = 0, []

    def estimated_document_count(self):
        self.counted += 1
        return 7 + (self._events if self.counted > self._after + 1 else 0)

    def find(self, query, _fields):
        ids = query["event_id"]["$in"]
        self.asked.append(len(ids))
        status = self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]
        return [{"event_id": each, "object": "o" + each, "reason": "why", "status": status}
                for each in ids]


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


@pytest.fixture(name="clock")
def _clock(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(backlog, "time", SimpleNamespace(
        monotonic=lambda: clock[0], sleep=lambda some: clock.__setitem__(0, clock[0] + some)))
    return clock


def test_runs_are_counted_and_looked_at_once_when_all_are_there(clock):
    runs, hub = Runs(600, after=3), Hub()
    took = made(runs).run(hub, [], ids(600), 10, lambda: clock[0])
    assert runs.asked == [500, 100]
    assert hub.did == ["halt", "go on"]
    assert took.seconds == pytest.approx(3 * backlog.POLL_S)
    assert took.cpu == pytest.approx(3 * backlog.POLL_S)


def test_the_time_goes_on_while_one_is_on_record_and_not_done(clock):
    took = made(Runs(20, statuses=("running", "waiting", "done"))).run(
        Hub(), [], ids(20), 10, lambda: clock[0])
    assert took.seconds == pytest.approx(2 * backlog.POLL_S)


def test_a_run_that_is_not_done_is_told():
    with pytest.raises(LakeError, match="A run of o000 is parked: why"):
        made(Runs(1, statuses=("parked",))).run(Hub(), [], ids(1), 10)


@pytest.mark.parametrize("runs", [Runs(50, after=1e9), Runs(50, statuses=("running",))])
def test_what_is_not_done_in_time_is_counted(runs):
    with pytest.raises(LakeError, match="has not done 50 of 50 objects"):
        made(runs).run(Hub(), [], ids(50), 0)


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
