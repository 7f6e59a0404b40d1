"""The lake's figures: each that a rule or the dashboard names is there, and Prometheus reads them.
"""

import contextlib
import http.client
import json
import os
import re
import subprocess
from urllib.parse import quote

import pytest

from rig import eventually, free_port

READING = {"topic": "u4/302/seen", "value": 1, "value_units": "n", "input": 1, "subID": "seen",
           "unitID": "inside", "time": "2023-05-01T00:00:00Z"}
NAMED = ("config/prometheus/sluice.rules.yaml", "config/grafana/sluice.json")
NAME = re.compile(r"\b(?:sluice|jvm|process)_[a-z0-9_]+")


def text(port: int, path: str):
    """Status and text of an answer from this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def sample(figures: str, name: str, **labels):
    """A figure's value, or None where it is not there."""
    for line in figures.splitlines():
        found = re.fullmatch(name + r"(?:\{(.*)\})? (\S+)", line)
        if found:
            told = dict(re.findall(r'(\w+)="([^"]*)"', found.group(1) or ""))
            if labels.items() <= told.items():
                return float(found.group(2))
    return None


def reaches(figures: str, least: float, name: str, **labels) -> bool:
    """Whether a figure is there and so high."""
    return (sample(figures, name, **labels) or 0) >= least


@pytest.fixture(name="figures")
def all_figures(lake):
    """Reads what the hub shows now, runs of all ends being among it."""
    lake.put("seen/r.json", json.dumps(READING).encode(), "application/json")
    lake.put("seen/cut.json", b'[{"topic":', "application/json")
    assert lake.settled("seen/r.json")["status"] == "done"
    assert lake.settled("seen/cut.json")["status"] == "parked"
    return lambda: text(lake.hub.port, "/metrics")[1]


def test_every_metric_that_rules_and_dashboard_name_is_there(lake, figures):
    shipper = int(os.environ.get("SLUICE_PORT_SHIPPER", 15091)) + int(
        os.environ.get("SLUICE_PORT_OFFSET", 0))
    for file in NAMED:
        named = set(NAME.findall((lake.root / file).read_text(encoding="utf-8")))
        assert len(named) > 8
        # Some are there once they have been looked at.
        eventually(lambda: not named - set(NAME.findall(
            figures() + text(shipper, "/metrics")[1])), 120, f"all that {file} names is shown")


def test_runs_steps_batches_and_queues_are_counted_by_route(figures):
    route = {"route": "neocampus-sensors"}
    for name, labels in (
            # A run is counted a moment after its end is on record.
            ("run_seconds_count", {"outcome": "done", **route}),
            ("run_seconds_count", {"outcome": "parked", **route}),
            ("step_seconds_count", {"step": "influx-points-sink", "outcome": "succeeded", **route}),
            ("sink_batch_records_sum", {"service": "influxdb"}),
            ("sink_write_seconds_count", {"service": "influxdb", "outcome": "written"}),
            ("parked", route)):
        eventually(lambda: reaches(figures(), 1, f"sluice_{name}", **labels), 120,
                   f"{name} of {labels} is counted")
    shown = figures()
    for name in ("waiting", "running", "standing", "oldest_seconds"):
        assert sample(shown, f"sluice_queue_{name}", **route) is not None
    for part in ("mongodb", "influxdb", "neo4j", "kafka", "swift"):
        assert sample(shown, "sluice_part_up", part=part) is not None


def test_no_label_holds_the_name_of_an_object(figures):
    assert "seen/" not in figures() and "seen" not in re.findall(r'="([^"]*)"', figures())


def test_a_queue_that_stands_shows_how_old_its_oldest_entry_is(lake, figures):
    route = {"route": "pictures"}
    assert lake.sluice("stop", "neo4j").returncode == 0
    try:
        picture = (lake.root / "routes/pictures/examples/gps/input.jpg").read_bytes()
        for number in range(7):
            lake.put(f"seen/{number}.jpg", picture, "image/jpeg")
        eventually(lambda: sample(figures(), "sluice_queue_standing", **route) == 1
                   and reaches(figures(), 5, "sluice_queue_oldest_seconds", **route)
                   and reaches(figures(), 5, "sluice_queue_waiting", **route)
                   and sample(figures(), "sluice_part_up", part="neo4j") == 0
                   and sample(figures(), "sluice_part_up", part="influxdb") == 1, 120,
                   "the queue of pictures stands, neo4j alone being down")
        told = json.loads(lake.sluice("status", "--json").stdout)
        queue = next(one for one in told["queues"] if one["route"] == "pictures")
        assert (queue["state"], queue["oldest"] is None) == ("waiting", False)
        assert any("neo4j" in one["what"].lower() for one in told["findings"])
        eventually(lambda: (told := lake.ask("GET", "/v1/health/ready"))[0] == 200 and [
            told[1]["checks"][part]["status"] for part in ("neo4j", "influxdb")] == [
                "DOWN", "UP"], 120, "the hub is ready, neo4j alone being down")
    finally:
        assert lake.sluice("start", "neo4j").returncode == 0
    for number in range(7):
        assert lake.settled(f"seen/{number}.jpg")["status"] == "done"
    eventually(lambda: sample(figures(), "sluice_queue_standing", **route) == 0
               and sample(figures(), "sluice_queue_waiting", **route) == 0
               and sample(figures(), "sluice_queue_oldest_seconds", **route) == 0, 120,
               "the queue of pictures is empty")


def test_events_that_wait_for_the_catalogue_show_as_its_lag(lake, figures):
    def at_rest():
        return [sample(figures(), f"sluice_catalogue_{name}")
                for name in ("lag", "oldest_seconds")] == [0, 0]
    names = [f"seen/lag-{number}.json" for number in range(3)]
    eventually(at_rest, 120, "all is registered")
    assert lake.sluice("stop", "mongodb").returncode == 0
    try:
        for name in names:
            lake.put(name, json.dumps(READING).encode(), "application/json")
        eventually(lambda: reaches(figures(), len(names), "sluice_catalogue_lag")
                   and reaches(figures(), 1, "sluice_catalogue_oldest_seconds"), 120,
                   "the events are behind, and grow older")
    finally:
        assert lake.sluice("start", "mongodb").returncode == 0
    for name in names:
        assert lake.settled(name)["status"] == "done"
    eventually(at_rest, 120, "all is registered again")


def data(port: int, path: str):
    """What Prometheus answers."""
    return json.loads(text(port, path)[1])["data"]


@contextlib.contextmanager
def prometheus(lake, folder):
    """Debian's Prometheus with the shipped configuration, at the test lake's addresses."""
    port, conf = free_port(), folder / "prometheus.yml"
    shipped = (lake.root / "config/prometheus/prometheus.yml").read_text(encoding="utf-8")
    conf.write_text(shipped.replace("15s", "1s").replace("127.0.0.1:15090", lake.hub.netloc)
                    .replace("sluice.rules.yaml", str(lake.root / NAMED[0])), encoding="utf-8")
    with (folder / "log").open("wb") as log, subprocess.Popen(
            ["/usr/bin/prometheus", f"--config.file={conf}", f"--storage.tsdb.path={folder}/data",
             f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log) as process:
        try:
            yield port
        finally:
            process.terminate()


def questions(lake, port) -> set:
    """What dashboard and rules ask Prometheus for."""
    panels = json.loads((lake.root / NAMED[1]).read_text(encoding="utf-8"))["panels"]
    return ({target["expr"] for panel in panels for target in panel["targets"]}
            | {rule["query"] for group in data(port, "/api/v1/rules")["groups"]
               for rule in group["rules"]})


def test_prometheus_understands_each_question_of_rules_and_dashboard(lake, tmp_path):
    with prometheus(lake, tmp_path) as port:
        def judged(question):
            with contextlib.suppress(OSError):
                return text(port, f"/api/v1/query?query={quote(question)}")
        eventually(lambda: (judged("up") or (0,))[0] == 200, 120, "Prometheus answers")
        asked = questions(lake, port)
        assert len(asked) > 30
        assert not [answer for question in asked if (answer := judged(question))[0] != 200]
        assert judged("sum(sluice_parked")[0] == 400


def test_prometheus_reads_the_hub_and_judges_by_the_rules(lake, figures, tmp_path):
    eventually(lambda: 'sluice_parked{route="neocampus-sensors"}' in figures(), 120, "the figure")
    with prometheus(lake, tmp_path) as port:
        def ask(path):
            return data(port, path)

        def scraped():
            with contextlib.suppress(OSError, ValueError):
                return [one for one in ask("/api/v1/targets")["activeTargets"]
                        if one["labels"]["job"] == "sluice-hub" and one["health"] == "up"]
        eventually(scraped, 120, "Prometheus scrapes the hub")
        rules = "/api/v1/rules"
        eventually(lambda: all(rule["health"] == "ok" for group in ask(rules)["groups"]
                               for rule in group["rules"]), 120, "every rule is judged")

        def alerts():
            return {(one["labels"]["alertname"], one["labels"].get("route"))
                    for one in ask("/api/v1/alerts")["alerts"]}
        eventually(lambda: ("SluiceParked", "neocampus-sensors") in alerts(), 120,
                   "the parked run is on its way to an alert")
        assert not [one for one in alerts() if one[0] == "SluiceHubDown"]
        query = quote('sum(sluice_run_seconds_count{route="neocampus-sensors"})')
        eventually(lambda: (found := ask(f"/api/v1/query?query={query}")["result"])
                   and float(found[0]["value"][1]) >= 2, 120, "runs are counted")
