"""`sluice replay`: what is chosen, how it is waited for, and what is said of it."""

import json

import pytest
from fake_hub import error

from sluice_cli import replay, replay_watch

ID = "20261124-101500-00ab12"


def told(state="over", **more) -> dict:
    """What a hub says of a replay."""
    return {"id": ID, "state": state, "filter": {"project": "campus"}, "dry_run": False,
            "rate": 0.0, "objects": 3, "unhandled": 0, "under_way": 0, "runs": 3, "looked_at": 9,
            "routes": [{"route": "json-documents", "runs": 3}], "waits_for": [],
            "ended": [{"route": "json-documents", "status": "done", "runs": 3}],
            "statuses": {"done": 3}, **more}


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """No waiting between two looks."""
    monkeypatch.setattr(replay_watch, "LOOK_SECONDS", 0)
    monkeypatch.setattr(replay_watch, "TELL_SECONDS", 0)


def test_it_returns_when_all_is_over_and_counts_by_status(hub, sluice):
    hub.replays = [told("feeding", statuses={}), told("settling", statuses={"done": 1}), told()]
    code, out, err = sluice("replay", "--project", "campus", "--content-type", "image/*",
                            "--id", "12", "--id", "13", "--rate", "2.5")
    assert code == 0 and "3 objects were run again, in 3 runs" in out
    assert "json-documents  done       3" in out and "1 of 3 runs over" in err
    method, path, _, body = hub.asked[0]
    assert (method, path) == ("POST", "/v1/replays")
    assert body == {"project": "campus", "content_type": "image/*", "id": "12,13", "rate": 2.5,
                    "existing": False, "all": False, "dry_run": False}


def test_progress_says_of_how_many_where_that_is_known(hub, sluice):
    for total, said in ((40, "9 of 40 looked at, "), (7, "9 of 9 looked at, "),
                        (None, f"{ID}: 9 looked at, ")):
        for dry_run in (False, True):
            hub.replays = [told("feeding", total=total, dry_run=dry_run)] * 2 + [
                told("settling", total=total), told()]
            err = sluice("replay", "--all")[2]
            assert err.count(said) == err.count("looked at") == 1, err


def test_parked_runs_are_a_finding(hub, sluice):
    hub.replays = [told(statuses={"parked": 1, "done": 2}, unhandled=4, under_way=5)]
    code, out, _ = sluice("replay", "--all")
    assert code == 1 and "./sluice parked" in out
    assert "4 more are taken by no route" in out and "5 more wait or run already" in out
    assert hub.asked[0][3]["all"] is True


def test_how_to_see_why_some_were_declined_is_said(hub, sluice):
    for statuses, said in (({"declined": 3}, True), ({"done": 3}, False)):
        hub.replays = [told(statuses=statuses)]
        code, out, _ = sluice("replay", "--all")
        assert code == 0 and ("./sluice trace CONTAINER/OBJECT says why" in out) == said


def test_one_is_not_several(hub, sluice):
    one = {"objects": 1, "runs": 1, "unhandled": 1, "under_way": 1}
    hub.replays = [told(**one)]
    assert sluice("replay", "--all")[1].splitlines()[0] == (
        f"1 object was run again, in 1 run (replay {ID}).")
    hub.replays = [told(**one, dry_run=True, ended=[], statuses={})]
    lines = sluice("replay", "--all", "--dry-run")[1].splitlines()
    assert lines[0] == "1 object would be run again, in 1 run."
    assert lines[-2:] == ["1 more is taken by no route.",
                          "1 more waits or runs already, and was left out."]


def test_a_dry_run_says_what_would_be(hub, sluice):
    hub.replays = [told(dry_run=True, statuses={}, ended=[])]
    code, out, _ = sluice("replay", "--route", "json-documents", "--existing", "--dry-run")
    assert code == 0 and "3 objects would be run again, in 3 runs." in out
    assert "json-documents     3" in out
    body = hub.asked[0][3]
    assert (body["dry_run"], body["existing"], body["route"]) == (True, True, "json-documents")


def test_times_are_dates_moments_or_how_long_ago(hub, sluice):
    hub.replays = [told()]
    sluice("replay", "--since", "2026-11-24", "--until", "2026-11-24T10:00:00+02:00")
    body = hub.asked[0][3]
    assert (body["since"], body["until"]) == ("2026-11-24T00:00:00Z", "2026-11-24T08:00:00Z")
    assert replay.moment("24h") < replay.moment("90m") < replay.moment("1m")


def test_what_is_not_chosen_is_not_run_again(hub, sluice):
    for words in ((), ("--existing", "--all"), ("--since", "soon"), ("--rate", "0"),
                  ("--id", "x"), ("--status", "deleted"), ("--continue", ID, "--all"),
                  ("--list", "--pause", ID), ("--continue", "../parked")):
        assert sluice("replay", *words)[0] == 2, words
    assert not hub.asked
    hub.replays = [error(400, "route-unknown", "Route x does not run")]
    assert sluice("replay", "--route", "x")[0] == 2


def test_detached_it_is_left_alone_and_continued_it_is_waited_for(hub, sluice):
    hub.replays = [told("feeding")]
    code, out, _ = sluice("replay", "--all", "--detach")
    assert code == 0 and f"./sluice replay --continue {ID}" in out and len(hub.asked) == 1
    hub.replays = [told("feeding"), told("feeding"), told()]
    code, out, _ = sluice("replay", "--continue", ID, "--json")
    assert code == 0 and json.loads(out)["state"] == "over"
    assert [path for _m, path, _w, _b in hub.asked[1:]] == [
        f"/v1/replays/{ID}/continue", f"/v1/replays/{ID}", f"/v1/replays/{ID}"]


def test_interrupted_it_is_paused(hub, sluice, monkeypatch):
    def interrupt(_seconds):
        raise KeyboardInterrupt
    hub.replays = [told("feeding"), told("feeding"), told("paused")]
    monkeypatch.setattr(replay_watch.time, "sleep", interrupt)
    code, out, _ = sluice("replay", "--all")
    assert code == 130 and f"Go on: ./sluice replay --continue {ID}" in out
    assert hub.asked[-1][1] == f"/v1/replays/{ID}/pause"


def test_a_hub_that_is_away_is_waited_for_and_then_said(hub, sluice, monkeypatch):
    monkeypatch.setattr(replay_watch, "AWAY_SECONDS", 0)
    hub.replays = [told("feeding"), told("feeding")]
    monkeypatch.setattr(replay_watch.Watch, "tell", lambda self, _replay: hub.stop())
    code, _, err = sluice("replay", "--all")
    assert code == 3 and f"./sluice replay --continue {ID}" in err


def test_the_list_shows_replays_and_entries_that_name_nothing(hub, sluice):
    hub.replays = [{"replays": [told(), told("paused", filter={}, statuses={})]}]
    hub.entries = {"waiting": 2, "set_aside": [
        {"entry": {"swift_id": "9\n"}, "reason": "Container c has no object", "last": "T"}]}
    code, out, _ = sluice("replay", "--list")
    lines = out.splitlines()
    assert code == 0 and lines[1].split() == [ID, "over", "3", "3", "3", "0", "project=campus"]
    assert lines[2].split() == [ID, "paused", "3", "3", "0", "0", "all"]
    assert lines[3] == "2 entries wait in data_to_process."
    assert lines[4].startswith("set aside") and "no object" in lines[4] and "\\n" in lines[4]


def test_what_can_choose_nothing_and_what_chose_nothing_is_told(hub, sluice):
    code, _, err = sluice("replay", "--since", "2026-11-27", "--until", "2026-11-20")
    assert code == 2 and "between --since and --until" in err and not hub.asked
    hub.replays = [told(objects=0, runs=0, filter={"project": "cam\npus"}, ended=[], statuses={})]
    code, out, _ = sluice("replay", "--project", "cam\npus")
    assert code == 0 and "Nothing in the lake is chosen by project=cam\\npus." in out
    hub.replays = [told(objects=0, runs=0, ended=[], statuses={}, under_way=2)]
    assert "Nothing in the lake" not in sluice("replay", "--project", "campus")[1]


def test_a_rate_that_is_none_is_refused_in_words(hub, sluice):
    for rate in ("fast", "0", "-5", "nan", "inf"):
        code, _, err = sluice("replay", "--all", "--rate", rate)
        assert code == 2 and f"{rate} is no number above 0" in err, err
    assert not hub.asked


def test_ctrl_c_while_the_hub_is_away_says_that_the_replay_goes_on(hub, sluice, monkeypatch):
    def ends(_watch, _replay):
        hub.stop()
        raise KeyboardInterrupt

    monkeypatch.setattr(replay_watch.Watch, "tell", ends)
    hub.replays = [told("feeding"), told("feeding")]
    code, _, err = sluice("replay", "--all")
    assert code == 3 and f"replay {ID} is not paused" in err
    assert f"./sluice replay --pause {ID}" in err


def test_a_hub_that_is_starting_is_waited_for_like_one_that_is_away(hub, sluice):
    starting = error(503, "hub-not-open", "The hub is starting or ending")
    hub.replays = [told("feeding"), told("feeding"), starting, told()]
    code, out, err = sluice("replay", "--all")
    assert code == 0 and "3 objects were run again" in out and "goes on once one is back" in err


def test_a_route_that_is_stopped_is_named_with_how_to_start_it(hub, sluice):
    hub.routes = {"routes": [
        {"id": "json-documents", "state": "stopped"}, {"id": "pictures", "state": "running"},
        {"id": "elsewhere", "state": "stopped"}, {"id": "over", "state": "stopped"}]}
    runs = [{"route": name, "runs": 1} for name in ("json-documents", "over", "pictures")]
    waits = told("settling", ended=[{"route": "over", "status": "done", "runs": 1}], routes=runs)
    hub.replays = [waits, waits, told()]
    code, _, err = sluice("replay", "--route", "json-documents")
    assert code == 0 and "the queue of json-documents stands still, as the route is stopped" in err
    assert err.count("start-route --id=") == err.count("start-route --id=json-documents") == 1


def test_a_full_queue_of_a_stopped_route_is_named_and_a_dry_run_waits_for_none(hub, sluice):
    hub.routes = {"routes": [{"id": "pictures", "state": "stopped"}]}
    for dry_run, named in ((False, 1), (True, 0)):
        hub.replays = [told("feeding", routes=[], waits_for=["pictures"], dry_run=dry_run)] * 2 + [
            told(dry_run=dry_run)]
        assert sluice("replay", "--all")[2].count("start-route --id=pictures") == named
