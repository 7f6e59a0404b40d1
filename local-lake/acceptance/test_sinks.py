"""What routes write beside the databases: objects in Swift, records to Kafka and to services."""

import http.client
import json
import os
import shutil
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from hubs import hub_beside
from rig import eventually
from route_files import running, taken, write

BEGUN = f"{time.time_ns() % 10**12}"  # names of its own, on a lake that has seen these tests
LINES = "application/x-ndjson"


def route(name: str, selects: dict, sink: str, parameters: dict) -> dict:
    """A route of JSON records to a sink."""
    return {"route": {"id": name, "from": {
        "uri": "lake:objects", "parameters": selects,
        "steps": [{"to": {"uri": "kamelet:json-records-action"}},
                  {"to": {"uri": f"kamelet:{sink}", "parameters": parameters}}]}}}


def project(lake, kind: str) -> str:
    """A project of the test's own."""
    name = f"sinks-{kind}-{BEGUN}"
    assert lake.swift("PUT", name)[0] in (201, 202)
    return name


def put(lake, container: str, name: str, records) -> dict:
    """Uploads records, and answers the trace once the object is settled."""
    body = "".join(json.dumps(one) + "\n" for one in records).encode()
    lake.put(name, body, LINES, container)
    return lake.settled(name, container)


def content(lake, path: str):
    """An object's bytes and headers; None where there is none."""
    connection = http.client.HTTPConnection(lake.storage.hostname, lake.storage.port, timeout=60)
    try:
        connection.request("GET", f"{lake.storage.path}/{quote(path)}", headers={
            "X-Auth-Token": lake.token, "X-Newest": "true"})
        response = connection.getresponse()
        body = response.read()
        return (body, dict(response.getheaders())) if response.status == 200 else None
    finally:
        connection.close()


def replayed(lake, container: str) -> None:
    """Runs all objects of a project again."""
    told = lake.sluice("replay", "--project", container)
    assert told.returncode == 0, told


def dump(lake, container: str) -> str:
    """All gold of a project."""
    told = lake.sluice("gold", "dump", container)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_an_object_is_made_replaced_and_deleted_with_its_source(lake):
    source = project(lake, "whole")
    made = f"{source}-derived/a.jsonl"
    with running(lake, "tried-whole", route(
            "tried-whole", {"project": source}, "swift-object-sink", {})):
        trace = put(lake, source, "a.jsonl", [{"n": 1}, {"n": "ü"}])
        assert trace["status"] == "done", trace["runs"]
        assert trace["document"]["processed_data_area_service"] == ["swift"]
        body, headers = content(lake, made)
        assert body.decode() == '{"n":1}\n{"n":"ü"}\n'
        assert headers["Content-Type"] == LINES
        assert headers["X-Object-Meta-Sluice-Route-1"] == "tried-whole"
        assert headers["X-Object-Meta-Sluice-Version"] == trace["timestamp"]
        told = lake.sluice("lineage", f"{source}/a.jsonl", "--json")
        assert [(one["wrote"], one["now"]) for one in json.loads(told.stdout)["gold"]] == [(1, 1)]
        before = dump(lake, source)
        assert "swift " in before
        replayed(lake, source)
        assert dump(lake, source) == before
        assert content(lake, made)[1]["X-Timestamp"] == headers["X-Timestamp"]
        put(lake, source, "a.jsonl", [{"n": 2}])
        assert content(lake, made)[0] == b'{"n":2}\n'
        assert lake.swift("DELETE", f"{source}/a.jsonl")[0] == 204
        eventually(lambda: content(lake, made) is None, 60, "what was made of it is deleted")


def test_a_version_with_fewer_records_leaves_no_object_of_the_older_ones(lake):
    source = project(lake, "each")
    with running(lake, "tried-each", route(
            "tried-each", {"project": source}, "swift-object-sink",
            {"name": "{@name}/{id}", "content": "record"})):
        put(lake, source, "a.jsonl", [{"id": name, "v": 1} for name in "xyz"])
        put(lake, source, "b.jsonl", [{"id": "x", "v": 1}])
        trace = put(lake, source, "a.jsonl", [{"id": "x", "v": 1}, {"id": "y", "v": 2}])
        assert trace["status"] == "done", trace["runs"]
        assert content(lake, f"{source}-derived/a.jsonl/y")[0] == b'{"id":"y","v":2}'
        assert content(lake, f"{source}-derived/a.jsonl/z") is None
        assert content(lake, f"{source}-derived/b.jsonl/x") is not None
        same = content(lake, f"{source}-derived/a.jsonl/x")[1]
        assert same["X-Object-Meta-Sluice-Version"] == trace["timestamp"]


def test_a_users_object_is_never_overwritten(lake):
    source = project(lake, "taken")
    assert lake.swift("PUT", f"{source}-derived")[0] in (201, 202)
    assert lake.swift("PUT", f"{source}-derived/a.jsonl", b"mine")[0] == 201
    with running(lake, "tried-taken", route(
            "tried-taken", {"project": source}, "swift-object-sink", {})):
        trace = put(lake, source, "a.jsonl", [{"n": 1}])
        assert trace["status"] == "parked"
        run = next(one for one in trace["runs"] if one["route"] == "tried-taken")
        assert run["error"]["code"] == "target-taken"
        assert content(lake, f"{source}-derived/a.jsonl")[0] == b"mine"
        assert lake.swift("DELETE", f"{source}/a.jsonl")[0] == 204
        eventually(lambda: (lake.trace("a.jsonl", source) or {})["status"] == "deleted", 60, "it")
        assert content(lake, f"{source}-derived/a.jsonl")[0] == b"mine"


def test_routes_that_feed_each_other_come_to_an_end_with_the_reason_on_record(lake):
    source = project(lake, "circle")
    into = {"container": "{@container}"}
    with running(
            lake, "tried-circle",
            route("tried-one", {"project": source, "name": "**.one"}, "swift-object-sink",
                  {**into, "name": "{@name}.two"}),
            route("tried-two", {"project": source, "name": "**.two"}, "swift-object-sink",
                  {**into, "name": "{@name}.one"}),
            route("tried-same", {"project": source, "name": "**.same"}, "swift-object-sink",
                  {**into, "name": "{@name}.same"})):
        put(lake, source, "a.one", [{"n": 1}])
        put(lake, source, "b.same", [{"n": 1}])
        for name, route_id in (("a.one.two.one", "tried-one"), ("b.same.same", "tried-same")):
            trace = lake.settled(name, source)
            run = next(one for one in trace["runs"] if one["route"] == route_id)
            assert run["status"] == "declined", run
            assert "came through this route before" in run["reason"]
            assert route_id in run["reason"]
        assert lake.trace("a.one.two.one.two", source) is None
        assert lake.trace("b.same.same.same", source) is None


def messages(topic: str) -> list:
    """All that is on a topic."""
    told = subprocess.run(["kcat", "-C", "-q", "-b", os.environ["SLUICE_KAFKA"], "-t", topic,
                           "-o", "beginning", "-e", "-J"], capture_output=True, text=True,
                          check=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def named(message: dict) -> dict:
    """A message's headers by name."""
    pairs = message["headers"]
    return dict(zip(pairs[::2], pairs[1::2]))


def test_records_are_on_a_topic_and_a_replays_have_the_same_ids(lake):
    source, topic = project(lake, "topic"), f"orders-{BEGUN}"
    with running(lake, "tried-topic", route(
            "tried-topic", {"project": source}, "kafka-records-sink",
            {"topic": topic, "key": "{who}"})):
        trace = put(lake, source, "a.jsonl", [{"who": "x", "n": 1}, {"who": "y", "n": 2}])
        assert trace["status"] == "done", trace["runs"]
        first = messages(topic)
        assert sorted((one["key"], one["payload"]) for one in first) == [
            ("x", '{"who":"x","n":1}'), ("y", '{"who":"y","n":2}')]
        told = named(first[0])
        assert told["sluice-object"] == f"{source}/a.jsonl"
        assert told["sluice-version"] == trace["timestamp"]
        replayed(lake, source)
        again = messages(topic)
        assert len(again) == 4
        ids = [named(one)["sluice-id"] for one in again]
        assert len(set(ids)) == 2


def test_a_topic_of_the_lakes_own_is_refused_when_the_route_is_loaded(lake):
    write(lake, "tried-own", route("tried-own", {"project": "none"}, "kafka-records-sink",
                                   {"topic": "lake.events"}))
    try:
        def why():
            refused = lake.ask("GET", "/v1/routes")[1]["refused"]
            return [one for one in refused if one["file"].startswith("tried-own/")]
        assert "the lake's own" in str(eventually(why, 30, "it is refused"))
    finally:
        shutil.rmtree(lake.root / "routes/tried-own")


class Service:
    """A service that notes what it is sent, and answers as it is told."""

    def __init__(self):
        self.asked, self.answers = [], []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                status, headers = service.answers.pop(0) if service.answers else (200, {})
                service.asked.append((time.monotonic(), self.path, dict(self.headers), body))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture(name="service")
def fixture_service():
    """A service of the test's own."""
    service = Service()
    yield service
    service.server.shutdown()


def test_records_are_sent_to_a_service_that_the_settings_allow(lake, settings, service, tmp_path):
    source = project(lake, "service")
    write(lake, "tried-service", route(
        "tried-service", {"project": source}, "http-records-sink",
        {"url": f"http://{service.address}/in", "send": "record", "authorization": "shop"}))
    try:
        def why():
            refused = lake.ask("GET", "/v1/routes")[1]["refused"]
            return [one for one in refused if one["file"].startswith("tried-service/")]
        assert "gold.http.allowed-hosts" in str(eventually(why, 30, "it is refused"))
        assert lake.sluice("stop", "hub").returncode == 0
        secrets, port = tmp_path / "http", settings.port("hub")
        secrets.write_text("shop = Bearer of-the-test\n", encoding="ascii")
        with hub_beside(settings, tmp_path, f"http.port={port}",
                        f"gold.http.allowed-hosts={service.address}",
                        f"gold.http.credentials-file={secrets}") as hub:
            hub.port = port
            hub.ready()
            eventually(lambda: taken(lake, "tried-service"), 30, "the route runs")
            service.answers[:] = [(200, {}), (503, {"Retry-After": "3"})]
            trace = put(lake, source, "a.jsonl", [{"n": 1}, {"n": 2}])
            assert trace["status"] == "done", trace["runs"]
            assert [one[3] for one in service.asked] == [
                '{"n":1}', '{"n":2}', '{"n":1}', '{"n":2}']
            keys = [one[2]["Idempotency-Key"] for one in service.asked]
            assert keys[:2] == keys[2:] and keys[0] != keys[1]
            assert service.asked[2][0] - service.asked[1][0] >= 3
            assert service.asked[0][2]["Authorization"] == "Bearer of-the-test"
            assert "of-the-test" not in json.dumps(trace) + hub.log.read_text(encoding="utf-8")
            service.answers[:] = [(422, {})]
            trace = put(lake, source, "b.jsonl", [{"n": 3}])
            assert trace["status"] == "parked"
            run = next(one for one in trace["runs"] if one["route"] == "tried-service")
            assert run["error"]["code"] == "gold-rejected"
            assert lake.swift("DELETE", f"{source}/b.jsonl")[0] == 204
            eventually(lambda: lake.trace("b.jsonl", source)["status"] == "deleted", 60, "it")
    finally:
        shutil.rmtree(lake.root / "routes/tried-service", ignore_errors=True)
        assert lake.sluice("start", "hub").returncode == 0
