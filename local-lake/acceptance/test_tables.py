"""Tables in PostgreSQL: made by themselves, and holding what the newest versions say."""

import json

import pytest

import route_files
from rig import eventually
from test_failures import route

ROUTE = "tried-tables"
PROJECT = "tables"


@pytest.fixture(scope="module", autouse=True)
def tables_route(lake):
    """A route of JSON records to a table, beside the others."""
    assert lake.swift("PUT", PROJECT)[0] in (201, 202)
    with route_files.running(lake, ROUTE, {"route": {
            "id": ROUTE, "from": {
                "uri": "lake:objects",
                "parameters": {"project": PROJECT, "contentType": "application/json"},
                "steps": [{"to": {"uri": "kamelet:json-records-action"}},
                          {"to": {"uri": "kamelet:table-rows-sink"}}]}}}):
        yield


def put(lake, name: str, records, kind="application/json") -> dict:
    """Uploads records, and answers the trace once the object is settled."""
    lake.put(name, json.dumps(records).encode(), kind, PROJECT)
    return lake.settled(name, PROJECT)


def rows(lake, name: str, columns="n") -> list:
    """An object's rows."""
    return lake.gold("sql", f'SELECT {columns} FROM "{ROUTE}" WHERE sluice_object = '
                     f"'{PROJECT}/{name}' ORDER BY sluice_position", PROJECT)


def dump(lake) -> str:
    """All gold of the project."""
    told = lake.sluice("gold", "dump", PROJECT)
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_records_are_rows_with_the_types_of_their_values(lake):
    trace = put(lake, "typed.json", [{"n": 1, "name": "o'clock", "more": {"a": [1]}},
                                     {"n": 2.5, "name": None, "on": True}])
    assert trace["status"] == "done", trace["runs"]
    assert trace["document"]["processed_data_area_service"] == ["postgresql"]
    assert rows(lake, "typed.json", 'n, name, more, "on"') == [
        [1.0, "o'clock", '{"a": [1]}', None], [2.5, None, None, True]]
    written = next(run for run in trace["runs"] if run["route"] == ROUTE
                   and run["event_id"] == trace["event_id"])["gold"][0]
    assert (written["service"], written["store"], written["place"], written["records"]) == (
        "postgresql", f"gold_{PROJECT}", ROUTE, 2)
    told = lake.sluice("gold", "sql", written["query"])
    assert told.returncode == 0 and told.stdout.endswith("2 rows\n"), told
    assert lake.trace("typed.json", PROJECT)["timestamp"] in told.stdout


def test_a_column_becomes_wider_and_keeps_what_it_had(lake):
    put(lake, "narrow.json", [{"wide": 1}])
    trace = put(lake, "wide.json", [{"wide": "many", "new column": 1}])
    assert trace["status"] == "done", trace["runs"]
    assert rows(lake, "narrow.json", "wide") == [["1"]]
    assert rows(lake, "wide.json", 'wide, "new column"') == [["many", 1]]


def test_a_newer_version_with_fewer_records_leaves_none_of_the_older_ones(lake):
    for name in ("fewer.json", "beside.json"):
        put(lake, name, [{"n": n} for n in range(150)])
    assert put(lake, "fewer.json", [{"n": 7}, {"n": 8}])["status"] == "done"
    assert rows(lake, "fewer.json") == [[7.0], [8.0]]
    assert len(rows(lake, "beside.json")) == 150


def test_another_content_type_or_a_deletion_leaves_none_and_all_else_stays(lake):
    for name in ("typed-otherwise", "deleted.json", "stays.json"):
        put(lake, name, [{"n": 1}, {"n": 2}])
    trace = put(lake, "typed-otherwise", ["no", "records"], "text/x-of-no-route")
    assert trace["status"] == "unhandled"
    assert rows(lake, "typed-otherwise") == []
    assert trace["document"]["processed_data_area_service"] == []
    assert lake.swift("DELETE", f"{PROJECT}/deleted.json")[0] == 204
    eventually(lambda: rows(lake, "deleted.json") == [], 120, "its rows are gone")
    assert rows(lake, "stays.json") == [[1.0], [2.0]]


def test_a_replay_leaves_gold_as_it_was(lake):
    put(lake, "replayed.json", [{"n": 1.25, "at": "2024-01-01T00:00:00Z", "deep": {"b": 1}}])
    before = dump(lake)
    assert 'postgresql "tried-tables" {' in before
    told = lake.sluice("replay", "--project", PROJECT, "--route", ROUTE)
    assert told.returncode == 0, told
    assert dump(lake) == before


def test_nothing_is_lost_or_doubled_where_postgresql_is_killed_in_the_middle(lake):
    names = [f"killed/{number}.json" for number in range(40)]

    def upload(some):
        for name in some:
            lake.put(name, json.dumps([{"n": n} for n in range(50)]).encode(), "application/json",
                     PROJECT)
    upload(names[:15])
    assert lake.sluice("kill", "postgresql").returncode == 0
    try:
        upload(names[15:30])
        waits = eventually(lambda: route(lake, ROUTE)["waits"], 120, "the route's circuit is open")
        assert waits["code"] == "gold-unreachable" and "PostgreSQL" in waits["reason"]
        eventually(lambda: (told := lake.ask("GET", "/v1/health/ready"))[0] == 200 and [
            told[1]["checks"][part]["status"] for part in ("postgresql", "neo4j")] == [
                "DOWN", "UP"], 120, "the hub is ready, PostgreSQL alone being down")
    finally:
        assert lake.sluice("start", "postgresql").returncode == 0
    upload(names[30:])
    for name in names:
        trace = lake.settled(name, PROJECT, seconds=120)
        assert trace["status"] == "done", trace["runs"]
        assert rows(lake, name) == [[float(n)] for n in range(50)]


def test_a_question_cannot_write(lake):
    before = dump(lake)
    for query in (f'DELETE FROM "{ROUTE}"', f'COMMIT; DELETE FROM "{ROUTE}"', "SELEC 1"):
        told = lake.sluice("gold", "sql", query, "--project", PROJECT)
        assert told.returncode == 2 and told.stderr.count("\n") == 1, told
    assert dump(lake) == before


def test_rows_of_a_route_that_is_gone_go_with_the_next_version(lake):
    for name in ("route-gone.json", "route-gone-stays.json"):
        put(lake, name, [{"n": 1}])
    route_files.remove(lake, ROUTE)
    trace = put(lake, "route-gone.json", [{"n": 2}])
    assert trace["document"]["processed_data_area_service"] == ["mongodb"]
    assert rows(lake, "route-gone.json") == []
    assert rows(lake, "route-gone-stays.json") == [[1.0]]
