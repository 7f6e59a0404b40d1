"""`sluice status`: the queues and findings that the hub tells of."""

import json
from datetime import datetime, timezone

import pytest

from sluice_cli import status

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=timezone.utc)
STAND = {
    "queues": [{"route": "neocampus-sensors", "state": "waiting", "waiting": 12,
                "oldest": "2026-11-24T11:55:30.123Z", "running": 1, "parked": 3},
               {"route": "pictures", "state": "running", "waiting": 0, "oldest": None,
                "running": 0, "parked": 0}],
    "events": {"waiting": 7, "oldest": "2026-11-24T11:59:58Z"},
    "findings": [{"what": "3 parked in neocampus\x1b-sensors", "todo": "./sluice parked"}]}


def test_a_line_a_queue_and_each_finding_with_what_to_do():
    assert list(status.lines(STAND, NOW)) == [
        "",
        "QUEUE              STATE    WAITING      OLDEST  RUNNING  PARKED",
        "neocampus-sensors  waiting       12  4 min 30 s        1       3",
        "pictures           running        0           -        0       0",
        "7 events are not in the catalogue yet, the oldest for 2 s",
        "",
        "not well  3 parked in neocampus\\x1b-sensors",
        "          ./sluice parked"]


def test_a_line_each_hub_of_the_lake():
    hubs = [
        {"hub": "a:15080", "since": "2026-11-24T09:00:00Z", "seen": "2026-11-24T11:59:58Z",
         "silent": False, "ready": True, "not_well": [], "routes": "3f2a", "running": [
             {"route": "pictures", "runs": 2}, {"route": "tables", "runs": 10}]},
        {"hub": "b:15080", "since": "2026-11-24T11:59:00Z", "seen": "2026-11-24T11:59:59Z",
         "silent": False, "ready": False, "not_well": ["kafka", "route-set"], "routes": None,
         "running": []},
        {"hub": "c\x1b:1", "since": "2026-11-24T11:59:56Z", "seen": "2026-11-24T11:59:59Z",
         "silent": False, "ready": None, "not_well": [], "routes": None, "running": []},
        {"hub": "d:15080", "since": "2026-11-24T11:00:00Z", "seen": "2026-11-24T11:57:00Z",
         "silent": True, "ready": True, "not_well": [], "routes": "3f2a", "running": []}]
    assert list(status.lines({**STAND, "hubs": hubs}, NOW))[:6] == [
        "",
        "HUB      SINCE      READY                           ROUTES  RUNNING",
        "a:15080  3 h 0 min  yes                             3f2a    12 (pictures 2, tables 10)",
        "b:15080  1 min 0 s  no, not well: kafka, route-set  -       0",
        "c\\x1b:1  4 s        not known yet                   -       0",
        "d:15080  1 h 0 min  silent for 3 min 0 s            -       -"]


@pytest.mark.parametrize("moment,said", [
    (None, "-"), ("2026-11-24T11:59:59.9Z", "1 s"), ("2026-11-24T10:58:00Z", "1 h 2 min"),
    ("2026-11-20T09:00:00Z", "4 d 3 h"), ("2026-11-24T12:00:01Z", "0 s")])
def test_ages_have_their_two_largest_units(moment, said):
    assert status.age(moment, NOW) == said


def test_status_asks_the_hub_and_says_all_as_json(hub, sluice, tmp_path, monkeypatch):
    monkeypatch.setenv("SLUICE_LAKE", str(tmp_path / "none"))
    hub.queues = {**STAND, "hubs": [{"hub": "a:15080"}]}
    code, out, _ = sluice("status", "--json")
    told = json.loads(out)
    assert code == 1 and told["queues"] == STAND["queues"] and told["parts"]
    assert told["findings"] == STAND["findings"] and told["hubs"] == [{"hub": "a:15080"}]


def test_a_hub_that_does_not_answer_leaves_the_parts(hub, sluice, tmp_path, monkeypatch):
    monkeypatch.setenv("SLUICE_LAKE", str(tmp_path / "none"))
    hub.stop()
    code, out, complaint = sluice("status")
    assert code == 1 and "not started" in out and "QUEUE" not in out and complaint == ""
