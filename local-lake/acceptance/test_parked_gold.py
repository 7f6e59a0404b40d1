"""What is in gold of an object whose newest version is parked."""

import json

import pytest
from rig import eventually
from test_ledger import TOPIC, documents, readings, values

CSV = "text/csv"
JSON = "application/json"
SENSORS, OTHERS = "neocampus", "parks"  # projects: with a route that tries JSON first, and without


def points(lake, name: str) -> list:
    """Values and versions of an object's readings."""
    return [row[1:] for row in lake.gold("influx", "SELECT value, sluice_version FROM parks "
                                         f"WHERE \"subID\" = '{name}'")]


def records(lake, name: str) -> list:
    """The same of its documents."""
    return sorted([next(one for one in row if isinstance(one, int)),
                   next(one for one in row if isinstance(one, dict))["version"]]
                  for row in lake.gold("mongo", f"gold_{OTHERS}.documents "
                                       + json.dumps({"_sluice.object": name}), OTHERS))


def rows(lake, name: str) -> list:
    """The same of its rows."""
    return lake.gold("sql", 'SELECT n, sluice_version FROM "csv-tables" WHERE sluice_object = '
                     f"'{OTHERS}/{name}' ORDER BY sluice_position", OTHERS)


def put(lake, name: str, body: bytes, kind: str, status: str, project=SENSORS) -> dict:
    """Uploads a version, and answers the trace once it has ended so."""
    assert lake.swift("PUT", project)[0] in (201, 202)
    lake.put(name, body, kind, project)
    trace = lake.settled(name, project)
    assert trace["status"] == status, trace["runs"]
    return trace


@pytest.mark.parametrize("project, name, kind, gold, good, bad, better", [
    (SENSORS, "parks/points.json", JSON, points,
     readings("parks", 1, 2, sub="parks/points.json"),
     readings("parks", 3, sub="parks/points.json")[:-9],
     readings("parks", 4, sub="parks/points.json")),
    (OTHERS, "documents.json", JSON, records,
     b'[{"n": 1}, {"n": 2}]', b'[{"n": 3}, {"n', b'[{"n": 4}]'),
    (OTHERS, "1.csv", CSV, rows,  # a name without words: the table is called like the route
     b"n,w\n1,a\n2,b\n", b"n,w\n3,c\n4\n", b"n,w\n4,d\n")],
    ids=["points", "documents", "rows"])
def test_gold_keeps_what_the_last_good_version_wrote_until_a_newer_one_is_done(
        lake, project, name, kind, gold, good, bad, better):
    first = put(lake, name, good, kind, "done", project)
    kept = [[1, first["timestamp"]], [2, first["timestamp"]]]
    assert gold(lake, name) == kept
    parked = put(lake, name, bad, kind, "parked", project)
    assert parked["timestamp"] > first["timestamp"]
    assert gold(lake, name) == kept
    services = first["document"]["processed_data_area_service"]
    assert parked["document"]["processed_data_area_service"] == services != []
    # Run again it parks again, and leaves gold as it is.
    assert lake.sluice("replay", "--project", project, "--name", name).returncode == 1
    assert gold(lake, name) == kept
    newest = put(lake, name, better, kind, "done", project)
    assert gold(lake, name) == [[4, newest["timestamp"]]]
    put(lake, name, bad, kind, "parked", project)
    assert lake.swift("DELETE", f"{project}/{name}")[0] == 204
    eventually(lambda: gold(lake, name) == [], 120, "the deletion takes it out")


def test_what_a_route_wrote_that_the_newest_version_does_not_go_through_is_out_all_the_same(lake):
    put(lake, "parks/turns", readings("parks-turns", 1, 2), JSON, "done")
    assert values(lake, "parks-turns") == [1, 2]
    put(lake, "parks/turns", b"\xff\xd8\xff\xe0 cut", "image/jpeg", "parked")
    assert values(lake, "parks-turns") == []
    # Nor does it go through a fallback, where another route tries it and parks it.
    put(lake, "parks/falls.json", b'[{"n": 1}]', JSON, "done")
    assert len(documents(lake, "parks/falls.json")) == 1
    put(lake, "parks/falls.json", b'[{"n": 2', JSON, "parked")
    assert documents(lake, "parks/falls.json") == []


def test_where_influxdb_refuses_a_version_the_older_points_are_out_already(lake):
    name = "parks/refused.json"
    put(lake, "parks/holds.json", readings("parks-refused", 1, sub="holds"), JSON, "done")
    put(lake, name, readings("parks-refused", 2), JSON, "done")
    assert values(lake, "parks-refused") == [1, 2]
    text = json.dumps({"topic": TOPIC + "parks-refused", "value": "a text", "value_units": "u",
                       "subID": "s", "time": "2022-03-04T05:00:03Z"}).encode()
    trace = put(lake, name, text, JSON, "parked")
    assert trace["runs"][-1]["error"]["code"] == "gold-rejected"
    assert values(lake, "parks-refused") == [1]
