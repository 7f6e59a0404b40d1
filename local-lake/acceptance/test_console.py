"""Camel's own tools at a running hub: the command, Hawtio, and who is let in."""

import base64
import http.client
import json

import pytest

from browser import browser
from hubs import hub_beside
from lake import credentials
from rig import eventually, free_port
from test_observe import READING

PICTURE = "local-lake/target/console.png"


class Console:
    """The console's own address."""

    def __init__(self, settings):
        self.port = settings.port("console")
        self.password = credentials.read(settings.folder("secrets"), "console")

    def ask(self, path: str, password=None, body=None, port=None):
        """Status and text of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=30)
        headers = {}
        if password is not None:
            said = base64.b64encode(f"sluice:{password}".encode()).decode()
            headers["Authorization"] = f"Basic {said}"
        try:
            connection.request("GET" if body is None else "POST", path,
                               None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def figures(self, *attributes: str) -> dict:
        """Attributes of all routes, by the routes' ids, as Hawtio asks for them."""
        status, text = self.ask("/hawtio/jolokia", self.password, {
            "type": "read", "mbean": "org.apache.camel:context=*,type=routes,name=*",
            "attribute": ["RouteId", *attributes]})
        assert status == 200, text
        return {one["RouteId"]: one for one in json.loads(text)["value"].values()}


@pytest.fixture(name="console")
def console_of_the_lake(settings):
    """Where Hawtio is."""
    return Console(settings)


def shown(lake, *words: str) -> str:
    """What Camel's command prints."""
    done = lake.sluice("camel", *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def total(lake, route: str) -> int:
    """How many exchanges `camel get route` shows of a route."""
    line = next(one for one in shown(lake, "get", "route").splitlines() if f" {route} " in one)
    words = line.split()
    return int(words[words.index("Started") + 4])


def reading(lake, name: str) -> None:
    """Uploads a reading, and waits until it is in gold."""
    lake.put(name, json.dumps(READING).encode(), "application/json")
    assert lake.settled(name)["status"] == "done"


def test_names_and_figures_of_routes_through_the_camel_command(lake):
    reading(lake, "console/a.json")
    before = total(lake, "neocampus-sensors")
    assert before >= 1
    reading(lake, "console/b.json")
    eventually(lambda: total(lake, "neocampus-sensors") > before, 120, "the figure grows")
    assert "json-documents" in shown(lake, "get", "route")
    assert "neocampus-sensors" in shown(lake, "get", "processor")
    assert "time-series" in shown(lake, "get", "group")
    health = shown(lake, "get", "health")
    assert "sluice-kafka" in health and "sluice-mongodb" in health
    assert "sluice" in shown(lake, "top")
    assert lake.sluice("camel", "get", "inflight").returncode == 0


def test_messages_are_traced_while_one_looks(lake):
    assert lake.sluice("camel", "trace", "--action=start").returncode == 0
    try:
        def traced():
            reading(lake, "console/traced.json")
            return "neocampus-sensors" in shown(
                lake, "trace", "--action=dump", "--follow=false")
        eventually(traced, 120, "the steps of a run are shown")
    finally:
        assert lake.sluice("camel", "trace", "--action=stop").returncode == 0


def test_what_the_command_reads_is_its_owners_alone(settings):
    folder = settings.folder("run/.camel")
    assert folder.stat().st_mode & 0o077 == 0


def test_a_route_stopped_by_hand_keeps_its_queue(lake):
    def state():
        told = json.loads(lake.sluice("status", "--json").stdout)
        queue = next(one for one in told["queues"] if one["route"] == "json-documents")
        return queue["state"], queue["waiting"], [one["what"] for one in told["findings"]]
    assert lake.sluice("camel", "cmd", "stop-route", "--id=json-documents").returncode == 0
    try:
        eventually(lambda: (told := state())[0] == "stopped" and any(
            "stopped by hand" in one for one in told[2]), 120, "the route is said to be stopped")
        told = lake.sluice("routes")
        assert told.returncode == 1 and "stopped json-documents by hand" in told.stdout
        lake.swift("PUT", "consoles")
        lake.put("waits.json", b'[{"a": 1}]', "application/json", "consoles")
        eventually(lambda: state()[1] >= 1, 120, "the object waits on the route's queue")
        # Other routes go on.
        reading(lake, "console/meanwhile.json")
        assert lake.trace("waits.json", "consoles")["status"] in ("waiting", "running")
    finally:
        assert lake.sluice("camel", "cmd", "start-route", "--id=json-documents").returncode == 0
    assert lake.settled("waits.json", "consoles")["status"] == "done"


def test_names_and_figures_of_routes_through_hawtios_own_endpoint(lake, console):
    reading(lake, "console/c.json")
    before = console.figures("ExchangesTotal", "RouteGroup", "Description")
    sensors = before["neocampus-sensors"]
    assert sensors["ExchangesTotal"] >= 1 and sensors["RouteGroup"] == "time-series"
    assert "campus" in sensors["Description"]
    assert {"json-documents", "pictures", "sluice-intake"} <= set(before)
    reading(lake, "console/d.json")
    after = console.figures("ExchangesTotal")["neocampus-sensors"]["ExchangesTotal"]
    assert after > sensors["ExchangesTotal"]


def test_without_the_password_there_is_nothing_to_see(lake, console):
    for password in (None, "wrong", ""):
        for path in ("/hawtio/", "/hawtio/jolokia/version", "/hawtio/user"):
            assert console.ask(path, password)[0] == 401
    told = json.loads(lake.sluice("console", "--json").stdout)
    assert told["url"] == f"http://127.0.0.1:{console.port}/hawtio/"
    with open(told["password_file"], encoding="ascii") as file:
        assert console.ask("/hawtio/", file.read().strip())[0] == 200


def test_nothing_of_it_stands_at_the_hubs_own_address(lake, console):
    for path in ("/hawtio", "/hawtio/", "/hawtio/jolokia", "/jolokia", "/q/jolokia", "/q/dev",
                 "/q/info"):
        assert console.ask(path, console.password, port=lake.hub.port)[0] == 404


def test_in_production_there_is_no_console(settings, console, tmp_path):
    with hub_beside(settings, tmp_path) as hub:
        hub.ready()
        for path in ("/hawtio/", "/hawtio/jolokia", "/q/dev", "/q/jolokia"):
            assert console.ask(path, port=hub.port)[0] == 404
        assert not (tmp_path / ".camel").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_console_that_would_ask_for_no_password_does_not_start(settings, tmp_path, host):
    with hub_beside(settings, tmp_path, f"console.host={host}",
                    f"console.port={free_port()}") as hub:
        assert hub.process.wait(180) == 2
        said = hub.log.read_text(encoding="utf-8")
        assert len(said.strip().splitlines()) == 1 and "console.password-file" in said


def test_hawtio_in_a_browser_shows_the_routes_with_their_figures(lake, console, tmp_path):
    reading(lake, "console/e.json")
    with browser(tmp_path) as window:
        at = f"127.0.0.1:{console.port}/hawtio"
        # Pages under an address with a password in it may load nothing: the browser keeps it.
        window.open(f"http://sluice:{console.password}@{at}/robots.txt")
        window.open(f"http://{at}/")
        window.shows("Camel Contexts", "sluice", "Started")
        window.click("Expand all")
        window.click("neocampus-sensors")
        window.click("Route Diagram")
        window.shows("neocampus-sensors", "From lake:objects", "To kamelet:influx")
        picture = window.picture()
    assert picture.startswith(b"\x89PNG") and len(picture) > 20_000
    file = lake.root / PICTURE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(picture)
