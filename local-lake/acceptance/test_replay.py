"""Objects run again: to the same gold, each once, whatever dies, and by a tool's list."""

import json
import os
import signal
import subprocess
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pymongo
import pytest
from rig import eventually
from test_failures import drop_measurement, reading

MANY = 300  # some portions: one that is under way is put on the queues before a pause


@pytest.fixture(scope="module", autouse=True)
def containers(lake):
    """Projects of these tests alone."""
    for name in ("replay-garden", "replay-kill", "replay-list"):
        assert lake.swift("PUT", name)[0] in (201, 202)


@pytest.fixture(name="mongo")
def catalogue():
    """The catalogue's database, as tools reach it."""
    with pymongo.MongoClient(os.environ["SLUICE_MONGODB_URI"], retryWrites=False) as client:
        yield client


def replay(lake, *words: str) -> tuple:
    """Exit code and JSON of a replay."""
    told = lake.sluice("replay", *words, "--json")
    return told.returncode, json.loads(told.stdout or "null"), told.stderr


def dump(lake, project: str) -> str:
    """All gold of a project."""
    told = lake.sluice("gold", "dump", project)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_a_dry_run_counts_by_route_and_runs_nothing(lake):
    lake.put("dry/1.json", b'[{"flower": "aster"}]', "application/json", container="replay-garden")
    before = len(lake.settled("dry/1.json", "replay-garden")["runs"])
    code, told, _ = replay(lake, "--project", "replay-garden", "--name", "dry/*", "--content-type",
                           "application/*", "--dry-run")
    assert (code, told["state"], told["objects"], told["runs"]) == (0, "over", 1, 1), told
    assert told["routes"] == [{"route": "json-documents", "runs": 1}]
    for words in (("--name", "dry/*.jpg"), ("--until", "2020-01-01"), ("--status", "parked"),
                  ("--route", "pictures"), ("--content-type", "image/*")):
        assert replay(lake, "--project", "replay-garden", "--dry-run", *words)[1]["objects"] == 0
    number = lake.trace("dry/1.json", "replay-garden")["document"]["swift_object_id"]
    told = replay(lake, "--project", "replay-garden", "--dry-run", "--id", number, "--since",
                  "1h")[1]
    assert told["objects"] == 1
    assert len(lake.trace("dry/1.json", "replay-garden")["runs"]) == before
    text = lake.sluice("replay", "--project", "replay-garden", "--name", "dry/*", "--dry-run")
    assert "1 object would be run again, in 1 run." in text.stdout


def test_nothing_is_run_again_that_was_not_chosen(lake):
    status, answer = lake.ask("POST", "/v1/replays", b"{}")
    assert (status, answer["error"]["code"]) == (400, "choice-missing")
    for words in ((), ("--existing", "--all"), ("--route", "no-such-route"), ("--since", "soon"),
                  ("--status", "deleted"), ("--name", "[")):
        assert lake.sluice("replay", *words).returncode == 2, words
    assert lake.sluice("replay", "--continue", "no-such-replay").returncode == 1


def test_what_is_parked_is_run_again_by_its_status(lake):
    drop_measurement("replay-parked")
    lake.put("replay-parked/text.json", reading("replay-parked", 1, "a text"), "application/json")
    assert lake.settled("replay-parked/text.json")["status"] == "done"
    lake.put("replay-parked/number.json", reading("replay-parked", 2, 5), "application/json")
    assert lake.settled("replay-parked/number.json")["status"] == "parked"
    chosen = ("--project", "neocampus", "--status", "parked", "--name", "replay-parked/*")
    code, told, _ = replay(lake, *chosen)
    assert (code, told["objects"], told["statuses"]) == (1, 1, {"parked": 1})
    drop_measurement("replay-parked")
    code, told, _ = replay(lake, *chosen)
    assert (code, told["objects"], told["statuses"]) == (0, 1, {"done": 1})
    trace = lake.trace("replay-parked/number.json")
    assert trace["status"] == "done"
    assert replay(lake, *chosen, "--dry-run")[1]["objects"] == 0
    assert lake.gold("influx", 'SELECT value FROM "replay-parked"')[0][1] == 5


def test_a_new_route_is_run_over_the_objects_that_are_there(lake, route):
    lake.put("before.json", b'[{"flower": "tulip"}]', "application/json",
             container="replay-garden")
    assert lake.settled("before.json", "replay-garden")["status"] == "done"
    route({"project": "replay-garden", "name": "before*"})
    chosen = ("--route", "tried-for-a-moment")
    assert replay(lake, *chosen, "--dry-run")[1]["objects"] == 0
    code, told, _ = replay(lake, *chosen, "--existing")
    assert (code, told["objects"], told["statuses"]) == (0, 1, {"done": 1}), told
    assert [row for row in lake.gold("mongo", "gold_replay-garden.tried {}", "replay-garden")]
    assert replay(lake, *chosen, "--dry-run")[1]["objects"] == 1


def upload_many(lake) -> None:
    """Objects of a project of their own, all done."""
    def one(number: int) -> None:
        lake.put(f"{number}.json", json.dumps([{"number": number}]).encode(), "application/json",
                 container="replay-kill")
    with ThreadPoolExecutor(4) as clients:
        list(clients.map(one, range(MANY)))
    for number in range(MANY):
        assert lake.settled(f"{number}.json", "replay-kill")["status"] == "done"


def begun(lake) -> subprocess.Popen:
    """A replay of those, so slowly that there is time to disturb it."""
    # Whoever runs the tests in the background may have had Ctrl-C ignored.
    return subprocess.Popen([str(lake.root / "sluice"), "replay", "--project", "replay-kill",
                             "--json", "--rate", "12"], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, preexec_fn=lambda: signal.signal(
                                signal.SIGINT, signal.SIG_DFL))


def hurry(mongo, replay_id: str, state: str) -> None:
    """Once it was disturbed half-way, the rest of a replay is not waited for at its rate."""
    assert mongo.log.replays.update_one({"_id": replay_id, "state": state},
                                        {"$set": {"rate": 0.0}}).matched_count == 1


def latest(lake) -> dict:
    """The replay that was begun last."""
    return lake.ask("GET", "/v1/replays")[1]["replays"][0]


def each_once(lake, mongo, replay_id: str) -> None:
    """Every object has one run of the replay, and it is done."""
    runs = list(mongo.log.operations.find({"replay": replay_id}))
    assert Counter(run["object"] for run in runs) == Counter(
        f"{number}.json" for number in range(MANY))
    assert {run["status"] for run in runs} == {"done"}


def test_a_replay_goes_on_behind_a_killed_hub_and_behind_a_person(lake, mongo):
    upload_many(lake)
    before = dump(lake, "replay-kill")
    last = (lake.ask("GET", "/v1/replays")[1]["replays"] or [{"id": None}])[0]["id"]
    slow = begun(lake)
    try:
        eventually(lambda: latest(lake)["id"] != last and latest(lake)["objects"] >= 40, 120,
                   "the replay is under way")
        name = latest(lake)["id"]
        assert lake.sluice("kill", "hub").returncode == 0
        hurry(mongo, name, "feeding")
        assert lake.sluice("start", "hub").returncode == 0
        out, err = slow.communicate(timeout=300)
    finally:
        slow.kill()
    told = json.loads(out)
    assert slow.returncode == 0, err
    assert (told["objects"], told["runs"], told["statuses"]) == (MANY, MANY, {"done": MANY}), told
    assert "the hub is not reachable" in err
    each_once(lake, mongo, told["id"])
    slow = begun(lake)
    try:
        eventually(lambda: latest(lake)["id"] != told["id"] and latest(lake)["objects"] >= 40, 120,
                   "the replay is under way")
        slow.send_signal(signal.SIGINT)
        out, err = slow.communicate(timeout=180)
    finally:
        slow.kill()
    paused = json.loads(out)
    assert (slow.returncode, paused["state"]) == (130, "paused"), err
    assert 40 <= latest(lake)["objects"] < MANY
    hurry(mongo, paused["id"], "paused")
    code, told, _ = replay(lake, "--continue", paused["id"])
    assert (code, told["statuses"]) == (0, {"done": MANY}), told
    each_once(lake, mongo, told["id"])
    assert dump(lake, "replay-kill") == before


def test_a_replay_that_is_left_alone_goes_on_and_one_can_wait_for_it(lake):
    told = lake.sluice("replay", "--project", "replay-garden", "--detach", "--json")
    assert told.returncode == 0, told.stderr
    name = json.loads(told.stdout)["id"]
    assert lake.sluice("replay", "--continue", name).returncode == 0
    listed = lake.sluice("replay", "--list")
    assert name in listed.stdout and "project=replay-garden" in listed.stdout


def test_the_list_of_tools_is_worked_off(lake, mongo):
    for name in ("one", "two"):
        lake.put(f"{name}.json", b'[{"flower": "iris"}]', "application/json",
                 container="replay-list")
    ids = {name: lake.settled(f"{name}.json", "replay-list")["document"]["swift_object_id"]
           for name in ("one", "two")}

    def entry(number, container="replay-list") -> dict:
        return {"swift_id": number, "swift_container": container, "swift_user": "lake:tool",
                "content_type": "application/json"}

    # Twice as a text, once as a number; two that name nothing, and one that is no entry.
    listed = [entry(ids["one"]), entry(ids["two"]), entry(ids["one"]), entry(int(ids["one"])),
              entry("999999999"), entry("1", "no-such-container"), "nonsense"]
    mongo.stats.swift.update_one({"type": "data_to_process_list"},
                                 {"$push": {"data_to_process": {"$each": listed}}}, upsert=True)
    # A look by the schedule may be under way, and takes them as well.
    eventually(lambda: lake.ask("POST", "/v1/data-to-process")[0] == 200, 120, "a look at the list")
    left = mongo.stats.swift.find_one({"type": "data_to_process_list"})
    assert left["data_to_process"] == [] and "sluice_batch" not in left
    for name in ids:
        trace = eventually(lambda n=name: again(lake, n), 120, f"{name} is processed again")
        assert len([run for run in trace["runs"] if run["replay"].startswith("list-")]) == 1
    aside = lake.ask("GET", "/v1/data-to-process")[1]["set_aside"]
    reasons = {str(one["entry"].get("swift_id") if isinstance(one["entry"], dict)
                   else one["entry"]): one["reason"] for one in aside}
    assert "no object with the id 999999999" in reasons["999999999"]
    assert "no-such-container" in reasons["1"] and "nonsense" in reasons
    assert "no-such-container" not in mongo.swift.list_collection_names()
    check = lake.ask("GET", "/v1/health/ready")[1]["checks"]["data-to-process"]
    assert check["status"] == "DOWN" and "named no object" in check["detail"]
    assert "named no object" in lake.sluice("status").stdout
    assert "set aside" in lake.sluice("replay", "--list").stdout
    # Asked for anew it is processed anew.
    mongo.stats.swift.update_one({"type": "data_to_process_list"},
                                 {"$push": {"data_to_process": entry(ids["one"])}})
    eventually(lambda: lake.ask("POST", "/v1/data-to-process")[0] == 200, 120, "a look at the list")
    eventually(lambda: len([run for run in lake.trace("one.json", "replay-list")["runs"]
                            if run["replay"].startswith("list-")]) == 2, 120, "once more")
    mongo.log.refused_entries.delete_many({})


def again(lake, name: str):
    """The trace of an object that the list had processed again; None until it is."""
    trace = lake.trace(f"{name}.json", "replay-list")
    done = [run for run in trace["runs"]
            if run["replay"].startswith("list-") and run["status"] == "done"]
    return trace if done else None
