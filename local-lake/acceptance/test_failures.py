"""What befalls runs by the kind of the failure: waiting, parked, tried again."""

import json
import os
import urllib.parse
import urllib.request

import pytest

from rig import eventually

ROUTE = "neocampus-sensors"


def reading(measurement: str, second: int, value, **more) -> bytes:
    """One reading."""
    return json.dumps({"topic": f"u4/303/{measurement}", "value": value, "value_units": "n",
                       "subID": "s", "unitID": "inside",
                       "time": f"2023-05-06T07:{second // 60:02}:{second % 60:02}Z",
                       **more}).encode()


def route(lake, name=ROUTE) -> dict:
    """What the hub says of a route."""
    return next(one for one in lake.ask("GET", "/v1/routes")[1]["routes"] if one["id"] == name)


def drop_measurement(name: str) -> None:
    """What an operator of InfluxDB does where a field has a type that it should not have."""
    form = urllib.parse.urlencode({"db": "neocampus", "q": f'DROP MEASUREMENT "{name}"'}).encode()
    with urllib.request.urlopen(os.environ["SLUICE_INFLUX_URL"] + "/query", form, 30) as answer:
        assert "error" not in json.load(answer)["results"][0]


def parked(lake, **choice) -> list:
    """Causes of what is parked."""
    words = "&".join(f"{name}={value}" for name, value in choice.items())
    status, answer = lake.ask("GET", f"/v1/parked?{words}")
    assert status == 200, answer
    return answer["causes"]


@pytest.fixture(scope="module", autouse=True)
def containers(lake):
    """Projects beside neocampus."""
    for name in ("garden", "parked-lot"):
        assert lake.swift("PUT", name)[0] in (201, 202)


def test_a_route_whose_database_is_down_waits_and_others_run_and_it_goes_on_by_itself(lake):
    assert lake.sluice("stop", "influxdb").returncode == 0
    try:
        for number in range(12):
            lake.put(f"circuit/{number}.json", reading("circuit", number, number),
                     "application/json")
        waits = eventually(lambda: route(lake)["waits"], 120, "the route's circuit is open")
        assert waits["code"] == "gold-unreachable" and waits["reason"] and waits["since"]
        assert route(lake)["state"] == "waiting"
        told = lake.sluice("routes")
        assert told.returncode == 1 and f"waits {ROUTE} since" in told.stdout
        checks = lake.ask("GET", "/v1/health/ready")[1]["checks"]
        assert checks["routes"]["status"] == "DOWN"
        assert f"The queue of {ROUTE} waits since" in checks["routes"]["detail"]
        lake.put("other.json", b'[{"flower": "iris"}]', "application/json", container="garden")
        documents = lake.settled("other.json", "garden")
        assert documents["status"] == "done", documents["runs"]
    finally:
        assert lake.sluice("start", "influxdb").returncode == 0
    for number in range(12):
        trace = lake.settled(f"circuit/{number}.json")
        assert trace["status"] == "done", trace["runs"]
    assert len(lake.gold("influx", "SELECT value FROM circuit")) == 12
    assert route(lake)["waits"] is None and route(lake)["state"] == "running"
    eventually(lambda: lake.ask("GET", "/v1/health/ready")[1]["checks"]["routes"]["status"] == "UP",
               120, "no queue waits")


def test_a_container_with_the_longest_name_there_is_holds_up_nobody(lake):
    longest = "n" * 256
    lake.swift("PUT", longest)
    lake.put("a.json", b'[{"a": 1}]', "application/json", longest)
    lake.put("after.json", b'[{"flower": "iris"}]', "application/json", container="garden")
    for name, container in (("a.json", longest), ("after.json", "garden")):
        assert lake.settled(name, container)["status"] == "done"
    assert lake.sluice("gold", "dump", longest).stdout.strip().endswith("lines 1")
    told = lake.sluice("reconcile", longest, "--dry-run")
    assert told.returncode == 0, told.stdout + told.stderr


def test_what_is_parked_is_listed_by_its_cause_until_a_newer_version_comes(lake):
    for number in range(3):
        lake.put(f"parked/{number}.json", b'[{"a": 1},\n{"b": 1' + b"1" * number,
                 "application/json", container="parked-lot")
        assert lake.settled(f"parked/{number}.json", "parked-lot")["status"] == "parked"
    cause, = parked(lake, project="parked-lot")
    assert (cause["count"], cause["code"], cause["kind"]) == (3, "json-malformed", "data")
    assert "line 2" in cause["message"] and cause["hint"] and len(cause["objects"]) == 3
    lake.put("parked/0.json", b'[{"a": 1}]', "application/json", container="parked-lot")
    assert lake.settled("parked/0.json", "parked-lot")["status"] == "done"
    assert parked(lake, project="parked-lot")[0]["count"] == 2
    assert lake.swift("DELETE", "parked-lot/parked/1.json")[0] == 204
    eventually(lambda: parked(lake, project="parked-lot")[0]["count"] == 1, 120, "one is left")
    told = lake.sluice("parked", "--project", "parked-lot")
    assert told.returncode == 1 and f"1 parked in {cause['route']}, json-malformed" in told.stdout


def test_what_is_parked_is_tried_again_once_the_cause_is_gone(lake):
    drop_measurement("retry")
    lake.put("retry/text.json", reading("retry", 1, "a text"), "application/json")
    assert lake.settled("retry/text.json")["status"] == "done"
    lake.put("retry/number.json", reading("retry", 2, 5), "application/json")
    trace = lake.settled("retry/number.json")
    assert trace["status"] == "parked", trace["runs"]
    told = lake.sluice("parked", "retry", "--object", "neocampus/retry/number.json")
    assert told.returncode == 0 and told.stdout.startswith("1 queued again"), told
    both = [("0", "superseded"), ("retry-1", "parked")]
    eventually(lambda: runs(lake.trace("retry/number.json")) == both, 120, "parked once more")
    drop_measurement("retry")
    told = lake.sluice("parked", "retry", "--route", ROUTE, "--code", "gold-rejected",
                       "--project", "neocampus", "--json")
    assert told.returncode == 0 and json.loads(told.stdout)["queued"] == 1, told
    assert eventually(lambda: (lake.trace("retry/number.json") or {}).get("status") == "done",
                      120, "done at last")
    assert lake.gold("influx", "SELECT value FROM retry")[0][1] == 5


def runs(trace: dict) -> list:
    """Replay and status of each run of the newest version."""
    return [(run["replay"], run["status"]) for run in trace["runs"]
            if run["event_id"] == trace["event_id"]]


def test_nothing_is_tried_again_that_was_not_chosen(lake):
    status, answer = lake.ask("POST", "/v1/parked/retry", b"{}")
    assert (status, answer["error"]["code"]) == (400, "choice-missing")
    for name in ("project", "route"):
        for ask in (("POST", "/v1/parked/retry", b'{"%s": "no-such"}' % name.encode()),
                    ("GET", f"/v1/parked?{name}=no-such"), ("GET", f"/v1/objects?{name}=no-such"),
                    ("POST", "/v1/replays", b'{"%s": "no-such"}' % name.encode())):
            status, answer = lake.ask(*ask)
            assert (status, answer["error"]["code"]) == (400, f"{name}-unknown"), ask
    status, answer = lake.ask("POST", "/v1/parked/retry", b'{"code": "no-such"}')
    assert (status, answer["queued"], answer["after"]) == (200, 0, None)
