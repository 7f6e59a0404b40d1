"""`sluice ls` and `sluice routes`."""

import json
import re

from fake_hub import error

FOUND = [{"object": "jan.json", "container": "neocampus", "account": "AUTH_77", "status": "done",
          "content_type": "application/json", "size": 1691, "timestamp": "1795464363.77499"},
         {"object": "日本\n.csv", "container": "neocampus", "account": "AUTH_77", "size": 5,
          "status": "unhandled", "content_type": None, "timestamp": "1795464300.00000"}]
ROUTE = {"id": "neocampus-sensors", "description": "Sensor readings", "revision": "a1b2",
         "state": "started", "file": "routes/neocampus-sensors/neocampus-sensors.camel.yaml",
         "selects": {"project": "neocampus", "contentType": "application/json"}}


def test_ls_prints_a_line_an_object(hub, sluice):
    hub.objects = {"objects": FOUND}
    code, out, _ = sluice("ls", "--status", "done", "--project", "p&q", "--route", "r",
                          "--limit", "5")
    assert code == 0 and hub.asked[0][2] == {
        "status": "done", "project": "p&q", "route": "r", "limit": "5"}
    assert out.splitlines() == [
        "STATUS     CONTENT TYPE      SIZE  STORED                OBJECT",
        "done       application/json  1691  2026-11-23T20:06:03Z  neocampus/jan.json",
        "unhandled  -                    5  2026-11-23T20:05:00Z  neocampus/日本\\n.csv"]


def test_ls_of_nothing_says_so_and_is_well(hub, sluice):
    assert sluice("ls") == (0, "No objects.\n", "")
    assert hub.asked[0][2] == {}


def test_ls_of_a_project_that_is_not_known_is_wrong_usage(hub, sluice):
    hub.objects = error(400, "project-unknown", "There is no project neocampsu",
                        "The nearest of the 2 that are known: neocampus, lab.")
    code, out, complaint = sluice("ls", "--project", "neocampsu")
    assert (code, out) == (2, "") and "no project neocampsu. The nearest" in complaint


def test_ls_says_that_there_are_more_and_how_to_narrow_them_down(hub, sluice):
    hub.objects = {"objects": FOUND, "more": True}
    code, out, _ = sluice("ls", "--limit", "2")
    assert code == 0 and out.splitlines()[-1] == (
        "There are more than these 2: narrow them down with --project, --status or --route, or see "
        "more with --limit N.")
    hub.objects["more"] = False
    assert "There are more" not in sluice("ls")[1]
    assert json.loads(sluice("ls", "--json")[1])["more"] is False


def test_ls_refuses_a_status_or_limit_that_is_none(hub, sluice):
    assert sluice("ls", "--status", "superseded")[0] == 2
    assert sluice("ls", "--limit", "0")[0] == 2 and not hub.asked


def test_routes_prints_what_each_takes(hub, sluice):
    hub.routes = {"routes": [ROUTE], "refused": []}
    code, out, _ = sluice("routes")
    assert code == 0 and "project=neocampus contentType=application/json" in out


def test_routes_says_where_each_queue_stands(hub, sluice):
    hub.routes = {"routes": [dict(ROUTE), dict(ROUTE, id="new")], "refused": []}
    hub.queues = {"queues": [{"route": "neocampus-sensors", "state": "running", "waiting": 12,
                              "oldest": "2020-01-01T00:00:00.123Z", "running": 3, "parked": 4},
                             {"route": "lake.removals", "state": "running", "waiting": 9,
                              "oldest": None, "running": 0, "parked": 0}]}
    code, out, _ = sluice("routes")
    head, sensors, new = out.splitlines()
    assert code == 0 and head.split()[:7] == [
        "ROUTE", "STATE", "WAITING", "OLDEST", "RUNNING", "PARKED", "REVISION"]
    assert re.match(r"neocampus-sensors +started +12 +\d+ d \d+ h +3 +4 +a1b2 ", sensors)
    assert re.match(r"new +started +- +- +- +- +a1b2 ", new)
    told = json.loads(sluice("routes", "--json")[1])["routes"]
    assert told[0]["queue"] == {"waiting": 12, "oldest": "2020-01-01T00:00:00.123Z",
                                "running": 3, "parked": 4}
    assert told[1]["queue"] is None and told[1]["selects"] == ROUTE["selects"]


def test_routes_are_listed_where_kafka_does_not_tell_of_queues(hub, sluice):
    hub.routes = {"routes": [dict(ROUTE)], "refused": []}
    hub.queues = error(500, "unexpected", "Kafka does not answer", "The hub's log has the trace.")
    code, out, _ = sluice("routes")
    assert code == 0 and "neocampus-sensors  started        -" in out
    assert out.splitlines()[-1].startswith("no figures of the queues: Kafka does not answer. The")
    told = json.loads(sluice("routes", "--json")[1])
    assert "Kafka" in told["no_figures"] and told["routes"][0]["queue"] is None


def test_a_refused_route_file_is_a_finding(hub, sluice):
    refused = {"file": "routes/x.camel.yaml", "line": 7, "message": "Unknown EIP: tto"}
    hub.routes = {"routes": [ROUTE], "refused": [refused]}
    code, out, _ = sluice("routes")
    assert code == 1 and "refused routes/x.camel.yaml:7: Unknown EIP: tto" in out
    code, out, _ = sluice("routes", "--json")
    assert code == 1 and json.loads(out) == {**hub.routes, "routes": [{**ROUTE, "queue": None}]}


def test_a_refused_file_says_its_column_and_what_runs_on(hub, sluice):
    refused = {"file": "x/x.camel.yaml", "line": 7, "column": 3, "message": "wrong", "runs": "a1b2"}
    hub.routes = {"routes": [ROUTE], "refused": [refused, {"file": "y", "line": 0, "column": 0,
                                                           "message": "bad", "runs": None}]}
    lines = sluice("routes")[1].splitlines()
    assert lines[-2] == "refused x/x.camel.yaml:7:3: wrong (its revision a1b2 runs on)"
    assert lines[-1] == "refused y: bad"


def test_what_hubs_differ_in_is_a_finding(hub, sluice):
    hub.routes = {"routes": [ROUTE], "refused": [], "set": {
        "name": "a1b2", "hubs": ["h:1", "i:1"], "differs_here": ["b.yaml is at revision 2"],
        "not_taken": ["a.yaml is not taken, as hubs differ: h:1 has \x1b"]}}
    code, out, _ = sluice("routes")
    assert code == 1 and out.splitlines()[-2:] == [
        "not the lake's b.yaml is at revision 2",
        "not taken a.yaml is not taken, as hubs differ: h:1 has \\x1b"]
    hub.routes["set"].update(differs_here=[], not_taken=[])
    assert sluice("routes")[0] == 0


def test_an_option_that_a_verb_lacks_is_told_with_the_verbs_usage(hub, sluice):
    code, _, err = sluice("ls", "--porject", "campus")
    assert code == 2 and "usage: sluice ls" in err and "--project P" in err
    assert "sluice ls: error: unrecognized arguments: --porject campus" in err
    assert not hub.asked


def test_a_route_that_was_stopped_by_hand_is_a_finding(hub, sluice):
    hub.routes = {"routes": [dict(ROUTE, state="stopped")], "refused": []}
    code, out, _ = sluice("routes")
    assert code == 1 and "stopped neocampus-sensors by hand; its queue waits: " in out
    assert "./sluice camel cmd start-route --id=neocampus-sensors" in out
