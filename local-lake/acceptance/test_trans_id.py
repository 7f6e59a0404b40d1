"""Swift's X-Trans-Id goes from the upload's answer to the run, each operation and the log."""

import json
import os
from pathlib import Path

import pytest

from rig import eventually

READING = {"topic": "u4/302/followed", "value": 1, "value_units": "n", "input": 1, "subID": "f",
           "unitID": "inside", "time": "2023-06-01T00:00:00Z"}


def put(lake, name: str, body: bytes) -> str:
    """Uploads, and answers what Swift calls the request."""
    status, headers = lake.swift("PUT", f"neocampus/{name}", body,
                                 {"Content-Type": "application/json"})
    assert status == 201
    lake.stored[f"neocampus/{name}"] = lake.swift(
        "HEAD", f"neocampus/{name}")[1].get("X-Timestamp", "")
    return headers["X-Trans-Id"]


def by_request(lake, trans_id: str) -> dict:
    """What the command line says of a request."""
    done = lake.sluice("trace", "--id", trans_id, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_one_id_leads_from_the_upload_to_gold_and_from_gold_to_the_upload(lake):
    first = put(lake, "followed.json", json.dumps(READING).encode())
    assert lake.settled("followed.json")["trans_id"] == first
    second = put(lake, "followed.json", json.dumps({**READING, "value": 2}).encode())
    trace = lake.settled("followed.json")
    assert trace["document"]["trans_id"] == second != first
    assert [run["trans_id"] for run in trace["runs"]][-2:] == [first, second]
    row, = eventually(lambda: lake.gold(
        "influx", "SELECT sluice_object, sluice_version FROM followed"), 120, "the point is there")
    container, _, name = row[-2].partition("/")
    of_gold = lake.trace(name, container)
    run, = [one for one in of_gold["runs"] if one["version"] == row[-1]]
    assert run["trans_id"] == second
    for one in (first, second):
        assert by_request(lake, one)["object"] == "followed.json"
    assert lake.sluice("trace", "--id", "tx0").returncode == 1


def test_every_operation_and_log_line_carries_it(lake):
    pymongo = pytest.importorskip("pymongo")
    trans_id = put(lake, "cut-followed.json", b'[{"topic":')
    assert lake.settled("cut-followed.json")["status"] == "parked"
    port = int(os.environ.get("SLUICE_PORT_MONGODB", 15017)) + int(
        os.environ.get("SLUICE_PORT_OFFSET", 0))
    with pymongo.MongoClient(f"mongodb://127.0.0.1:{port}") as mongo:
        kept = list(mongo.log.operations.find({"object": "cut-followed.json"}))
    assert kept and {one["trans_id"] for one in kept} == {trans_id}
    log = Path(os.environ["SLUICE_LAKE"]) / "log/hub.log"

    def said():
        return [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines()
                if "cut-followed.json" in line]
    lines = eventually(said, 120, "the hub's log tells of the object")
    assert all(f"[{trans_id}]" in line for line in lines), lines
