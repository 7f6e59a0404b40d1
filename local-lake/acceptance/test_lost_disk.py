"""Parts that lose what their disk had, as at a power loss, or are set back to an older copy."""

import json
import shutil

import pytest
from rig import eventually
from test_reconcile import document, proven, reconcile

JSON = "application/json"


class Parts:
    """Parts that are killed, and started again in the other order."""

    def __init__(self, lake):
        self._lake, self._down = lake, []

    def kill(self, *names: str) -> None:
        """SIGKILL."""
        for name in names:
            assert self._lake.sluice("kill", name).returncode == 0
            self._down.insert(0, name)

    def start(self) -> None:
        """All that are down; the hub needs the others, and comes last."""
        for name in sorted(self._down, key=lambda name: name == "hub"):
            assert self._lake.sluice("start", name).returncode == 0
            self._down.remove(name)


@pytest.fixture(name="parts")
def parts_of_the_lake(lake):
    """In the end all run again."""
    parts = Parts(lake)
    yield parts
    parts.start()
    lake.sluice("camel", "cmd", "start-route", "--id=json-documents")


def told(settings, name: str) -> bool:
    """Whether the hub's queue of events holds one of the object."""
    wanted = f'"object":"{name}"'.encode()
    return any(wanted in path.read_bytes() for path in settings.folder("data/kafka").glob(
        "lake.events-*/*.log"))


def queue(lake, route: str) -> dict:
    """What `sluice status` says of a route's queue."""
    said = json.loads(lake.sluice("status", "--json").stdout)
    return next(one for one in said["queues"] if one["route"] == route)


def test_events_and_queues_that_kafka_lost_are_found_and_run(lake, settings, container, parts):
    lake.put("before.json", document(1), JSON, container)
    lake.settled("before.json", container)
    assert lake.sluice("camel", "cmd", "stop-route", "--id=json-documents").returncode == 0
    eventually(lambda: queue(lake, "json-documents")["state"] == "stopped", 120, "it stands")
    lake.put("queued.json", document(2), JSON, container)
    eventually(lambda: queue(lake, "json-documents")["waiting"] >= 1, 120, "it is queued")
    parts.kill("mongodb")
    lake.put("event.json", document(3), JSON, container)
    eventually(lambda: told(settings, "event.json"), 120, "its event is in Kafka")
    parts.kill("hub", "kafka")
    shutil.rmtree(settings.folder("data/kafka"))
    parts.start()

    # What the catalogue does not know, the comparison with Swift finds.
    report = reconcile(lake, container)
    assert (report["found"]["missing"], report["sent"]) == (1, 1)
    assert lake.settled("event.json", container)["status"] == "done"
    # What it knows and waits for is on no queue, and is asked for.
    assert lake.trace("queued.json", container)["status"] == "waiting"
    again = lake.sluice("replay", "--project", container, "--status", "waiting")
    assert again.returncode == 0, again
    assert lake.settled("queued.json", container)["status"] == "done"
    assert proven(lake, container) == {"swift": 3, "catalogue": 3, "final": 3, "gaps": 0}


def test_what_came_since_an_older_copy_of_the_catalogue_is_as_it_was(
        lake, settings, container, parts, tmp_path):
    def rows():  # of names without words: the table is called like the route
        return lake.gold("sql", 'SELECT n, sluice_version FROM "csv-tables" ORDER BY n', container)

    def put(name: str, *numbers: int):
        lake.put(name, ("n,w\n" + "".join(f"{n},x\n" for n in numbers)).encode(), "text/csv",
                 container)
        assert lake.settled(name, container)["status"] == "done"
    data, copy = settings.folder("data/mongodb"), tmp_path / "mongodb"
    put("1.csv", 1, 2)
    parts.kill("mongodb")
    shutil.copytree(data, copy)
    parts.start()
    put("2.csv", 3, 4, 5)
    put("1.csv", 6)
    assert lake.swift("DELETE", f"{container}/2.csv")[0] == 204
    eventually(lambda: len(rows()) == 1, 120, "its rows are gone")
    put("2.csv", 7, 8, 9)
    before = rows()
    assert [row[0] for row in before] == [6.0, 7.0, 8.0, 9.0]
    parts.kill("hub", "mongodb")
    shutil.rmtree(data)
    shutil.copytree(copy, data)
    parts.start()

    reconcile(lake, container, "--full")
    assert proven(lake, container)["gaps"] == 0
    assert rows() == before
    # The ledger knows again what stands in gold.
    put("2.csv", 10)
    assert [row[0] for row in rows()] == [6.0, 10.0]
