"""All of the lake run again: the same gold, of all kinds that there are."""

import subprocess

import pytest
from rig import eventually
from route_files import running
from test_failures import reading
from test_replay import dump, replay

WHOLE = "replay-whole"


@pytest.fixture(scope="module", autouse=True)
def container(lake):
    """The project of this test alone."""
    assert lake.swift("PUT", WHOLE)[0] in (201, 202)


def of_replay(trace: dict, replay_id: str) -> list:
    """Route and status of an object's runs in a replay."""
    return sorted((run["route"], run["status"]) for run in trace["runs"]
                  if run["replay"] == replay_id)


def sink_routes() -> list:
    """Routes to what no shipped one writes to."""
    def one(kind: str, sink: str, **parameters) -> dict:
        return {"route": {"id": f"tried-{kind}", "from": {
            "uri": "lake:objects", "parameters": {"project": WHOLE, "name": f"{kind}.jsonl"},
            "steps": [{"to": {"uri": "kamelet:json-records-action"}},
                      {"to": {"uri": f"kamelet:{sink}", "parameters": parameters}}]}}}
    return [one("graph", "graph-records-sink", node="Flower", relations="IN=Colour(colour)"),
            one("made", "swift-object-sink", name="{@name}/{flower}", content="record")]


def upload_one_for_each_route(lake) -> dict:
    """Objects for every route, shipped or of these tests; {container: {name: routes}}."""
    examples = lake.root / "routes"
    flowers = b'{"flower": "rose", "colour": "red"}\n{"flower": "lily", "colour": "white"}\n'
    for second in range(3):
        lake.put(f"replay/{second}.json", reading("replayed", second, second), "application/json")
    lake.put("replay/no-time.json", b'[{"flower": "iris"}]', "application/json")
    for name, body, kind in (
            ("gps.jpg", (examples / "pictures/examples/gps/input.jpg").read_bytes(), "image/jpeg"),
            ("irises.json", (examples / "json-tables/examples/irises/input.json").read_bytes(),
             "application/json"),
            ("prices.csv", (examples / "csv-tables/examples/prices/input.csv").read_bytes(),
             "text/csv"),
            ("rooms.zip", (examples / "archives/examples/two-tables-and-a-document/input.zip"
                           ).read_bytes(), "application/zip"),
            ("graph.jsonl", flowers, "application/x-ndjson"),
            ("made.jsonl", flowers, "application/x-ndjson")):
        lake.put(name, body, kind, WHOLE)
    both = {"json-documents", "json-tables"}
    return {
        "neocampus": {**{f"replay/{second}.json": {"neocampus-sensors"} for second in range(3)},
                      "replay/no-time.json": {"json-documents"}},
        WHOLE: {"gps.jpg": {"pictures"}, "irises.json": both, "prices.csv": {"csv-tables"},
                "rooms.zip": {"archives"}, "rooms.zip!/2026/a.csv": {"csv-tables"},
                "rooms.zip!/2026/b.csv": {"csv-tables"},
                "rooms.zip!/rooms.json": {"json-documents"}, "graph.jsonl": {"tried-graph"},
                "made.jsonl": {"tried-made"}},
        f"{WHOLE}-derived": {f"made.jsonl/{flower}": {"json-documents"}
                             for flower in ("rose", "lily")}}


def shipped(lake) -> set:
    """Names of the routes that come with Sluice, whatever others are in their folder."""
    files = subprocess.run(["git", "ls-files", "routes/*/*.camel.*"], cwd=lake.root,
                           capture_output=True, text=True, check=True).stdout.split()
    assert files
    return {file.split("/")[1] for file in files}


def done_by(trace, replay_id: str) -> set:
    """Routes whose runs of an object are done."""
    return {run["route"] for run in trace["runs"]
            if run["replay"] == replay_id and run["status"] == "done"}


def own_gold(lake) -> list:
    """All gold of these tests' objects; others have tampered with that of theirs in neocampus."""
    return [line for line in dump(lake, "neocampus").splitlines() if "replay/" in line
            ] + dump(lake, WHOLE).splitlines() + dump(lake, f"{WHOLE}-derived").splitlines()


def test_a_replay_of_all_leaves_gold_as_it_was(lake):
    with running(lake, "tried-replay", *sink_routes()):
        objects = upload_one_for_each_route(lake)
        for container, names in objects.items():
            for name, routes in names.items():
                eventually(lambda n=name, c=container: lake.trace(n, c), 120, f"{name} is known")
                trace = lake.settled(name, container)
                assert (trace["status"], done_by(trace, "0")) == ("done", routes), trace["runs"]
        routes = set.union(*(one for names in objects.values() for one in names.values()))
        assert not shipped(lake) - routes, f"No object is for {shipped(lake) - routes}"
        before = own_gold(lake)
        assert {line.split()[0] for line in before} == {
            "influxdb", "neo4j", "mongodb", "postgresql", "swift", "sha256"}
        code, told, _ = replay(lake, "--all")
        assert told["state"] == "over" and told["objects"] >= 10, told
        assert code == (1 if told["statuses"].get("parked") else 0)
        assert sum(told["statuses"].values()) >= told["runs"] >= told["objects"]
        assert own_gold(lake) == before
    for container, names in objects.items():
        for name, routes in names.items():
            trace = lake.trace(name, container)
            assert (trace["status"], done_by(trace, told["id"])) == ("done", routes), trace["runs"]
            # What ran before counts no more: each route's newest run says what became of the
            # object.
            assert all(run["status"] in ("superseded", "declined") for run in trace["runs"]
                       if run["replay"] == "0" and run["event_id"] == trace["event_id"])
    # What its route declines comes to the fallback, in the replay too.
    assert of_replay(lake.trace("replay/no-time.json"), told["id"]) == [
        ("json-documents", "done"), ("neocampus-sensors", "declined")]
