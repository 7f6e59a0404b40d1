"""From a sample to gold of a running lake, without Java or a restart; and from gold back."""

import json
import shutil
import time

import pytest
from rig import eventually

READINGS = b"""\
{"station": {"id": 7}, "at": "2026-11-27T06:00:00.500Z", "temp_c": 3.5, "rain": false}
{"station": {"id": 7}, "at": "2026-11-27T06:10:00Z", "temp_c": 4, "rain": true}
"""
RECORDS = b'[{"flower": "rose", "of": {"red": [1, 2.50, null]}}, {"flower": "lily", "n": 1e3}]'
TABLE = b'''\
at;day;price;what;list\r
2026-11-27T06:00:00+01:00;2026-11-27;1.5;"a ""b""";"[1, 2]"\r
2026-11-27T06:00:00.25+01:00;2026-11-28;-12000;caf\xc3\xa9;"[]"\r
'''
SOON = 60  # seconds, from `new` to the first row in gold


@pytest.fixture(name="made")
def fixture_made(lake, tmp_path):
    """Makes a route of a sample, waits until the lake has taken it, and takes it away again."""
    folders = []

    def make(name: str, file: str, content: bytes, *words: str, tested=True):
        sample = tmp_path / file
        sample.write_bytes(content)
        folders.append(lake.root / "routes" / name)
        shutil.rmtree(folders[-1], ignore_errors=True)
        told = lake.sluice("new", name, "--from", str(sample), *words)
        assert told.returncode == 0, told.stderr
        if tested:
            told = lake.sluice("test", "routes", name)
            assert told.returncode == 0, told.stdout + told.stderr
        eventually(lambda: name in routes(lake), 120, f"route {name} is taken")
        assert lake.swift("PUT", name)[0] in (201, 202)
        return folders[-1]
    yield make
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    eventually(lambda: not {folder.name for folder in folders} & set(routes(lake)), 120, "gone")


def routes(lake) -> list:
    """Routes that run."""
    return [one["id"] for one in lake.ask("GET", "/v1/routes")[1]["routes"]]


def dump(lake, project: str) -> list:
    """All gold of a project."""
    told = lake.sluice("gold", "dump", project)
    assert told.returncode == 0, told.stderr
    return told.stdout.splitlines()[:-1]


def tried(lake, route: str, what: str) -> dict:
    """What a trial of an object says."""
    told = lake.sluice("try", route, what, "--json")
    assert told.returncode == 0, told.stdout + told.stderr
    return json.loads(told.stdout)


@pytest.mark.parametrize("name, file, content, kind", [
    ("sample-points", "roof.jsonl", READINGS, "application/x-ndjson"),
    ("sample-documents", "flowers.json", RECORDS, "application/json"),
    ("sample-rows", "prices.csv", TABLE, "text/csv")])
def test_a_trial_says_what_gold_then_holds(lake, made, name, file, content, kind):
    made(name, file, content)
    as_gold_has_it(lake, name, name, file, content, kind)


def test_from_new_to_the_first_row_it_is_less_than_a_minute(lake, made):
    name = f"{time.time_ns()}.csv"  # none that an earlier test left in gold
    began = time.monotonic()
    made("sample-soon", "prices.csv", TABLE, tested=False)
    lake.put(name, TABLE, "text/csv", container="sample-soon")
    lake.settled(name, "sample-soon", SOON)
    rows = lake.gold("sql", 'SELECT price FROM "sample-soon" WHERE sluice_object = '
                     f"'sample-soon/{name}' ORDER BY sluice_position", "sample-soon")
    took = time.monotonic() - began
    assert [row[0] for row in rows] == [1.5, -12000.0]
    assert took < SOON, f"it took {took:.0f} s"


def test_a_trial_of_a_picture_says_what_the_graph_then_holds(lake):
    assert lake.swift("PUT", "sample-pictures")[0] in (201, 202)
    content = (lake.root / "routes/pictures/examples/gps/input.jpg").read_bytes()
    as_gold_has_it(lake, "pictures", "sample-pictures", "gps.jpg", content, "image/jpeg", {
        "X-Object-Meta-Other-Data": '{"image_content": {"main_object": "bridge"}}'})


def as_gold_has_it(lake, route: str, name: str, file: str, content: bytes, kind: str,
                   headers=None):
    """Uploads an object; a trial of it finds no difference, and each record says whence it is."""
    lake.put(file, content, kind, container=name, headers=headers)
    assert lake.settled(file, name)["status"] == "done"
    lines = [line for line in dump(lake, name) if f"{name}/{file}" in line or "_sluice" in line]
    assert lines
    result = tried(lake, route, f"{name}/{file}")
    assert (result["gone"], result["new"], result["same"]) == ([], [], len(lines)), result

    version = lake.trace(file, name)["timestamp"]
    told = lake.sluice("lineage", f"{name}/{file}", "--version", version, "--json")
    (wrote,) = [one for one in json.loads(told.stdout)["gold"] if one["route"] == route]
    assert (wrote["wrote"], wrote["now"]) == (len(lines), len(lines)), wrote
    for line in lines:
        told = lake.sluice("lineage", "--record", line, "--json")
        assert told.returncode == 0, told.stderr
        whence = json.loads(told.stdout)
        assert (whence["object"], whence["route"]) == (f"{name}/{file}", route)
        assert [one["run"] for one in whence["runs"]] == [wrote["run"]]


def test_a_change_of_a_route_is_seen_before_it_is_live(lake, made, tmp_path):
    folder = made("sample-change", "roof.jsonl", READINGS)
    lake.put("roof.jsonl", READINGS, "application/x-ndjson", container="sample-change")
    assert lake.settled("roof.jsonl", "sample-change")["status"] == "done"
    before = dump(lake, "sample-change")
    changed = tmp_path / "routes"
    shutil.copytree(lake.root / "routes/blocks", changed / "blocks")
    shutil.copytree(folder, changed / folder.name)
    file = changed / folder.name / f"{folder.name}.camel.yaml"
    file.write_text(file.read_text().replace("fields: temp_c,rain", "fields: temp_c"))
    told = lake.sluice("try", "sample-change", "sample-change/roof.jsonl", "--json", "--routes",
                       str(changed))
    result = json.loads(told.stdout)
    assert result["gone"] == before and len(result["new"]) == 2, result
    assert all("rain" not in line for line in result["new"])
    assert dump(lake, "sample-change") == before
