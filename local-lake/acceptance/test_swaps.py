"""Routes in YAML and XML, blocks and policies: taken soon, and swapped under load."""

import json
import os
import threading
import time

import pytest

from live_files import BLOCK, FILES, MOVES, POLICY, PROJECT, XML, YAML, LiveFiles
from rig import eventually

BEGUN = f"{time.time_ns()}"  # names of its own, on a lake that has seen these tests before
SWAPS = int(os.environ.get("SLUICE_SWAPS", "20"))
SOON = 10  # seconds from a file's writing until it runs
ORDER = (YAML, BLOCK, XML, POLICY)
PAGE = 5000  # documents that are asked for at once


@pytest.fixture(name="files")
def fixture_files(lake):
    """The files, none of which is there yet; gone afterwards."""
    files = LiveFiles(lake)
    files.remove()
    assert lake.swift("PUT", PROJECT)[0] in (201, 202)
    yield files
    files.remove()


def put(lake, name: str, number: int) -> str:
    """Uploads a record."""
    name = f"{BEGUN}/{name}"
    body = json.dumps({"n": number, "of": BEGUN}).encode()
    lake.put(name, body, "application/json", PROJECT)
    return name


def runs(lake, name: str) -> dict:
    """An object's runs by route, once all have ended well: one a route, at the first attempt."""
    trace = lake.settled(name, PROJECT)
    assert trace["status"] == "done", trace
    by_route = {run["route"]: run for run in trace["runs"]}
    assert len(by_route) == len(trace["runs"]), trace
    assert {run["attempts"] for run in trace["runs"]} == {1}, trace
    return by_route


def revision(run: dict) -> str:
    """The one revision that all of a run's operations were done by."""
    (only,) = {one["revision"] for one in run["operations"]}
    return only


def documents(lake, route: str, many: int) -> list:
    """What is in gold of the first so many records, as (number, state of the block)."""
    found = []
    for first in range(0, many, PAGE):
        query = {"of": BEGUN, "n": {"$gte": first, "$lt": first + PAGE}}
        table = lake.gold_table("mongo", f"gold_{PROJECT}.{route} {json.dumps(query)}", PROJECT)
        number, by = (table["columns"].index(column) for column in ("n", "by"))
        found += [(row[number], str(row[by])) for row in table["rows"]]
    return found


def test_a_block_a_policy_and_an_xml_file_are_taken_soon(lake, files):
    files.write(YAML, "first")
    eventually(lambda: FILES[YAML] in files.refused(), SOON, "what it names is missing")
    files.write(BLOCK, "first")
    eventually(lambda: POLICY in files.refused().get(FILES[YAML], "")
               and BLOCK not in files.refused()[FILES[YAML]], SOON,
               lambda: f"the policy alone is missing: {files.refused()}")
    files.write(POLICY, "first")
    eventually(lambda: YAML in files.revisions(), SOON,
               lambda: f"what was missing is there: {files.refused()}")
    assert runs(lake, put(lake, "one.json", -1)).keys() == {YAML}
    files.swap(XML, "first", SOON)
    for number, what in enumerate(ORDER):
        files.swap(what, f"second {what}", SOON)
        now = files.revisions()
        done = runs(lake, put(lake, f"{what}.json", -2 - number))
        assert {route: revision(run) for route, run in done.items()} == now
    assert files.refused() == {}
    query = json.dumps({"of": BEGUN, "n": -2 - ORDER.index(BLOCK)})
    for route in (YAML, XML):
        table = lake.gold_table("mongo", f"gold_{PROJECT}.{route} {query}", PROJECT)
        assert [row[table["columns"].index("by")] for row in table["rows"]] == [
            f"second {BLOCK}"]


def test_swaps_under_load_lose_nothing_and_double_nothing(lake, files):
    for what in (BLOCK, POLICY, YAML, XML):
        files.write(what, "0")
    eventually(lambda: files.revisions().keys() == {YAML, XML}, 120,
               lambda: f"both run: {files.refused()}")
    first = files.revisions()
    seen = {route: {of} for route, of in first.items()}
    enough, stored = threading.Event(), []

    def load():
        while not enough.wait(0.03):
            stored.append(put(lake, f"{len(stored)}.json", len(stored)))
    thread = threading.Thread(target=load)
    thread.start()
    try:
        for swap in range(1, SWAPS + 1):
            files.swap(ORDER[swap % len(ORDER)], str(swap), 120)
            for route, of in files.revisions().items():
                seen[route].add(of)
            before = len(stored)
            eventually(lambda: len(stored) > before + 2, 120, "uploads go on")
            runs(lake, stored[-1])  # something goes through each
    finally:
        enough.set()
        thread.join()
    swapped = [ORDER[swap % len(ORDER)] for swap in range(1, SWAPS + 1)]
    for route in (YAML, XML):
        assert len(seen[route]) == 1 + sum(route in MOVES[what] for what in swapped)
    used = {YAML: set(), XML: set()}
    for name in stored:
        done = runs(lake, name)
        assert done.keys() == {YAML, XML}, done
        for route, run in done.items():
            used[route].add(revision(run))
    states = {"0"} | {str(swap) for swap, what in enumerate(swapped, 1) if what == BLOCK}
    for route in (YAML, XML):
        # Before the first swap there may have been nothing to do.
        assert seen[route] - {first[route]} <= used[route] <= seen[route]
        found = documents(lake, route, len(stored))
        assert sorted(number for number, _by in found) == list(range(len(stored)))
        assert states - {"0"} <= {by for _number, by in found} <= states
