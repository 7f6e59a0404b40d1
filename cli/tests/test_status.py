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


@pytest.mark.parametrize("moment,said", [
    (None, "-"), ("2026-11-24T11:59:59.9Z", "1 s"), ("2026-11-24T10:58:00Z", "1 h 2 min"),
    ("2026-11-20T09:00:00Z", "4 d 3 h"), ("2026-11-24T12:00:01Z", "0 s")])
def test_ages_have_their_two_largest_units(moment, said):
    assert status.age(moment, NOW) == said


def test_status_asks_the_hub_and_says_all_as_json(hub, sluice, tmp_path, monkeypatch):
    monkeypatch.setenv("SLUICE_LAKE", str(tmp_path / "none"))
    hub.queues = STAND
    code, out, _ = sluice("status", "--json")
    told = json.loads(out)
    assert code == 1 and told["queues"] == STAND["queues"] and told["parts"]
    assert told["findings"] == STAND["findings"]


def test_a_hub_that_does_not_answer_leaves_the_parts(hub, sluice, tmp_path, monkeypatch):
    monkeypatch.setenv("SLUICE_LAKE", str(tmp_path / "none"))
    hub.stop()
    code, out, complaint = sluice("status")
    assert code == 1 and "not started" in out and "QUEUE" not in out and complaint == ""
