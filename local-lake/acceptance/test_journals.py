"""What the hub has of each journal, and how it gets again what it has not."""

import json
import os
import sys
import time
from pathlib import Path

import pymongo
import pytest
from rig import eventually
from test_intake import signed, the_key
from test_observe import sample, text

BODY = b'[{"a": 1}]'


@pytest.fixture
def journals():
    """The hub's own documents about journals."""
    with pymongo.MongoClient(os.environ["SLUICE_MONGODB_URI"]) as mongo:
        yield mongo["log"]["journals"]


def shown(lake, journal: str):
    """What the hub says of one journal, or None."""
    _, answer = lake.ask("GET", "/v1/journals")
    return next((one for one in answer["journals"]
                 if f"{one['proxy']}/{one['epoch']}" == journal), None)


def in_kafka(event_id: str) -> int:
    """How often an event stands in lake.events; nothing there is compressed."""
    wanted = f'"id":"{event_id}"'.encode()
    return sum(path.read_bytes().count(wanted) for path in Path(
        os.environ["SLUICE_LAKE"], "data/kafka").glob("**/lake.events-*/*.log"))


def uploaded(lake, name: str):
    """Uploads an object; answers its trace, its event, and the number and journal of it."""
    lake.put(name, BODY, "application/json")
    trace = lake.settled(name)
    event_id = trace["runs"][-1]["event_id"]
    for path in Path(os.environ["SLUICE_LAKE"], "data/journal").glob("*.journal"):
        for line in path.read_bytes().splitlines():
            if line.startswith(b"I ") and f'"object":"{name}"'.encode() in line:
                return event_id, json.loads(line.split(b" ", 2)[2])["n"], path.name.rsplit(
                    ".", 2)[0].replace(".", "/", 1)
    raise AssertionError(f"{name} is in no journal")


def told(lake, journal: str, number: int):
    """Waits until the hub has been told of a number."""
    def look():
        one = shown(lake, journal)
        return one and any(r["from"] <= number <= r["to"] for r in one["covered"]) and one
    return eventually(look, 120, f"{number} of {journal} covered")


def older(journals, journal: str) -> None:
    """The grace period of a journal's gap is not waited for: the gap is made older."""
    while True:
        found = journals.find_one({"_id": journal})
        since = {name: found[name].replace(year=2020) for name in ("gaps_since", "open_since")
                 if found.get(name)}
        assert since, f"{journal} has no gap: {found}"
        if journals.update_one({"_id": journal, "revision": found["revision"]}, {
                "$set": since, "$inc": {"revision": 1}}).matched_count:
            return


def runs_of(lake, name: str) -> list:
    return [(run["route"], run["status"], run["attempts"]) for run in lake.trace(name)["runs"]]


def test_a_range_that_an_operator_asks_for_comes_again_and_nothing_runs_twice(lake, journals):
    event_id, number, journal = uploaded(lake, "journals/asked.json")
    before, runs = told(lake, journal, number), runs_of(lake, "journals/asked.json")
    count = in_kafka(event_id)
    assert count >= 1
    done = lake.sluice("journals", "--again", journal, f"{number}-{number}")
    assert done.returncode == 0, done.stderr
    lake.put("journals/marker.json", BODY, "application/json")  # the hub answers its batch
    lake.settled("journals/marker.json")
    eventually(lambda: in_kafka(event_id) > count, 120, "the event once more")
    eventually(lambda: not shown(lake, journal)["asked"], 120, "the wish fulfilled")
    after = shown(lake, journal)
    assert after["told_again"] > before["told_again"]
    assert after["repeats"] == before["repeats"]
    lake.put("journals/end.json", BODY, "application/json")
    lake.settled("journals/end.json")
    assert runs_of(lake, "journals/asked.json") == runs


def test_what_the_hub_forgot_is_a_gap_that_it_asks_for_by_itself(lake, journals):
    # A worker's first requests may be told as one range: forgotten and told anew, it has no gap.
    for turn in range(20):
        name = f"journals/forgotten-{turn}.json"
        event_id, number, journal = uploaded(lake, name)
        told(lake, journal, number)
        runs, count = runs_of(lake, name), in_kafka(event_id)
        journals.delete_one({"_id": journal})
        one = eventually(lambda: shown(lake, journal), 120, "a word of the idle shipper")
        if number > 2 and one["gaps"]:
            break
    assert one["gaps"][0]["from"] == 1
    done = lake.sluice("journals")
    assert done.returncode == 1 and f"{journal} 1-" in done.stdout
    older(journals, journal)
    eventually(lambda: in_kafka(event_id) > count, 120, "the event a second time")
    one = eventually(lambda: (found := shown(lake, journal)) and not found["gap_numbers"] and found,
                     120, "no gap")
    assert one["asked"] == [] and one["lost_numbers"] == 0
    assert runs_of(lake, name) == runs


def test_a_range_or_journal_that_is_none_is_refused(lake):
    _, number, journal = uploaded(lake, "journals/refused.json")
    told(lake, journal, number)
    for numbers in (f"{number + 1000}-{number + 1001}", "0-1", "5-4"):
        done = lake.sluice("journals", "--again", journal, numbers)
        assert done.returncode == 2 and "It has numbers from 1 to" in done.stderr
    done = lake.sluice("journals", "--again", "proxy1/1-2-3", "1-2")
    assert done.returncode == 1 and "Nothing was ever heard" in done.stderr
    paths = lake.ask("GET", "/v1/openapi.json")[1]["paths"]
    assert {"/v1/journals", "/v1/journals/{proxy}/{epoch}/again"} <= set(paths)


def tell(lake, journal: str, first: int, last: int, lost=None) -> None:
    """Says of a journal's numbers what a shipper says."""
    sys.path.insert(0, str(lake.root / "swift-middleware"))
    from sluice_swift.event import progress
    proxy, _, epoch = journal.partition("/")
    body = json.dumps([progress({"cluster": "lake1", "proxy": proxy, "epoch": epoch}, first, last,
                                lost)]).encode()
    assert lake.ask("POST", "/v1/events", body, signed(body, the_key()))[0] == 202


def test_what_journals_lack_shows_in_the_figures_until_it_has_its_answer(lake, journals):
    def figure(name):
        return sample(text(lake.hub.port, "/metrics")[1], f"sluice_journal_{name}")

    def check():
        return lake.ask("GET", "/v1/health/ready")[1]["checks"]["journals"]["status"]

    def compared():
        done = lake.sluice("reconcile", "--json")
        assert json.loads(done.stdout)["state"] == "done", done
        eventually(lambda: (figure("missing"), figure("lost"), check()) == (0, 0, "UP"), 120,
                   "comparing all containers was the answer")
    compared()
    journal = f"told-by-a-test/{time.time_ns()}"  # no shipper has it, and none can fill its gap
    tell(lake, journal, 1, 3)
    tell(lake, journal, 6, 9)
    eventually(lambda: (one := shown(lake, journal)) and one["gap_numbers"] == 2, 120, "a gap")
    older(journals, journal)
    eventually(lambda: figure("missing") == 2 and check() == "DOWN", 120, "2 are missing")
    tell(lake, journal, 10, 12, "dropped")
    eventually(lambda: (figure("missing"), figure("lost")) == (2, 3), 120, "3 are lost")
    compared()
    # A gap that comes up behind one that is answered is another.
    tell(lake, journal, 15, 15)
    eventually(lambda: shown(lake, journal)["gap_numbers"] == 4, 120, "a second gap")
    older(journals, journal)
    eventually(lambda: figure("missing") == 2, 120, "2 others are missing")
    tell(lake, journal, 4, 14)
    eventually(lambda: (figure("missing"), check()) == (0, "UP"), 120, "the rest has come")
    assert (shown(lake, journal)["gap_numbers"], shown(lake, journal)["lost_numbers"]) == (0, 0)
