"""Route files are taken by the running hub: added, broken, mended, removed."""

import json
import shutil
import time

import pytest

from rig import eventually

ID = "tried-live"
FILE = f"{ID}/{ID}.camel.yaml"
PROJECT = "live"
BEGUN = f"{time.time_ns()}"  # names of its own, on a lake that has seen these tests before
ROUTE = """- route:
    id: tried-live
    description: "{description}"
    from:
      uri: lake:objects
      parameters:
        project: live
        contentType: application/json
      steps:
        - to: kamelet:json-records-action
        - to:
            uri: kamelet:documents-sink
            parameters:
              collection: {collection}
"""


@pytest.fixture(name="file")
def fixture_file(lake):
    """A route file that can be written while the hub runs; gone afterwards."""
    folder = lake.root / "routes" / ID
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    assert lake.swift("PUT", PROJECT)[0] in (201, 202)
    yield lake.root / "routes" / FILE
    shutil.rmtree(folder, ignore_errors=True)
    eventually(lambda: running(lake) is None, 120, "the route is gone")


def running(lake):
    """The route's line among those that run; None where it is not."""
    answer = lake.ask("GET", "/v1/routes")[1]
    return next((one for one in answer["routes"] if one["id"] == ID), None)


def refused(lake):
    """What the hub says of the file where it refuses it."""
    answer = lake.ask("GET", "/v1/routes")[1]
    return next((one for one in answer["refused"] if one["file"] == FILE), None)


def written(lake, file, text, before=None):
    """Writes the file, and waits until the hub has taken it: its revision."""
    file.write_text(text, encoding="utf-8")

    def taken():
        revision = (running(lake) or {}).get("revision")
        return revision if revision != before else None
    return eventually(taken, 120, lambda: f"taken: {refused(lake)}")


def run_of(lake, name: str) -> dict:
    """Uploads a record, and waits for its run: there is one only."""
    name = f"{BEGUN}/{name}"
    lake.put(name, json.dumps({"name": name}).encode(), "application/json", PROJECT)
    trace = lake.settled(name, PROJECT)
    assert trace["status"] == "done" and len(trace["runs"]) == 1, trace
    return trace["runs"][0]


def rows(lake, collection: str, query: str = "{}") -> list:
    """Documents of the project's gold."""
    return lake.gold("mongo", f"gold_{PROJECT}.{collection} {query}", PROJECT)


def test_a_file_is_taken_refused_mended_and_removed_while_the_hub_runs(lake, file):
    first = written(lake, file, ROUTE.format(description="first", collection="first"))
    run = run_of(lake, "one.json")
    assert run["route"] == ID
    assert {one["revision"] for one in run["operations"]} == {first}
    assert len(rows(lake, "first", json.dumps({"name": f"{BEGUN}/one.json"}))) == 1

    wrong = ROUTE.format(description="wrong", collection="wrong")
    file.write_text(wrong.replace("json-records-action", "json-recrods-action"), encoding="utf-8")
    wrong = eventually(lambda: refused(lake), 120, "refused")
    assert (wrong["line"], wrong["column"], wrong["runs"]) == (10, 15, first)
    assert "did you mean json-records-action?" in wrong["message"]
    status, ready = lake.ask("GET", "/v1/health/ready")
    assert status == 200 and ready["checks"]["route-files"]["status"] == "DOWN"
    said = lake.sluice("routes")
    assert said.returncode == 1 and f"refused {FILE}:10:15: " in said.stdout
    assert f"Route file {FILE}:10:15 is refused" in lake.sluice("status").stdout
    assert lake.sluice("check", ID).returncode == 1
    assert run_of(lake, "two.json")["operations"][0]["revision"] == first

    second = written(lake, file, ROUTE.format(description="second", collection="second"), first)
    assert refused(lake) is None
    assert run_of(lake, "three.json")["operations"][0]["revision"] == second
    assert len(rows(lake, "second", json.dumps({"name": f"{BEGUN}/three.json"}))) == 1

    file.unlink()
    eventually(lambda: running(lake) is None, 120, "removed")
    assert run_of(lake, "four.json")["route"] == "json-documents"


def test_what_is_queued_waits_for_a_route_whose_file_is_gone(lake, file):
    text = ROUTE.format(description="away", collection="x").replace(
        "documents-sink", "influx-points-sink").replace(
        "            parameters:\n              collection: x\n", "").replace(
        "        - to:\n", "        - to: kamelet:sensor-readings-action\n        - to:\n", 1)
    written(lake, file, text)
    reading = {"topic": "u4/302/humidity", "value": 35, "value_units": "%", "input": 104,
               "subID": BEGUN, "unitID": "inside", "time": "2021-07-22T11:11:22.000Z"}
    name = f"{BEGUN}/away.json"
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
    revision = written(lake, file, text + "# again\n")
    trace = lake.settled(name, PROJECT)
    assert trace["status"] == "done" and len(trace["runs"]) == 1, trace
    assert revision in {one["revision"] for one in trace["runs"][0]["operations"]}
    points = lake.gold("influx", f"SELECT value FROM humidity WHERE \"subID\" = '{BEGUN}'",
                       PROJECT)
    assert len(points) == 1
