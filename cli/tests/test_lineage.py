"""`sluice lineage`, and the difference that `sluice try` shows for an object of the lake."""

import json

import pytest
from integrator import folder
from samples import GOLD, operation, run, trace

from sluice_cli import raw_object, try_object

VERSION = "1795464363.77499"
POINT = {"time": "2019-06-12T00:00:18Z", "tags": {}, "fields": {
    "value": 15.0, "sluice_object": "neocampus/jan.json", "sluice_version": VERSION,
    "sluice_route": "neocampus-sensors"}}


def document(position: int, route="things", version=VERSION, **more) -> str:
    """A line of a dump."""
    told = {"account": "AUTH_77", "container": "neocampus", "object": "jan.json",
            "position": position, "route": route, "version": version}
    return 'mongodb "documents" ' + json.dumps(
        {"_id": f"KFBCNLFHB4UPQCH52JUTMRG6NZ2ZQW3N:{position:06}", "_sluice": told, **more},
        sort_keys=True, separators=(",", ":"))


def test_what_came_of_an_object_is_what_runs_wrote_and_what_is_there(hub, sluice):
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(gold=[GOLD], trans_id="tx1")])
    other = json.dumps(POINT).replace("jan.json", "feb.json")
    hub.gold["neocampus"] = "\n".join([
        f'influxdb "celsius" {json.dumps(POINT)}', f'influxdb "celsius" {other}',
        document(0, version="1"), "sha256 0 lines 3", ""])
    code, out, _ = sluice("lineage", "neocampus/jan.json")
    assert code == 0 and out.splitlines() == [
        "neocampus/jan.json  done",
        "ROUTE              REVISION  VERSION           RUN   GOLD                        WROTE"
        "  NOW",
        "neocampus-sensors  a1b2      1795464363.77499  5QK2  influxdb neocampus.celsius      1"
        "    1",
        "things             -         1                 -     mongodb documents               -"
        "    1"]
    code, out, _ = sluice("lineage", "neocampus/jan.json", "--version", VERSION, "--json")
    assert ("/v1/gold/object", {"account": "AUTH_77", "container": "neocampus",
                                "object": "jan.json"}) in [one[1:3] for one in hub.asked]
    assert all(one[1] != "/v1/gold/dump" for one in hub.asked)
    told = json.loads(out)["gold"]
    assert [(one["route"], one["request"], one["now"]) for one in told] == [
        ("neocampus-sensors", "tx1", 1)]
    assert sluice("lineage", "neocampus/jan.json", "--version", "2")[0] == 1


def test_the_revision_is_that_of_the_attempt_that_wrote(hub, sluice):
    steps = [operation("a", "failed", revision="a1b2"),
             operation("a", attempt=2, revision="f767")]
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(gold=[GOLD], operations=steps)])
    hub.gold["neocampus"] = "sha256 0 lines 0\n"
    told = json.loads(sluice("lineage", "neocampus/jan.json", "--json")[1])["gold"]
    assert [one["revision"] for one in told] == ["f767"]
    record = f'influxdb "celsius" {json.dumps(POINT)}'
    assert "revision f767" in sluice("lineage", "--record", record)[1]


def test_where_less_is_there_than_was_written_it_is_said_why(hub, sluice):
    points = {**GOLD, "records": 3}
    older = run(gold=[points], version="1")
    hub.traces["neocampus", "jan.json"] = trace(runs=[older, run(gold=[points])])
    line = f'influxdb "celsius" {json.dumps(POINT)}\n'
    hub.gold["neocampus"] = line + "sha256 0 lines 1\n"
    code, out, _ = sluice("lineage", "neocampus/jan.json")
    assert code == 0 and out.splitlines()[4:] == [
        "influxdb neocampus.celsius has 1 of 3: records with the same measurement, tags and time "
        "are one there, of this object or another; what others took comes back by ./sluice replay "
        "--id 7"]
    hub.gold["neocampus"] = 3 * line + "sha256 0 lines 3\n"
    assert len(sluice("lineage", "neocampus/jan.json")[1].splitlines()) == 4


@pytest.mark.parametrize("later", [
    run(replay="1"), run(event_id="6ABC", version=f"{VERSION}+1795464400.00000")])
def test_a_place_that_the_last_run_did_not_write_to_lacks_nothing(hub, sluice, later):
    later["gold"] = [{**GOLD, "place": "kelvin"}]
    hub.traces["neocampus", "jan.json"] = trace(runs=[run("superseded", gold=[GOLD]), later])
    told = json.dumps(POINT).replace(VERSION, later["version"])
    hub.gold["neocampus"] = f'influxdb "kelvin" {told}\nsha256 0 lines 1\n'
    code, out, _ = sluice("lineage", "neocampus/jan.json")
    assert code == 0 and len(out.splitlines()) == 4
    later["gold"][0]["records"] = 2
    assert [line.partition(":")[0] for line in
            sluice("lineage", "neocampus/jan.json")[1].splitlines()[4:]] == [
        "influxdb neocampus.kelvin has 1 of 2"]


def test_of_an_archive_the_files_are_told_that_became_objects(hub, sluice):
    files = {"service": "members", "store": "neocampus", "place": "objects", "records": 3,
             "query": ""}
    hub.traces["neocampus", "jan.zip"] = trace(runs=[run(gold=[files])])
    hub.gold["neocampus"] = "sha256 0 lines 0\n"
    code, out, _ = sluice("lineage", "neocampus/jan.zip")
    assert code == 0 and out.splitlines()[-1].endswith("members neocampus.objects      3    -")
    hub.traces["neocampus", "jan.zip"]["members"] = {
        "count": 1, "statuses": {"done": 1}, "objects": [{"object": "jan.zip!/a.csv",
                                                          "status": "done"}]}
    assert sluice("lineage", "neocampus/jan.zip")[1].splitlines()[-2:] == [
        "1 object in it: 1 done", "done  neocampus/jan.zip!/a.csv"]


def test_a_file_in_an_archive_is_not_tried_by_its_name(hub, sluice, tmp_path, monkeypatch):
    monkeypatch.setattr(try_object, "load", lambda: {})
    told = trace()
    told["document"] = {**(told.get("document") or {}), "member": {"root": "jan.zip"}}
    hub.traces["neocampus", "jan.zip!/a.csv"] = told
    code, _, complaint = sluice("try", "things", "neocampus/jan.zip!/a.csv",
                                "--routes", str(tmp_path))
    assert code == 1 and "take the file out" in complaint


def test_what_was_sent_elsewhere_is_not_looked_for(hub, sluice):
    gold = {"service": "kafka", "store": "k:9092", "place": "orders", "records": 2, "query": "q"}
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(gold=[gold])])
    hub.gold["neocampus"] = "sha256 0 lines 0\n"
    told = json.loads(sluice("lineage", "neocampus/jan.json", "--json")[1])["gold"]
    assert [(one["gold"], one["wrote"], one["now"]) for one in told] == [
        ("kafka k:9092.orders", 2, None)]


@pytest.mark.parametrize("line", [
    f'influxdb "celsius {{" {json.dumps(POINT)}',
    json.dumps(POINT),
    json.dumps(POINT["fields"]),
    'neo4j "IMAGE" ' + json.dumps({"object": "neocampus/jan.json", "version": VERSION,
                                   "route": "neocampus-sensors"}),
    document(7, "neocampus-sensors")])
def test_a_record_tells_its_object_and_the_hub_the_run(hub, sluice, line):
    hub.traces["neocampus", "jan.json"] = trace(
        runs=[run(trans_id="tx1"), run(version="1", trans_id="tx0"), run(route="other")])
    code, out, complaint = sluice("lineage", "--record", line)
    assert code == 0, complaint
    assert out.splitlines() == [
        "object    neocampus/jan.json", "account   AUTH_77", f"version   {VERSION}",
        "which is  the newest", "route     neocampus-sensors",
        "run       5QK2  revision a1b2  request tx1"]


def test_what_is_no_record_or_not_known_is_one_line(hub, sluice):
    for line in ("", "x", "{}", "influxdb \"m\" {", "[1]", '{"object": "nothing"}'):
        code, out, complaint = sluice("lineage", "--record", line or " ")
        assert (code, out, complaint.count("\n")) == (2, "", 1)
    assert sluice("lineage", "--record", json.dumps(POINT))[0] == 1
    assert sluice("lineage")[0] == 2
    assert sluice("lineage", "neocampus/none")[0:2] == (1, "")


@pytest.mark.parametrize("ours, theirs", [
    ("2026-01-01T00:00:00Z", "2026-01-01 00:00:00+00"),
    ("2026-01-01T02:00:00.5+02:00", "2026-01-01 00:00:00.5+00"),
    ("2026-01-01T00:00", "2026-01-01 00:00:00"),
    ('{"b":1,"a":[1.0]}', '{"a": [1], "b": 1}')])
def test_postgresqls_spelling_is_no_difference(ours, theirs):
    lines = [f'postgresql "t" {json.dumps({"at": value, "n": "1"})}' for value in (ours, theirs)]
    one, other = (try_object._by_content([line]) for line in lines)
    assert not try_object._lines(one, other) and not try_object._lines(other, one)
    assert try_object._lines(one, try_object._by_content([lines[0].replace('"1"', '"2"')]))


@pytest.mark.jar
def test_an_object_of_the_lake_is_shown_as_a_difference(hub, sluice, tmp_path, monkeypatch):
    def download(_settings, container, name, place):
        assert (container, name) == ("neocampus", "jan.json")
        file = place / "object.json"
        file.write_text('[{"n": 1}, {"n": 2}]')
        return file

    monkeypatch.setattr(raw_object, "download", download)
    hub.traces["neocampus", "jan.json"] = trace(runs=[], size=20)
    words = ("try", "things", "neocampus/jan.json", "--routes", str(folder(tmp_path)))
    hub.gold["neocampus"] = document(3, "other")
    code, out, complaint = sluice(*words, "--json")
    assert code == 0, complaint
    first, second = json.loads(out)["new"]
    assert first == document(0, n=1).replace("KFBCNLFHB4UPQCH52JUTMRG6NZ2ZQW3N", first[28:60])

    gone = document(2, n=9)
    hub.gold["neocampus"] = "\n".join([first, gone, document(3, "other"), "sha256 0 lines 3"])
    code, out, complaint = sluice(*words)
    assert code == 0, complaint
    assert out.splitlines() == [
        "neocampus/jan.json  application/json, 20 bytes, through things",
        f"- {gone}", f"+ {second}",
        "Records in gold: 1 would go, 1 would come, 1 would stay as they are; nothing was written.",
        "Of other routes: other 1."]


def lines_of(result: dict, *told: str):
    """In the place of a JVM: what it prints of a trial."""
    whole = {"route": "things", "object": "neocampus/jan.json", "content_type": "text/plain",
             "size": 1691, "takes": None, "trouble": None, **result}
    return lambda *_, **__: iter([*({"line": line} for line in told), whole, 0])


@pytest.fixture(name="tried")
def try_of_an_object(hub, sluice, monkeypatch, tmp_path):
    """Tries an object of the lake, with what a trial says of it."""
    hub.traces["neocampus", "jan.json"] = trace(runs=[])
    hub.gold["neocampus"] = "sha256 0 lines 0\n"
    monkeypatch.setattr(raw_object, "download", lambda *_: tmp_path / "object.json")

    def tried(result, *told):
        monkeypatch.setattr(try_object, "trial", lines_of(result, *told))
        code, out, complaint = sluice("try", "things", "neocampus/jan.json")
        assert code == 0, complaint
        return out
    return tried


def test_what_is_rejected_of_an_object_is_told_beside_the_difference(tried):
    documents = {"database": "d", "collection": "documents", "documents": [{"n": "shown below"}]}
    out = tried({"records": 1, "told": {
        "documents": documents, "rejected": ["Record 2: no\x1b"],
        "failed_operations": ["service-unreachable"]}}, document(0))
    assert '"rejected": [' in out and '"Record 2: no\\u001b"' in out
    assert "A service was not asked" in out and "Beside gold" not in out
    assert "shown below" not in out and f"+ {document(0)}" in out
    assert "0 would go, 1 would come" in out


def test_what_of_an_object_would_be_sent_is_told(tried):
    out = tried({"records": 6, "told": {
        "messages": {"topic": "orders", "messages": [{"value": {"n": 1}}]},
        "requests": [{"method": "PUT", "requests": [{"url": "http://a/1"}]},
                     {"method": "POST", "requests": [{"url": "http://a/2"}]}],
        "members": {"archive": "a.zip", "members": [{"path": "p.csv"}]},
        "sent": [{"to": "file://x", "body": "y"}]}}, document(0))
    for part in ('"topic": "orders"', '"http://a/2"', '"path": "p.csv"', '"file://x"'):
        assert part in out
    assert ("Beside gold, 5 records would be sent or become objects (1 more than are shown; "
            "--most); nothing was.") in out


def test_an_object_that_is_declined_says_why(tried):
    out = tried({"records": 0, "told": {"declined": "It has no times."}, "selects": "project p"})
    assert '"declined": "It has no times."' in out
    assert ("The route declines it: It has no times. It would be as if the route had not matched. "
            "It takes project p.") in out


def test_who_meant_a_file_is_told_that_there_is_none(hub, sluice, tmp_path, monkeypatch):
    hub.traces["neocampus", "jan.json"] = trace(runs=[])
    monkeypatch.chdir(tmp_path)
    words = ("--routes", str(tmp_path))
    code, out, complaint = sluice("try", "things", "days/jan.csv", *words)
    assert (code, out, complaint.count("\n")) == (1, "", 1)
    assert ("There is no file days/jan.csv. Taken for jan.csv in the container days: days/jan.csv "
            "is not known to the hub.") in complaint
    (tmp_path / "days").mkdir()
    code, _, complaint = sluice("try", "things", "days/jan.csv", *words)
    assert code == 2
    assert "There is no file days/jan.csv, though there is a folder days. Taken for" in complaint
    monkeypatch.setenv("SLUICE_API_KEY_FILE", str(tmp_path / "none"))
    code, _, complaint = sluice("try", "things", "other/jan.csv", *words)
    assert code == 3
    assert "There is no file other/jan.csv. Taken for jan.csv in the container other: There is " \
        "no key in" in complaint
