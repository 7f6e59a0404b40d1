"""Nothing in gold shows whether a large object was read in one or in parts side by side."""

import contextlib
import json

import pytest

from hubs import hub_beside
from test_observe import sample, text

PROJECT = "large-objects"
RECORDS = 2000
FILLER = "é, \"'{}[]\\" * 40


def records() -> list:
    """Records of some 500 bytes, whose texts hold what cuts records elsewhere."""
    return [{"n": n, "t": f"{FILLER}\n{n}"} for n in range(RECORDS)]


def table() -> str:
    """The same as CSV, with line breaks in its values."""
    quoted = '"{}"'.format
    return "n,t\r\n" + "".join(f"{one['n']},{quoted(one['t'].replace(chr(34), chr(34) * 2))}\r\n"
                               for one in records())


@pytest.fixture(name="hub_with")
def hub_with_settings(lake, settings, tmp_path):
    """Runs a hub with settings of its own in place of the lake's, for the time of a block."""
    port = settings.port("hub")

    @contextlib.contextmanager
    def instead(*lines):
        assert lake.sluice("stop", "hub").returncode == 0
        try:
            with hub_beside(settings, tmp_path, f"http.port={port}", *lines) as hub:
                hub.port = port
                hub.ready()
                yield
        finally:
            assert lake.sluice("start", "hub").returncode == 0
    return instead


def dump(lake) -> str:
    """All gold of the project."""
    told = lake.sluice("gold", "dump", PROJECT)
    assert told.returncode == 0, told.stderr
    return told.stdout


def passes(run: dict) -> int:
    """How often the step that reads was done."""
    return next(one["count"] for one in run["operations"] if "records" in one["step"])


def beside(lake) -> float:
    """How many parts the hub has read beside the one on its way through a route."""
    return sample(text(lake.hub.port, "/metrics")[1], "sluice_object_parts_seconds_count")


def test_gold_is_the_same_in_one_and_in_parts(lake, hub_with):
    assert lake.swift("PUT", PROJECT)[0] in (201, 202)
    objects = {"a.csv": ("text/csv", table()),
               "a.json": ("application/json", json.dumps(records())),
               "a.jsonl": ("application/x-ndjson",
                           "".join(json.dumps(one) + "\n" for one in records()))}
    with hub_with("run.chunk-bytes=65536", "run.large-bytes=65536", "run.parts=4"):
        before, through = beside(lake), 0
        for name, (kind, content) in objects.items():
            lake.put(name, content.encode(), kind, PROJECT)
        for name in objects:
            trace = lake.settled(name, PROJECT, 180)
            done = [run for run in trace["runs"]
                    if run["event_id"] == trace["event_id"] and run["status"] == "done"]
            assert len(done) == (1 if name == "a.csv" else 2), trace["runs"]
            for run in done:
                assert run["gold"][0]["records"] == RECORDS
                assert 10 < passes(run) < 40
                through += passes(run)
        # A run reads itself what no thread has begun with when its turn comes.
        assert through / 4 < beside(lake) - before <= through
        parts = dump(lake)
    # To the lake's own hub they are small: it reads each in one.
    assert max(len(content.encode()) for _, content in objects.values()) < 16 << 20
    at_first = beside(lake)
    told = lake.sluice("replay", "--project", PROJECT)
    assert told.returncode == 0, told.stdout + told.stderr
    assert dump(lake) == parts
    assert beside(lake) == at_first
    for name in objects:
        assert parts.count(f'large-objects/{name}"') == RECORDS, "rows"
        assert parts.count(f'"{name}"') == (0 if name == "a.csv" else RECORDS), "documents"
