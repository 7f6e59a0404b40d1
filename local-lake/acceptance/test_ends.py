"""How objects end: in gold, declined to the fallback, parked with a reason, unhandled."""

import json

from rig import eventually

READING = {"topic": "u4/302/humidity", "value": 35, "value_units": "%", "input": 104,
           "subID": "first", "unitID": "inside", "time": "2021-07-22T11:11:22.000Z"}
TEMPLATE = {"measurement": "kind", "time": "at", "tags": ["room"], "fields": ["value"]}


def test_a_reading_reaches_influxdb_with_every_step_on_record(lake):
    for turn in range(5):
        name = f"ends/r{turn}.json"
        assert lake.put(name, json.dumps(READING).encode(), "application/json") == 201
        trace = lake.settled(name)
        assert trace["status"] == "done"
        # On a busy machine the rooms may answer too late, which fails the lookup alone.
        if not trace["document"]["failed_operations"]:
            break
    run = trace["runs"][-1]
    assert run["route"] == "neocampus-sensors"
    steps = [one["step"] for one in run["operations"]]
    assert steps == ["json-records-action", "sensor-readings-action", "http-enrich-action",
                     "influx-points-sink"]
    assert all(one["outcome"] == "succeeded" for one in run["operations"])
    assert len(lake.gold("influx", "SELECT value FROM humidity WHERE \"subID\" = 'first'")) == 1
    assert len(trace["document"]["successful_operations"]) == 4


def test_a_template_in_the_objects_metadata_maps_its_keys(lake):
    record = {"kind": "celsius", "at": "2019-06-12T00:00:18.388374", "room": 1, "value": 15}
    headers = {"X-Object-Meta-Other-Data": json.dumps({"template": TEMPLATE})}
    lake.put("ends/t.json", json.dumps(record).encode(), "application/json", headers=headers)
    assert lake.settled("ends/t.json")["status"] == "done"
    assert len(lake.gold("influx", "SELECT value FROM celsius WHERE room = '1'")) == 1


def test_what_is_no_reading_is_declined_and_becomes_documents(lake):
    flowers = [{"species": "setosa", "petal": n} for n in range(150)]
    lake.put("ends/f.json", json.dumps(flowers).encode(), "application/json")
    trace = lake.settled("ends/f.json")
    assert trace["status"] == "done"
    assert {one["route"]: one["status"] for one in trace["runs"]} == {
        "neocampus-sensors": "declined", "json-documents": "done", "json-tables": "done"}
    rows = lake.gold("mongo", 'gold_neocampus.documents {"_sluice.object": "ends/f.json"}')
    assert len(rows) == 150
    reasons = {one["route"]: one["reason"] for one in trace["runs"]}
    assert reasons["neocampus-sensors"].startswith("No readings: "), reasons
    assert lake.gold("sql", "SELECT species, petal FROM ends_f WHERE sluice_object = "
                     "'neocampus/ends/f.json' ORDER BY sluice_position") == [
        ["setosa", n] for n in range(150)]


def test_cut_json_is_parked_with_its_position_and_its_neighbour_is_done(lake):
    lake.put("ends/cut.json", b'[{"topic":"u4/301/energy","value":[1,2]', "application/json")
    lake.put("ends/beside.json", json.dumps({**READING, "subID": "beside"}).encode(),
             "application/json")
    trace = lake.settled("ends/cut.json")
    assert trace["status"] == "parked"
    assert "line 1, column" in trace["runs"][0]["error"]["message"]
    assert trace["runs"][0]["operations"][0]["outcome"] == "failed"
    assert lake.settled("ends/beside.json")["status"] == "done"


def test_a_picture_becomes_a_node_with_its_subjects(lake):
    picture = (lake.root / "routes/pictures/examples/gps/input.jpg").read_bytes()
    other = {"image_content": {"main_object": "bridge", "secondary_object": ["river"]}}
    lake.put("ends/p.jpg", picture, "image/jpeg",
             headers={"X-Object-Meta-Other-Data": json.dumps(other)})
    trace = lake.settled("ends/p.jpg")
    assert trace["status"] == "done", trace["runs"]
    number = trace["document"]["swift_object_id"]
    rows = lake.gold("neo4j", f"MATCH (i:IMAGE {{swift_id: '{number}'}})-[r]->(o:OBJECT) "
                     "RETURN type(r), o.type ORDER BY o.type")
    assert rows == [["SUBJECT", "bridge"], ["CONTAINS", "river"]]


def test_an_empty_picture_is_parked_with_a_clear_reason(lake):
    lake.put("ends/empty.png", b"", "image/png")
    trace = lake.settled("ends/empty.png")
    assert trace["status"] == "parked"
    assert trace["runs"][0]["error"]["code"] == "object-empty"


def test_what_no_route_takes_is_catalogued_and_unhandled(lake):
    lake.put("ends/t.txt", b"a, b, c\n", "text/plain")
    trace = lake.settled("ends/t.txt")
    assert (trace["status"], trace["content_type"], trace["size"]) == ("unhandled", "text/plain", 8)
    why = {one["route"]: one["why"] for one in trace["untaken"]}
    assert next(iter(why)) == "neocampus-sensors"
    assert why["csv-tables"] == (
        "Route csv-tables does not take this object: it takes contentType "
        "text/csv,text/tab-separated-values (the object's is text/plain).")


def test_an_empty_file_whose_type_is_not_told_is_parked_by_its_name(lake):
    lake.put("ends/empty.jsonl", b"", "application/octet-stream")
    trace = lake.settled("ends/empty.jsonl")
    assert (trace["status"], trace["content_type"]) == ("parked", "application/x-ndjson")
    assert trace["runs"][0]["error"]["code"] == "object-empty"


def test_a_table_without_a_route_of_its_own_is_in_gold(lake):
    lake.put("ends/t.csv", b"day,price\n2024-03-01,19.5\n2024-03-02,20\n", "text/csv")
    trace = lake.settled("ends/t.csv")
    assert (trace["status"], [run["route"] for run in trace["runs"]]) == ("done", ["csv-tables"])


def test_tables_of_a_kind_are_one_table_and_those_of_another_are_another(lake):
    lake.put("ends/shops/2024.csv", b"shop,sold\nnorth,5\n", "text/csv")
    lake.put("ends/shops/2025.csv", b"shop,sold,back\nnorth,7.5,1\n", "text/csv")
    lake.put("ends/stocks-2025-03.csv", b"paper,price\nA,5\n", "text/csv")
    for name in ("shops/2024.csv", "shops/2025.csv", "stocks-2025-03.csv"):
        assert lake.settled(f"ends/{name}")["status"] == "done"
    assert lake.gold("sql", "SELECT shop, sold, back FROM ends_shops ORDER BY sold") == [
        ["north", 5.0, None], ["north", 7.5, 1]]
    assert lake.gold("sql", "SELECT paper, price FROM ends_stocks") == [["A", 5]]


def test_a_value_unlike_the_first_ones_makes_its_column_text_and_no_row_is_lost(lake):
    records = [f"{n},{n},33{n:03d}" for n in range(1500)] + ["1500,2.5,01234", "1501,none,33000"]
    lake.put("ends/wider.csv", ("n,much,post\n" + "\n".join(records) + "\n").encode(), "text/csv")
    trace = lake.settled("ends/wider.csv")
    assert trace["status"] == "done", trace["runs"]
    rows = lake.gold("sql", "SELECT n, much, post FROM ends_wider ORDER BY n")
    assert len(rows) == 1502
    assert rows[7] == [7, "7", "33007"]
    assert rows[1500:] == [[1500, "2.5", "01234"], [1501, "none", "33000"]]


def test_a_type_that_the_client_does_not_say_is_read_from_the_bytes(lake):
    lake.put("ends/unnamed", json.dumps({**READING, "subID": "untyped"}).encode(),
             "application/octet-stream")
    trace = lake.settled("ends/unnamed")
    assert (trace["content_type"], trace["status"]) == ("application/json", "done")


def test_equal_content_is_marked_and_processed_all_the_same(lake):
    body = json.dumps({"equal": "content"}).encode()
    lake.put("ends/first.json", body, "application/json")
    lake.settled("ends/first.json")
    lake.put("ends/second.json", body, "application/json")
    trace = lake.settled("ends/second.json")
    assert (trace["duplicate_of"], trace["status"]) == ("ends/first.json", "done")


def test_an_overwrite_keeps_the_number_and_a_deletion_is_on_record(lake):
    lake.put("ends/o.json", b'{"a": 1}', "application/json")
    first = lake.settled("ends/o.json")
    lake.put("ends/o.json", b'{"a": 2}', "application/json")
    second = lake.settled("ends/o.json")
    assert second["timestamp"] > first["timestamp"] and second["status"] == "done"
    assert second["document"]["swift_object_id"] == first["document"]["swift_object_id"]
    assert lake.swift("DELETE", "neocampus/ends/o.json")[0] == 204
    eventually(lambda: lake.trace("ends/o.json")["status"] == "deleted", 120, "deleted")


def test_a_lookup_service_that_is_down_is_a_failed_operation_and_the_reading_arrives(lake):
    assert lake.sluice("stop", "rooms").returncode == 0
    try:
        lake.put("ends/noroom.json", json.dumps({**READING, "subID": "noroom"}).encode(),
                 "application/json")
        trace = lake.settled("ends/noroom.json")
    finally:
        assert lake.sluice("start", "rooms").returncode == 0
    assert trace["status"] == "done"
    outcomes = {one["step"]: one["outcome"] for one in trace["runs"][0]["operations"]}
    assert outcomes["http-enrich-action"] == "failed"
    assert len(lake.gold("influx", "SELECT value FROM humidity WHERE \"subID\" = 'noroom'")) == 1
