"""Several hubs run the same routes: a change is taken by all of them or by none."""

import http.client
import json
import shutil
import time

import pytest

from hubs import Hub, hub_beside
from rig import eventually
from test_live_routes import BEGUN, FILE, ID, PROJECT, ROUTE, refused, rows, running, written

SHORT = "lease.seconds=3"


def text(description: str, collection: str = "shared") -> str:
    """The route, with what tells one revision from another."""
    return ROUTE.format(description=description, collection=collection)


class Beside:
    """Another hub with a routes' folder of its own."""

    def __init__(self, lake, settings, folder):
        folder.mkdir(exist_ok=True)
        self.lake, self.folder, self.routes = lake, folder, folder / "routes"
        if not self.routes.exists():
            shutil.copytree(lake.root / "routes", self.routes)
        self.hub = Hub(settings, folder, (f"routes.dir={self.routes}", SHORT))

    def write(self, words: str) -> None:
        """Writes the route's file."""
        (self.routes / ID).mkdir(exist_ok=True)
        (self.routes / FILE).write_text(words, encoding="utf-8")

    def ask(self, method: str, path: str):
        """As the lake's hub is asked; status and JSON."""
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=60)
        try:
            connection.request(method, path, headers={"Authorization": f"Bearer {self.lake.key}"})
            response = connection.getresponse()
            return response.status, json.loads(response.read())
        finally:
            connection.close()


@pytest.fixture(name="file")
def fixture_file(lake):
    """The route's file of the lake's own hub; gone afterwards."""
    folder = lake.root / "routes" / ID
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    assert lake.swift("PUT", PROJECT)[0] in (201, 202)
    yield lake.root / "routes" / FILE
    shutil.rmtree(folder, ignore_errors=True)
    eventually(lambda: running(lake) is None, 120, "the route is gone")


@pytest.fixture(scope="module", name="second")
def second_hub(lake, settings, tmp_path_factory):
    """A second hub, until a test kills it."""
    beside = Beside(lake, settings, tmp_path_factory.mktemp("beside"))
    try:
        beside.hub.ready()
        yield beside
    finally:
        beside.hub.stop()


@pytest.fixture(name="beside")
def fixture_beside(lake, second, file):
    """A second hub, both running the route's first revision."""
    file.write_text(text("first"), encoding="utf-8")
    second.write(text("first"))
    eventually(lambda: len(both(lake, second) - {None}) == len(both(lake, second)) == 1, 120,
               "both run it")
    yield second
    shutil.rmtree(second.routes / ID, ignore_errors=True)


def both(lake, beside) -> set:
    """Revisions of the route that the two hubs run."""
    return {(running(hub) or {}).get("revision") for hub in (lake, beside)}


def set_of(hub) -> dict:
    """What a hub says of the lake's set."""
    return hub.ask("GET", "/v1/routes")[1]["set"]


def done(lake, name: str) -> dict:
    """Uploads a record, and waits until it is through: its trace."""
    name = f"{BEGUN}/set/{name}"
    lake.put(name, json.dumps({"name": name}).encode(), "application/json", PROJECT)
    trace = lake.settled(name, PROJECT)
    assert trace["status"] == "done" and len(trace["runs"]) == 1, trace
    assert trace["runs"][0]["route"] == ID
    return trace


def revision(trace: dict) -> str:
    """That of the route that ran."""
    return trace["runs"][0]["operations"][0]["revision"]


def set_at(trace: dict) -> str:
    """The set of routes that an object was dispatched with."""
    return trace["document"]["route_set"]


def test_a_change_is_taken_by_both_hubs_and_objects_say_by_which_set(lake, file, beside):
    first = both(lake, beside)
    assert len(first) == 1 and None not in first
    eventually(lambda: len(set_of(lake)["hubs"]) == 2
               and set_of(lake)["name"] == set_of(beside)["name"], 120, "each knows of the other")
    before = set_of(lake)["name"]
    assert set_at(done(lake, "one.json")) == before

    file.write_text(text("second"), encoding="utf-8")
    said = eventually(lambda: set_of(lake)["not_taken"], 120, "the other hub has not got it")
    eventually(lambda: set_of(beside)["not_taken"] == said, 120, "the other hub says so, too")
    assert len(said) == 1
    assert said[0].startswith(f"{FILE} is not taken, as hubs differ: ")
    assert both(lake, beside) == first
    for hub in (lake, beside):
        status, ready = hub.ask("GET", "/v1/health/ready")
        assert status == 200 and ready["checks"]["route-changes"]["status"] == "DOWN"
        assert ready["checks"]["route-set"]["status"] == "UP"
    assert lake.sluice("routes").returncode == 1
    assert {revision(done(lake, f"two-{number}.json")) for number in range(4)} == first

    beside.write(text("second"))
    eventually(lambda: len(both(lake, beside) - first) == 1 and not both(lake, beside) & first,
               120, "both take it")
    eventually(lambda: not set_of(lake)["not_taken"], 120, "nothing differs")
    second = both(lake, beside)
    traces = [done(lake, f"three-{number}.json") for number in range(4)]
    assert {revision(trace) for trace in traces} == second
    assert {set_at(trace) for trace in traces} == {set_of(lake)["name"]} != {before}

    file.unlink()
    (beside.routes / FILE).unlink()
    eventually(lambda: both(lake, beside) == {None}, 120, "both have it gone")


def test_a_wrong_file_in_one_hub_is_taken_by_none(lake, file, beside):
    first = both(lake, beside)
    beside.write(text("second").replace("json-records-action", "json-recrods-action"))
    file.write_text(text("second"), encoding="utf-8")
    wrong = eventually(lambda: refused(beside), 120, "refused")
    assert {wrong["runs"]} == first
    said = eventually(lambda: set_of(lake)["not_taken"], 120, "told")[0]
    assert f":{beside.hub.port} has revision {wrong['runs']} and refuses {FILE}:10:15 " in said
    assert refused(lake) is None and both(lake, beside) == first
    assert f"not taken {said}" in lake.sluice("routes").stdout
    assert "route-changes: " in lake.sluice("status").stdout
    assert {revision(done(lake, "wrong.json"))} == first
    beside.write(text("second"))
    eventually(lambda: len(both(lake, beside) - first) == 1 and not both(lake, beside) & first,
               120, "both take the mended one")
    assert len(rows(lake, "shared", json.dumps({"name": f"{BEGUN}/set/wrong.json"}))) == 1


def test_a_hub_that_died_keeps_no_change_back_and_is_not_ready_with_another_set(
        lake, file, beside, settings):
    first = both(lake, beside)
    file.write_text(text("second"), encoding="utf-8")
    eventually(lambda: set_of(lake)["not_taken"], 120, "the other hub has not got it")
    beside.hub.kill()
    eventually(lambda: {(running(lake) or {}).get("revision")} not in (first, {None}), 120,
               "taken without the dead one")
    back = Beside(lake, settings, beside.folder)
    try:
        eventually(lambda: back.hub.log.exists() and answers(back), 120, "it answers")
        status, ready = eventually(lambda: differs(back), 120, "not ready")
        assert status == 503
        assert f"{FILE} is at revision " in ready["checks"]["route-set"]["detail"]
        assert running(back) is None
        eventually(lambda: "waits until this hub has" in told(back, "dispatcher"), 120,
                   "it dispatches nothing")
        assert running(lake)["revision"] in {revision(done(lake, f"died-{number}.json"))
                                             for number in range(8)}
        back.write(text("second"))
        back.hub.ready()
        assert len(both(lake, back)) == 1
    finally:
        back.hub.stop()


def answers(beside) -> bool:
    """Whether a hub answers at all."""
    try:
        return beside.ask("GET", "/v1/health/live")[0] == 200
    except OSError:
        return False


def differs(beside):
    """What a hub says of itself once it knows that it has another set."""
    status, ready = beside.ask("GET", "/v1/health/ready")
    return (status, ready) if FILE in (ready["checks"]["route-set"]["detail"] or "") else None


def told(beside, check: str) -> str:
    """What a check of a hub's health says is wrong."""
    return beside.ask("GET", "/v1/health/ready")[1]["checks"][check]["detail"] or ""


def test_what_waits_for_a_route_that_is_removed_for_long_is_parked(
        lake, file, settings, tmp_path):
    words = text("away").replace(
        "documents-sink", "influx-points-sink").replace(
        "            parameters:\n              collection: shared\n", "").replace(
        "        - to:\n", "        - to: kamelet:sensor-readings-action\n        - to:\n", 1)
    written(lake, file, words)
    began = f"{time.time_ns()}"
    name = f"{began}/removed.json"
    reading = {"topic": "u4/302/humidity", "value": 36, "value_units": "%", "input": 104,
               "subID": began, "unitID": "inside", "time": "2021-07-22T11:11:22.000Z"}
    assert lake.sluice("stop", "influxdb").returncode == 0
    try:
        lake.put(name, json.dumps(reading).encode(), "application/json", PROJECT)
        eventually(lambda: [run for run in (lake.trace(name, PROJECT) or {}).get("runs", [])
                            if run["status"] == "waiting" and run["attempts"] > 0], 120, "waits")
        file.unlink()
        eventually(lambda: running(lake) is None, 120, "removed")
    finally:
        assert lake.sluice("start", "influxdb").returncode == 0
    assert lake.trace(name, PROJECT)["status"] == "waiting"
    assert f"1 wait on the queue of {ID}, which was removed" in lake.sluice("status").stdout
    (tmp_path / "short").mkdir()
    with hub_beside(settings, tmp_path / "short", "routes.removed-after-seconds=1") as hub:
        hub.ready()
        trace = eventually(lambda: (one := lake.trace(name, PROJECT))["status"] == "parked" and one,
                           120, "parked")
    assert trace["runs"][0]["error"]["code"] == "route-removed"
    listed = lake.sluice("parked", "--route", ID)
    assert listed.returncode == 1 and f"in {ID}, route-removed" in listed.stdout
    assert "put the file back" in listed.stdout
    assert lake.sluice("parked", "retry", "--route", ID).returncode == 1
    written(lake, file, words + "# again\n")
    assert lake.sluice("parked", "retry", "--route", ID).returncode == 0
    trace = eventually(lambda: (one := lake.trace(name, PROJECT))["status"] == "done" and one,
                       120, "done")
    points = lake.gold("influx", f"SELECT value FROM humidity WHERE \"subID\" = '{began}'",
                       PROJECT)
    assert len(points) == 1
