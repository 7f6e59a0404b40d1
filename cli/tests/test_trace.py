"""`sluice trace`: once, and followed to the end."""

import json

from samples import GOLD, PARKED, operation, run, trace


def test_document_runs_and_operations_come_in_order(hub, sluice):
    steps = [operation("json-records-action"), operation("influx-points-sink")]
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(operations=steps, gold=[GOLD])])
    code, out, complaint = sluice("trace", "neocampus/jan.json")
    assert (code, complaint) == (0, "")
    places = [out.index(word) for word in ("neocampus/jan.json  done", "swift_object_id",
                                           "run of neocampus-sensors", "json-records-action",
                                           "influx-points-sink", "influxdb neocampus.celsius")]
    assert places == sorted(places)
    assert "2 in all" in out and "1.2 ms" in out and "\x1b" not in out


def test_what_a_run_changed_of_a_table_is_told(hub, sluice):
    note = "Column n of gold_p.t was bigint and is text from now on."
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(gold=[GOLD | {"note": note}])])
    out = sluice("trace", "neocampus/jan.json")[1]
    assert f"note       {note}" in out


def test_what_blocks_counted_is_told(hub, sluice):
    note = "3 of 9 lines do not fit the pattern and were passed over; the first is line 2: \x1b"
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(notes=[note, "other"])])
    out = sluice("trace", "neocampus/jan.json")[1]
    assert "note       3 of 9 lines do not fit" in out and "\x1b" not in out
    assert "note       other" in out


def test_the_query_that_reads_gold_back_can_be_pasted(hub, sluice):
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(gold=[GOLD])])
    out = sluice("trace", "neocampus/jan.json")[1]
    assert ("""./sluice gold influx --project neocampus 'SELECT * FROM "celsius" WHERE """
            """object = '"'"'jan.json'"'"''""") in out


def test_what_is_in_no_database_has_no_question(hub, sluice):
    gold = {"service": "kafka", "store": "k:9092", "place": "orders", "records": 2,
            "query": "kafka-console-consumer.sh --topic orders"}
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(gold=[gold])])
    out = sluice("trace", "neocampus/jan.json")[1]
    assert "gold       kafka k:9092.orders, 2 records" in out
    assert "kafka-console-consumer.sh --topic orders" in out and "sluice gold" not in out


def test_the_files_of_an_archive_are_told_with_how_they_are(hub, sluice):
    told = [{"object": f"a.zip!/{n}.csv", "status": "parked" if n == 0 else "done"}
            for n in range(22)]
    hub.traces["rooms", "a.zip"] = {
        **trace(name="a.zip", container="rooms"),
        "members": {"count": 22, "statuses": {"done": 21, "parked": 1}, "objects": told}}
    lines = sluice("trace", "rooms/a.zip")[1].splitlines()
    assert lines[-22:-19] == ["22 objects in it: 21 done, 1 parked",
                              "  parked  rooms/a.zip!/0.csv", "  done    rooms/a.zip!/1.csv"]
    assert lines[-1] == "  and 2 more (--json tells 1000)"


def test_json_is_what_the_hub_said(hub, sluice):
    hub.traces["neocampus", "jan.json"] = trace()
    code, out, _ = sluice("trace", "neocampus/jan.json", "--json")
    assert code == 0 and json.loads(out) == trace()


def test_parked_says_reason_position_and_hint_and_is_no_failure_of_trace(hub, sluice):
    failed = operation("json-records-action", "failed", attempt=3, error=PARKED)
    hub.traces["neocampus", "jan.json"] = trace(
        "parked", [run("parked", operations=[failed], error=PARKED)])
    code, out, _ = sluice("trace", "neocampus/jan.json")
    assert code == 0
    for words in ("parked: record-time-missing: Parked neocampus/jan.json: row 14 has no time",
                  "record: 14", "hint: Correct the object", "attempt 3", "failed"):
        assert words in out


def test_what_a_run_left_out_is_told_with_the_reason(hub, sluice):
    left = [{"code": "json-malformed", "message": f"Line {n} is cut"} for n in range(1, 15)]
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(rejected=20, rejects=left)])
    out = sluice("trace", "neocampus/jan.json")[1]
    assert "left out   json-malformed: Line 1 is cut" in out and "Line 11" not in out
    assert "and 10 more records" in out


def test_an_object_that_is_not_known_is_one_line_and_1(hub, sluice):
    code, out, complaint = sluice("trace", "neocampus/none")
    assert (code, out) == (1, "")
    assert complaint == "sluice: neocampus/none is not known to the hub.\n"


def test_an_unhandled_object_says_why_no_route_takes_it_and_how_to_ask(hub, sluice):
    why = "Route mill does not take this object: it takes contentType text/csv"
    hub.traces["neocampus", "a b.xls"] = trace(
        "unhandled", [], "a b.xls",
        untaken=[{"route": f"mill{n}", "why": f"{why} {n}."} for n in range(12)])
    lines = sluice("trace", "neocampus/a b.xls")[1].splitlines()
    at = lines.index("  No route took it.")
    assert lines[at + 1] == f"    {why} 0." and lines[at + 10] == f"    {why} 9."
    assert lines[at + 11:at + 13] == [
        "    and 2 more (--json)",
        "  ./sluice try ROUTE 'neocampus/a b.xls' says why a route does not, ./sluice routes what "
        "each takes."]


def test_why_a_run_was_declined_or_superseded_is_told(hub, sluice):
    for status, why in (("declined", "No points: the first record has nothing under 'at\x1b'."),
                        ("superseded", "A newer version came")):
        hub.traces["neocampus", "a.csv"] = trace("unhandled", [run(status, reason=why)], "a.csv")
        lines = sluice("trace", "neocampus/a.csv")[1].splitlines()
        assert f"  {status}: " + why.replace("\x1b", "\\x1b") in lines
        declined = "  Every route that takes it declined it; why stands with each run."
        assert (declined in lines) == (status == "declined")


def test_that_an_older_version_was_declined_says_nothing_of_the_newest(hub, sluice):
    older = run("declined", event_id="old")
    hub.traces["neocampus", "a.csv"] = trace("unhandled", [older], "a.csv")
    assert "  No route took it." in sluice("trace", "neocampus/a.csv")[1].splitlines()


def test_of_documents_the_place_and_the_filter_are_pasted_as_two_words(hub, sluice):
    gold = {"service": "mongodb", "store": "gold_p", "place": "docs", "records": 1,
            "query": 'gold_p.docs {"a": 1}'}
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(gold=[gold])])
    out = sluice("trace", "neocampus/jan.json")[1]
    assert """./sluice gold mongo --project neocampus gold_p.docs '{"a": 1}'""" in out


def test_any_name_arrives_as_it_is_and_is_shown_escaped(hub, sluice):
    name = "2024/a b+c%2F?&=#'\"\n\x1b[31mé\u202e.json"
    hub.traces["neocampus", name] = trace(name=name)
    code, out, _ = sluice("trace", f"neocampus/{name}", "--account", "AUTH_1/2")
    assert code == 0 and hub.asked[0][2] == {
        "container": "neocampus", "object": name, "account": "AUTH_1/2"}
    assert "\\n\\x1b[31mé\\u202e.json" in out and "\x1b" not in out and "\u202e" not in out


def test_a_name_that_is_no_place_is_wrong_usage(hub, sluice):
    for words in ("neocampus", "/jan.json", "neocampus/"):
        code, _, complaint = sluice("trace", words)
        assert code == 2 and "CONTAINER/OBJECT" in complaint
    assert not hub.asked


def test_follow_waits_for_the_object_and_prints_each_operation_once(hub, sluice, monkeypatch):
    monkeypatch.setattr("sluice_cli.trace.POLL_SECONDS", 0.01)
    first = operation("neocampus-sensors.json-records-action")
    second = operation("neocampus-sensors.influx-points-sink-of-a-longer-name", duration_ms=12345)
    hub.traces["neocampus", "jan.json"] = [
        None, trace("waiting", []), trace("running", [run("running", operations=[first])]),
        trace("running", [run("running", operations=[first, second])]),
        trace("done", [run(operations=[first, second])])]
    code, out, _ = sluice("trace", "neocampus/jan.json", "--follow")
    assert code == 0 and len(hub.asked) == 5
    assert "neocampus-sensors." not in out
    assert out.count("json-records-action") == out.count("influx-points-sink") == 1
    assert out.index("jan.json  waiting") < out.index("jan.json  done")
    assert out.count("swift_object_id") == 1


def test_follow_goes_on_while_one_of_the_runs_has_not_ended(hub, sluice, monkeypatch):
    monkeypatch.setattr("sluice_cli.trace.POLL_SECONDS", 0.01)
    hub.traces["neocampus", "jan.json"] = [
        trace("done", [run(), run("running", route="other")]),
        trace("done", [run(), run("declined", route="other")])]
    assert sluice("trace", "neocampus/jan.json", "--follow", "--json")[0] == 0
    assert len(hub.asked) == 2


def test_follow_ends_with_1_when_its_time_is_over(hub, sluice):
    hub.traces["neocampus", "jan.json"] = trace("running", [run("running")])
    code, out, complaint = sluice("trace", "neocampus/jan.json", "--follow", "--timeout", "0.05")
    assert code == 1 and "run of neocampus-sensors" in out
    assert complaint == "sluice: neocampus/jan.json is still running after 0.05 s.\n"
    code, _, complaint = sluice("trace", "neocampus/none", "--follow", "--timeout", "0.05")
    assert code == 1 and "is not known to the hub after 0.05 s" in complaint


def test_an_object_is_found_by_the_request_that_changed_it(hub, sluice):
    hub.traces["neocampus", "jan.json"] = trace(runs=[run(trans_id="tx1")], trans_id="tx1")
    hub.objects = {"objects": [{"container": "neocampus", "object": "jan.json",
                                "account": "AUTH_77", "status": "done"}]}
    code, out, _ = sluice("trace", "--id", "tx1")
    assert code == 0 and hub.asked[0][2] == {"trans_id": "tx1"}
    assert hub.asked[1][2]["account"] == "AUTH_77"
    assert "neocampus/jan.json  done" in out and "version 1795464363.77499  request tx1" in out


def test_of_a_request_that_changed_more_than_are_listed_it_is_said(hub, sluice):
    changed = [{"container": "c", "object": name, "status": "done"} for name in ("a", "b")]
    hub.objects = {"objects": changed, "more": True}
    code, out, _ = sluice("trace", "--id", "tx1")
    assert code == 1 and out.splitlines()[-2:] == ["done  c/b", "It changed more than these 2."]
    assert json.loads(sluice("trace", "--id", "tx1", "--json")[1])["more"] is True
    del hub.objects["more"]
    assert "more" not in sluice("trace", "--id", "tx1")[1]


def test_a_request_that_changed_several_objects_names_them_and_none_is_1(hub, sluice):
    several = [{"container": "c", "object": name, "status": "done"} for name in ("a", "b\n")]
    hub.objects = {"objects": several}
    assert sluice("trace", "--id", "tx1")[:2] == (1, "done  c/a\ndone  c/b\\n\n")
    hub.objects = {"objects": []}
    code, out, complaint = sluice("trace", "--id", "tx1\x1b")
    assert (code, out) == (1, "") and "request tx1\\x1b" in complaint


def test_a_trace_wants_an_object_or_a_request(hub, sluice):
    assert sluice("trace")[0] == 2 and sluice("trace", "c/o", "--id", "tx1")[0] == 2
    assert not hub.asked
