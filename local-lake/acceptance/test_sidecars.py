"""What is said of an object beside it: in its sidecar, of its container, of its project."""

import json
import time

import pytest
from rig import eventually

TEMPLATE = {"measurement": "kind", "time": "at", "tags": ["room"], "fields": ["value"]}
# A sidecar holds for whatever is put beside it later: another run of the tests has others.
STAMP = str(time.time_ns() % 10**9)
PLACE = f"beside-{STAMP}"
SIDECAR = json.dumps({"template": TEMPLATE, "note": "x" * 2000}).encode()


def reading(kind: str) -> bytes:
    """A record of which only a template says what is what."""
    return json.dumps({"kind": kind + STAMP, "at": "2019-06-12T00:00:18", "room": 1,
                       "value": 15}).encode()


def put_sidecar(lake, name: str, content: bytes = SIDECAR) -> None:
    """Uploads the sidecar of an object."""
    lake.put(name + ".sluice.json", content, "application/json")


def points(lake, kind: str) -> int:
    """How many points are in gold."""
    return len(lake.gold("influx", f"SELECT value FROM {kind}{STAMP}"))


def documents(lake, name: str) -> int:
    """How many documents of an object are in gold."""
    return len(lake.gold("mongo", 'gold_neocampus.documents {"_sluice.object": "%s"}' % name))


def test_a_sidecar_that_comes_later_ends_as_one_that_comes_first(lake):
    put_sidecar(lake, f"{PLACE}/first.json")
    sidecar = lake.settled(f"{PLACE}/first.json.sluice.json")
    assert (sidecar["status"], sidecar["runs"]) == ("done", [])
    lake.put(f"{PLACE}/first.json", reading("besidefirst"), "application/json")
    lake.put(f"{PLACE}/later.json", reading("besidelater"), "application/json")
    assert lake.settled(f"{PLACE}/later.json")["status"] == "done"
    assert (documents(lake, f"{PLACE}/later.json"), points(lake, "besidelater")) == (1, 0)
    put_sidecar(lake, f"{PLACE}/later.json")
    eventually(lambda: points(lake, "besidelater") == 1, 60, "its sidecar makes it a reading")
    eventually(lambda: documents(lake, f"{PLACE}/later.json") == 0, 60, "it is no document now")
    ends = [lake.settled(f"{PLACE}/{name}.json") for name in ("first", "later")]
    assert points(lake, "besidefirst") == 1 and documents(lake, f"{PLACE}/first.json") == 0
    for trace in ends:
        assert trace["status"] == "done"
        assert trace["document"]["other_data"]["template"] == TEMPLATE
        assert trace["document"]["processed_data_area_service"] == ["influxdb"]


def test_a_newer_version_keeps_what_its_sidecar_says_until_that_is_deleted(lake):
    name = f"{PLACE}/kept.json"
    put_sidecar(lake, name)
    lake.put(name, reading("besidekept"), "application/json")
    eventually(lambda: points(lake, "besidekept") == 1, 60, "it is a reading")
    lake.put(name, reading("besidenewer"), "application/json")
    eventually(lambda: points(lake, "besidenewer") == 1, 60, "so is its newer version")
    assert lake.swift("DELETE", f"neocampus/{name}.sluice.json")[0] == 204
    eventually(lambda: documents(lake, name) == 1, 60, "without its sidecar it is a document")
    eventually(lambda: points(lake, "besidenewer") == 0, 60, "and no reading")


def test_a_sidecar_that_says_what_is_known_runs_nothing(lake):
    name = f"{PLACE}/known.json"
    other = {"X-Object-Meta-Other-Data": json.dumps({"template": TEMPLATE})}
    lake.put(name, reading("besideknown"), "application/json", headers=other)
    before = lake.settled(name)
    put_sidecar(lake, name, json.dumps({"template": TEMPLATE}).encode())
    put_sidecar(lake, f"{PLACE}/behind.json")
    lake.put(f"{PLACE}/behind.json", reading("besidebehind"), "application/json")
    eventually(lambda: points(lake, "besidebehind") == 1, 60, "another that came behind it")
    assert lake.settled(f"{name}.sluice.json")["status"] == "done"
    after = lake.settled(name)
    assert (after["event_id"], len(after["runs"])) == (before["event_id"], len(before["runs"]))


def test_a_sidecar_that_cannot_be_read_parks_its_object_until_it_is_mended(lake):
    name = f"{PLACE}/malformed.json"
    put_sidecar(lake, name, b'{"template": ')
    lake.put(name, reading("besidemalformed"), "application/json")
    eventually(lambda: lake.settled(name)["status"] == "parked", 60, "it is parked")
    error = next(run["error"] for run in lake.settled(name)["runs"] if run["status"] == "parked")
    assert error["code"] == "other-data-invalid"
    assert error["message"].startswith(f"{name}.sluice.json is no JSON"), error
    put_sidecar(lake, name)
    eventually(lambda: points(lake, "besidemalformed") == 1, 60, "it is a reading")
    eventually(lambda: lake.settled(name)["status"] == "done", 60, "it is done")


@pytest.fixture(name="defaults")
def fixture_defaults(lake):
    """Says what is true of a project; the hub reads it when it starts."""
    file = lake.root / "config/projects.json"
    before = file.read_text(encoding="utf-8")

    def write(text):
        assert lake.sluice("stop", "hub").returncode == 0
        file.write_text(text, encoding="utf-8")
        assert lake.sluice("start", "hub").returncode == 0
    try:
        write(json.dumps({PLACE: {
            "application": "of the project", "other_data": {"a": {"b": [1]}}}}))
        yield
    finally:
        write(before)


@pytest.mark.usefixtures("defaults")
def test_what_an_object_does_not_say_its_container_says_or_its_project(lake):
    project = PLACE
    assert lake.swift("PUT", project)[0] in (201, 202)
    lake.put("one.txt", b"text", "text/plain", project)
    document = lake.settled("one.txt", project)["document"]
    assert (document["application"], document["other_data"]) == (
        "of the project", {"a": {"b": [1]}})
    lake.put("two.txt", b"text", "text/plain", project,
             {"X-Object-Meta-Other-Data": '{"c": 1}'})
    assert lake.settled("two.txt", project)["document"]["other_data"] == {"c": 1}
    assert lake.swift("POST", project,
                      headers={"X-Container-Meta-Application": "of the container"})[0] == 204

    def said_by_the_container():
        lake.put("three.txt", b"text", "text/plain", project)
        return lake.settled("three.txt", project)["document"]["application"] == "of the container"
    # The proxy remembers for a while what a container said.
    eventually(said_by_the_container, 90, "the container's word stands before the project's")
    assert lake.settled("three.txt", project)["document"]["other_data"] == {"a": {"b": [1]}}
