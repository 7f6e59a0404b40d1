"""What is in gold is what the newest version says: nothing of older ones, and all of others."""

import json

from rig import eventually

TOPIC = "u4/301/"


def readings(measurement: str, *seconds: int, sub="s", **more) -> bytes:
    """Readings at so many seconds past an hour."""
    return json.dumps([{"topic": TOPIC + measurement, "value": second, "value_units": "u",
                        "subID": sub, "time": f"2022-03-04T05:{second // 60:02}:{second % 60:02}Z",
                        **more} for second in seconds]).encode()


def values(lake, measurement: str) -> list:
    """The values of a measurement, in order of their times."""
    return [row[1] for row in lake.gold("influx", f'SELECT value FROM "{measurement}"')]


def documents(lake, name: str) -> list:
    """Documents of an object in project neocampus."""
    return lake.gold("mongo", "gold_neocampus.documents "
                     + json.dumps({"_sluice.object": name}))


def picture(lake, name: str, main: str, *secondary: str) -> dict:
    """Uploads a picture and answers its trace."""
    content = {"image_content": {"main_object": main, "secondary_object": list(secondary)}}
    lake.put(name, (lake.root / "routes/pictures/examples/gps/input.jpg").read_bytes(),
             "image/jpeg", headers={"X-Object-Meta-Other-Data": json.dumps(content)})
    trace = lake.settled(name)
    assert trace["status"] == "done", trace["runs"]
    return trace


def nodes(lake, prefix: str) -> list:
    """Types of the objects in the graph that begin so."""
    rows = lake.gold("neo4j", f"MATCH (o:OBJECT) WHERE o.type STARTS WITH '{prefix}' "
                     "RETURN o.type ORDER BY o.type")
    return [row[0] for row in rows]


def delete(lake, name: str) -> None:
    """Deletes an object, and waits until its removals are over."""
    assert lake.swift("DELETE", f"neocampus/{name}")[0] == 204

    def gone():
        trace = lake.trace(name)
        return trace["status"] == "deleted" and any(
            run["event_id"] == trace["event_id"] and run["removal"] and run["status"] == "done"
            for run in trace["runs"])
    eventually(gone, 120, f"{name} is deleted")


def test_a_newer_version_with_fewer_readings_leaves_none_of_the_older_ones(lake):
    lake.put("ledger/few.json", readings("few", 1, 2, 3, 4), "application/json")
    lake.settled("ledger/few.json")
    lake.put("ledger/other.json", readings("few", 5, sub="other"), "application/json")
    lake.settled("ledger/other.json")
    lake.put("ledger/few.json", readings("few", 2, 9), "application/json")
    trace = lake.settled("ledger/few.json")
    assert trace["status"] == "done", trace["runs"]
    assert values(lake, "few") == [2, 5, 9]


def test_a_reading_that_lost_a_field_does_not_keep_the_older_ones(lake):
    pair = readings("fields", 1, value=[1, 2], value_units=["a", "b"])
    lake.put("ledger/fields.json", pair, "application/json")
    lake.settled("ledger/fields.json")
    lake.put("ledger/fields.json", readings("fields", 1, value=[3], value_units=["a"]),
             "application/json")
    assert lake.settled("ledger/fields.json")["status"] == "done"
    assert lake.gold("influx", "SELECT a FROM fields")[0][1:] == [3]
    assert lake.gold("influx", "SELECT b FROM fields") == []


def test_a_newer_version_with_fewer_records_leaves_none_of_the_older_ones(lake):
    for name in ("ledger/records.json", "ledger/beside.json"):
        lake.put(name, json.dumps([{"n": n} for n in range(150)]).encode(), "application/json")
        lake.settled(name)
    lake.put("ledger/records.json", b'[{"n": "new"}, {"n": "newer"}]', "application/json")
    assert lake.settled("ledger/records.json")["status"] == "done"
    assert len(documents(lake, "ledger/records.json")) == 2
    assert len(documents(lake, "ledger/beside.json")) == 150


def test_another_content_type_leaves_nothing_of_the_older_one(lake):
    lake.put("ledger/type", readings("typed", 1, 2), "application/json")
    lake.settled("ledger/type")
    assert values(lake, "typed") == [1, 2]
    picture(lake, "ledger/type", "typed-bridge")
    assert values(lake, "typed") == []
    assert nodes(lake, "typed-") == ["typed-bridge"]
    lake.put("ledger/type", b"a, b, c\n", "text/plain")
    trace = lake.settled("ledger/type")
    assert trace["status"] == "unhandled"
    assert nodes(lake, "typed-") == []
    assert trace["document"]["processed_data_area_service"] == []


def test_what_is_no_reading_any_more_is_documents_and_the_other_way_round(lake):
    lake.put("ledger/turn.json", readings("turned", 1, 2), "application/json")
    lake.settled("ledger/turn.json")
    lake.put("ledger/turn.json", b'[{"n": 1}, {"n": 2}, {"n": 3}]', "application/json")
    assert lake.settled("ledger/turn.json")["status"] == "done"
    assert values(lake, "turned") == []
    assert len(documents(lake, "ledger/turn.json")) == 3
    lake.put("ledger/turn.json", readings("turned", 7), "application/json")
    trace = lake.settled("ledger/turn.json")
    assert values(lake, "turned") == [7]
    assert documents(lake, "ledger/turn.json") == []
    assert trace["document"]["processed_data_area_service"] == ["influxdb"]


def test_metadata_that_changes_what_readings_are_leaves_none_of_the_older_ones(lake):
    record = [{"old": "posted_old", "new": "posted_new", "at": "2022-01-01T00:00:00Z", "value": 1}]

    def template(measurement):
        return {"X-Object-Meta-Other-Data": json.dumps({"template": {
            "measurement": measurement, "time": "at", "fields": ["value"]}})}
    lake.put("ledger/posted.json", json.dumps(record).encode(), "application/json",
             headers=template("old"))
    lake.settled("ledger/posted.json")
    assert values(lake, "posted_old") == [1]
    assert lake.swift("POST", "neocampus/ledger/posted.json", headers={
        **template("new"), "Content-Type": "application/json"})[0] == 202
    eventually(lambda: values(lake, "posted_new") == [1], 120, "the new measurement")
    assert lake.settled("ledger/posted.json")["status"] == "done"
    assert values(lake, "posted_old") == []


def test_a_deletion_takes_what_is_the_objects_alone_out_of_all_three(lake):
    lake.put("ledger/d1.json", readings("deleted", 1, 3, 5), "application/json")
    lake.put("ledger/d2.json", readings("deleted", 2, 4), "application/json")
    for name in ("ledger/d3.json", "ledger/d4.json"):
        lake.put(name, b'[{"n": 1}, {"n": 2}]', "application/json")
        lake.settled(name)
    picture(lake, "ledger/d5.jpg", "deleted-bridge", "deleted-river")
    picture(lake, "ledger/d6.jpg", "deleted-tower", "deleted-river")
    lake.settled("ledger/d1.json")
    lake.settled("ledger/d2.json")
    for name in ("ledger/d1.json", "ledger/d3.json", "ledger/d5.jpg"):
        delete(lake, name)
    assert values(lake, "deleted") == [2, 4]
    assert documents(lake, "ledger/d3.json") == []
    assert len(documents(lake, "ledger/d4.json")) == 2
    assert nodes(lake, "deleted-") == ["deleted-river", "deleted-tower"]
    assert lake.trace("ledger/d1.json")["document"]["processed_data_area_service"] == []


def test_what_is_uploaded_again_after_its_deletion_is_there(lake):
    for second in (1, 2):
        lake.put("ledger/again.json", readings("again", second), "application/json")
        lake.settled("ledger/again.json")
        assert values(lake, "again") == [second]
        delete(lake, "ledger/again.json")
        assert values(lake, "again") == []


def test_gold_of_a_route_whose_selection_changed_or_that_is_gone_is_taken_out(lake, route):
    def tried(name):
        return len(lake.gold("mongo", 'gold_tried.tried {"_sluice.object": "%s"}' % name))

    def put(name, body=b'[{"n": 1}]'):
        lake.put(name, body, "application/json", "tried")
        return lake.settled(name, "tried")
    lake.swift("PUT", "tried")
    route({"project": "tried"})
    for name in ("kept.json", "selected.json", "gone.json"):
        put(name)
        assert tried(name) == 1
    route({"project": "tried", "name": "kept*", "onDelete": "keep"})
    put("selected.json")
    assert tried("selected.json") == 0
    assert lake.swift("DELETE", "tried/kept.json")[0] == 204
    eventually(lambda: lake.trace("kept.json", "tried")["status"] == "deleted", 120, "deleted")
    assert tried("kept.json") == 1
    route(None)
    put("gone.json")
    assert tried("gone.json") == 0
    assert tried("kept.json") == 1


def test_the_dump_of_a_projects_gold_is_the_same_as_long_as_the_gold_is(lake):
    lake.put("ledger/dump.json", readings("dumped", 1, 2), "application/json")
    lake.settled("ledger/dump.json")
    first = lake.sluice("gold", "dump", "neocampus")
    assert first.returncode == 0, first.stderr
    assert first.stdout == lake.sluice("gold", "dump", "neocampus").stdout
    assert 'influxdb "dumped" ' in first.stdout
    *lines, last = first.stdout.splitlines()
    assert lines == sorted(lines)
    assert last.startswith("sha256 ") and last.endswith(f" lines {len(lines)}")
    lake.put("ledger/dump.json", readings("dumped", 1), "application/json")
    lake.settled("ledger/dump.json")
    assert lake.sluice("gold", "dump", "neocampus").stdout.splitlines()[-1] != last
