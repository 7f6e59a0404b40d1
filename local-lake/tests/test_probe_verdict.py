"""The probe's judgement: what it must find, and what it must let pass."""

import copy

import pytest
from probe import journals
from probe.ledger import Entry
from probe.plan import Plan, Request
from probe.truth import State
from probe.verdict import Verdict, expected_id

PLAN = Plan(7, 100, "run")
CONTAINER = "c"
PUT = Request("c0n1", "PUT", "a", b"first")
DELETE = Request("c0n2", "DELETE", "a")
COPY = Request("c1n1", "COPY", "b", source="a")
LOST = Request("c1n2", "PUT", "d", b"lost")


def event(request, timestamp, etag=PUT.etag, size=len(PUT.body), **more):
    kind = {"PUT": "created", "COPY": "copied", "DELETE": "deleted"}[request.verb]
    data = {"cluster": PLAN.cluster, "account": PLAN.account, "container": CONTAINER,
            "object": request.name, "timestamp": timestamp, "reason": "put",
            "trans_id": f"tx1-{request.number}", "journal": {"proxy": "p", "epoch": "e", "n": 1},
            "etag": None if request.verb == "DELETE" else etag,
            "size": None if request.verb == "DELETE" else size, **more}
    made = {"type": f"org.sluice.object.{kind}", "sequence": f"{timestamp}_0", "data": data}
    return {**made, "id": expected_id(made)}


class Run:
    """One in which all is well: an object put, copied, deleted, and an upload without answer."""

    def __init__(self):
        self.entries = {one.number: Entry(one, status) for one, status in (
            (PUT, 201), (DELETE, 204), (COPY, 201), (LOST, None))}
        self.stored = {"c0n1": [("PUT", 201)], "c0n2": [("DELETE", 204)],
                       "c1n1": [("PUT", 201)]}
        self.states = {"a": State(False, "3.00000"), "b": State(True, "2.00000", PUT.etag),
                       "d": State(False, None)}
        self.events = [event(PUT, "1.00000"), event(COPY, "2.00000"), event(DELETE, "3.00000")]

    def failed(self) -> list:
        verdict = Verdict(PLAN, self.entries, self.stored, self.states, self.events, CONTAINER)
        return [check.name for check in verdict.checks() if check.problems]


@pytest.fixture(name="run")
def well():
    return Run()


def test_a_run_in_which_all_is_well_passes(run):
    assert run.failed() == []


def test_a_repeat_is_no_fault(run):
    run.events.append(copy.deepcopy(run.events[0]))
    assert run.failed() == []


def test_an_acknowledged_change_without_an_event_is_found(run):
    del run.events[0]
    assert run.failed() == ["every acknowledged change is in Kafka"]


def test_a_missing_newest_version_is_found_also_where_nobody_was_told_of_it(run):
    run.stored["c1n2"] = [("PUT", 201)]
    run.states["d"] = State(True, "4.00000", LOST.etag)
    assert run.failed() == ["the newest stored version of every object is in Kafka"]
    run.events.append(event(LOST, "4.00000", LOST.etag, len(LOST.body)))
    assert run.failed() == []


def test_an_object_that_is_gone_without_an_event_is_found(run):
    run.states["b"] = State(False, "5.00000")
    assert run.failed() == ["the newest stored version of every object is in Kafka"]


def test_an_event_of_what_no_disk_took_is_found(run):
    run.states["d"] = State(True, "4.00000", LOST.etag)
    run.events.append(event(LOST, "4.00000", LOST.etag, len(LOST.body)))
    assert run.failed() == ["nothing that was never stored is in Kafka"]


def test_a_second_id_of_one_change_is_found(run):
    run.events.append(event(PUT, "1.50000"))
    assert run.failed() == ["a change has one id, and an id one change",
                            "a repeat says what the first one said"]


def test_a_repeat_that_says_something_else_is_found(run):
    run.events.append({**run.events[0], "data": {**run.events[0]["data"], "reason": "settled"}})
    assert run.failed() == ["a repeat says what the first one said"]


def test_an_event_with_another_objects_content_is_found(run):
    run.events[0] = event(PUT, "1.00000", etag=LOST.etag, size=len(LOST.body))
    assert run.failed() == ["an event tells the true name, size and ETag"]


def test_an_answer_that_the_object_server_never_gave_is_found(run):
    run.stored["c0n2"] = [("DELETE", 409)]
    assert "what was acknowledged stands in the object server's log" in run.failed()


def progress(first, last, epoch="e", **more):
    return {"data": {"proxy": "p", "epoch": epoch, "from": first, "to": last, **more}}


NO_RECORD = progress(2, 2, lost="dropped")  # 2 stands in no journal: the disk was full


@pytest.mark.parametrize("told, problems", [
    ([progress(1, 1), NO_RECORD, progress(3, 4)], 0),
    ([progress(1, 1), progress(3, 4)], 1),  # nothing is said of 2
    ([progress(1, 1), NO_RECORD, progress(3, 3, lost="gone"), progress(4, 4)], 1),  # 3 was stored
    ([NO_RECORD, progress(1, 5)], 1),  # no journal has 2 or 5
    ([progress(1, 1), NO_RECORD, progress(3, 4), progress(1, 1, "other")], 1),
])
def test_progress_must_tell_all_that_was_stored_and_no_more(told, problems):
    written = {"e": journals.Journal({1: "c0n1", 3: "c0n2", 4: "c1n2"}, 0)}
    found = journals.check(written, told, lambda number: number != "c1n2")
    assert len(found.problems) == problems


def test_progress_may_tell_as_lost_what_nobody_could_tell_of():
    written = {"e": journals.Journal({1: "c0n1", 2: "c1n2"}, 0)}
    assert not journals.check(written, [progress(1, 1), NO_RECORD],
                              lambda one: one == "c0n1").problems
