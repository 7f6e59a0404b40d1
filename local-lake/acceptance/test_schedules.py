"""
The rounds that the schedule makes by itself, at short intervals: of containers that moved, after a
gap in a journal, of all in their time; and a hub that is killed within a round.
"""

import os
from datetime import datetime, timedelta, timezone

import pymongo
import pytest

from hubs import Hub, hub_beside
from rig import eventually
from test_journals import shown as journal_shown, told as journal_told, uploaded
from test_reconcile import document, dump, many, proven

EVERY = 1
SHORT = (f"reconcile.every-seconds={EVERY}", "reconcile.grace-seconds=0", "lease.seconds=3")
SLOW = "reconcile.rate=25"
OBJECTS = 400


@pytest.fixture(name="log")
def database_log():
    """What the hub keeps for itself."""
    with pymongo.MongoClient(os.environ["SLUICE_MONGODB_URI"]) as mongo:
        yield mongo["log"]


@pytest.fixture(scope="module", name="often")
def hub_with_short_intervals(settings, tmp_path_factory):
    """A hub whose clock rings often; whichever hub's rings first makes the round."""
    with hub_beside(settings, tmp_path_factory.mktemp("often"), *SHORT) as hub:
        hub.ready()
        yield hub


def compared(log, container: str) -> list:
    """What rounds of the schedule came to in a container, the oldest first; the last may go on."""
    return [{**one, "state": each["state"], "ended": each["ended"]}
            for each in log["reconciliations"].find({
                "by": "schedule", "by_container.container": container}).sort("started", 1)
            for one in each["by_container"] if one["container"] == container]


def rounds(log, container: str, why: str) -> list:
    """Those that are over, for this reason."""
    return [one for one in compared(log, container) if one["why"] == why and one["ended"]]


def compared_once(log, container: str) -> None:
    """Waits until the schedule has compared a container, and left nothing of it for later."""
    eventually(lambda: (all_of := compared(log, container)) and all_of[-1]["ended"]
               and stands(log, container), 120, "compared once")


def stands(log, container: str):
    """What is remembered of a container since it was compared last."""
    return log["reconciled"].find_one({"container": container, "signs": {"$ne": None}})


def test_what_moved_is_compared_in_the_next_round(lake, plain, container, often, log):
    assert often.process.poll() is None
    lake.put("seen.json", document(1), "application/json", container)
    lake.settled("seen.json", container)
    compared_once(log, container)
    plain.put(container, "unseen.json", document(2, "of another size"))
    plain.delete(container, "seen.json")
    # A round may come in between the two, or before the first has arrived.
    eventually(lambda: sum(one["sent"] for one in rounds(log, container, "moved")) >= 2, 120,
               "both are sent")
    assert lake.settled("unseen.json", container)["status"] == "done"
    eventually(lambda: lake.trace("seen.json", container)["status"] == "deleted", 120, "deleted")
    # Of what stands still no round looks at anything.
    compared_once(log, container)
    before = len(compared(log, container))
    other = container + "-later"
    assert plain.request("PUT", other)[0] == 201
    compared_once(log, other)
    assert len(compared(log, container)) == before


def test_an_overwrite_that_shows_nowhere_is_found_when_its_container_is_due(
        lake, plain, container, often, log):
    assert often.process.poll() is None
    lake.put("o.json", document(1, "first"), "application/json", container)
    lake.settled("o.json", container)
    compared_once(log, container)
    plain.put(container, "o.json", document(1, "other"))
    # Its days are not waited for here: the last time is made older.
    before = log["reconciled"].update_one(
        {"container": container},
        {"$set": {"compared": datetime.now(timezone.utc) - timedelta(days=8)}})
    assert before.matched_count == 1
    eventually(lambda: any(one["found"]["changed"] == 1 and one["sent"] == 1
                           for one in rounds(log, container, "due")), 120, "found in its time")
    eventually(lambda: any("other" in line for line in dump(lake, container)), 120, "gold follows")


def test_after_a_gap_in_a_journal_all_containers_are_compared_at_once(
        lake, plain, container, often, log):
    assert often.process.poll() is None
    lake.put("o.json", document(1, "first"), "application/json", container)
    lake.settled("o.json", container)
    compared_once(log, container)
    plain.put(container, "o.json", document(1, "other"))
    # A worker's first requests may be told as one range: forgotten and told anew, it has no gap.
    for turn in range(20):
        name = f"schedules/forgotten-{turn}.json"
        _event, number, journal = uploaded(lake, name)
        journal_told(lake, journal, number)
        log["journals"].delete_one({"_id": journal})
        one = eventually(lambda: journal_shown(lake, journal), 120, "a word of the idle shipper")
        if number > 2 and one["gaps"]:
            break
    eventually(lambda: any(one["found"]["changed"] == 1 and one["sent"] == 1
                           for one in rounds(log, container, "journal")), 120, "found by the gap")
    eventually(lambda: any("other" in line for line in dump(lake, container)), 120, "gold follows")
    heal(lake, log, journal)


def heal(lake, log, journal: str) -> None:
    """The gap's grace period is not waited for: it is asked for again at once."""
    while True:
        found = log["journals"].find_one({"_id": journal})
        if not found.get("gaps_since") or log["journals"].update_one(
                {"_id": journal, "revision": found["revision"]},
                {"$set": {"gaps_since": found["gaps_since"].replace(year=2020)},
                 "$inc": {"revision": 1}}).matched_count:
            break
    eventually(lambda: not journal_shown(lake, journal)["gap_numbers"], 120, "no gap")


def test_a_hub_that_is_killed_within_a_round_leaves_nothing_out_and_nothing_twice(
        lake, plain, container, often, settings, log, tmp_path):
    compared_once(log, container)
    often.stop()  # the slow one shall make the next round
    many(lambda n: plain.put(container, f"{n}.json", document(n)), range(OBJECTS))
    hub = Hub(settings, tmp_path, (*SHORT, SLOW))
    try:
        eventually(lambda: any(one["sent"] and not one["ended"]
                               for one in compared(log, container)), 240,
                   "a round is in the middle of the container")
    finally:
        hub.kill()
    cut = [one for one in compared(log, container) if not one["ended"]]
    assert 0 < cut[-1]["sent"] < OBJECTS, "the round was over before its hub was killed"
    (tmp_path / "next").mkdir()
    with hub_beside(settings, tmp_path / "next", *SHORT) as other:
        other.ready()
        eventually(lambda: any(one["swift"] == OBJECTS for one in rounds(log, container, "moved")),
                   180, "another hub makes the round anew")
        assert proven(lake, container) == {
            "swift": OBJECTS, "catalogue": OBJECTS, "final": OBJECTS, "gaps": 0}
    lines = [line for line in dump(lake, container) if '"number"' in line]
    assert len(lines) == len(set(lines)) == OBJECTS
    for number in range(0, OBJECTS, 20):
        runs = [run for run in lake.trace(f"{number}.json", container)["runs"]
                if run["route"] == "json-documents"]
        assert [run["status"] for run in runs] == ["done"]
