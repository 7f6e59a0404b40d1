"""`sluice reconcile`."""

import json

from sluice_cli import reconcile

NONE = {"missing": 0, "changed": 0, "metadata": 0, "deleted": 0, "older": 0, "young": 0}
WELL = {"account": "AUTH_a", "container": "campus", "project": "campus", "why": "moved",
        "swift": 30, "catalogue": 30, "final": 30, "segments": 0, "gaps": 0, "found": NONE,
        "sent": 0, "examples": [], "error": None}
REPAIRED = dict(WELL, container="new\nline", catalogue=25, gaps=7, sent=7,
                found=dict(NONE, missing=6, deleted=1))


def round_of(*containers, **more):
    found = {kind: sum(one["found"][kind] for one in containers) for kind in NONE}
    return dict({"id": "r1", "state": "done", "error": None, "dry_run": False, "grace_seconds": 600,
                 "containers": len(containers) + 1, "skipped": 1,
                 "compared": sum(one["swift"] for one in containers),
                 "sums": {key: sum(one[key] for one in containers)
                          for key in ("swift", "catalogue", "final", "gaps")},
                 "requests": 12, "found": found, "sent": sum(one["sent"] for one in containers),
                 "failed": sum(1 for one in containers if one["error"]),
                 "by_container": list(containers)}, **more)


def test_it_waits_and_tells_by_container_what_was_found_and_sent(hub, sluice):
    hub.reconciliations = [round_of(state="running"), round_of(WELL, REPAIRED)]
    code, out, _ = sluice("reconcile", "campus", "--rate", "50", "--grace", "5")
    assert code == 0 and hub.asked[0][3] == {
        "project": "campus", "full": False, "dry_run": False, "rate": 50, "grace": 5}
    lines = out.splitlines()
    assert lines[0].split() == ["COMPARED", "MISSING", "CHANGED", "METADATA", "DELETED", "OLDER",
                                "YOUNG", "SENT", "WHY", "CONTAINER"]
    assert lines[1].split() == ["30", "6", "0", "0", "1", "0", "0", "7", "moved",
                                "AUTH_a/new\\nline"]
    assert lines[2].startswith("60 objects of 2 containers compared, 1 containers without")
    assert "7 differ, 7 events sent; 12 requests" in lines[2] and len(lines) == 3


def test_what_is_left_is_a_finding(hub, sluice):
    hub.reconciliations = [round_of(REPAIRED, dry_run=True)]
    code, out, _ = sluice("reconcile", "--dry-run")
    assert code == 1 and "(a dry run)" in out
    hub.reconciliations = [round_of(dict(WELL, gaps=1, found=dict(NONE, older=1)))]
    code, out, _ = sluice("reconcile")
    assert code == 1 and "1 older in Swift than in the catalogue" in out
    hub.reconciliations = [round_of(dict(WELL, error="Swift answers 503"))]
    code, out, _ = sluice("reconcile")
    assert code == 1 and "not compared  AUTH_a/campus: Swift answers 503" in out
    hub.reconciliations = [round_of(WELL, dict(WELL, account="AUTH_b", container=None, project=None,
                                               error="Swift refuses"))]
    code, out, _ = sluice("reconcile")
    assert code == 1 and "not compared  AUTH_b: Swift refuses" in out


def test_what_is_younger_than_the_grace_is_said_to_be_left_and_is_no_finding(hub, sluice):
    hub.reconciliations = [round_of(dict(WELL, found=dict(NONE, young=3)))]
    code, out, _ = sluice("reconcile")
    assert code == 0 and out.splitlines()[-1] == (
        "3 that may differ changed within 600 s and are left for a later round, as their events "
        "may be on their way: --grace 0 takes them now.")


def test_what_changed_while_it_was_proven_leaves_the_proof_open(hub, sluice):
    hub.reconciliations = [round_of(dict(WELL, found=dict(NONE, young=3)), dry_run=True)] * 2
    code, out, _ = sluice("reconcile", "--prove")
    assert code == 1 and "3 changed while they were compared: prove it again" in out
    code, out, _ = sluice("reconcile", "--prove", "--json")
    assert code == 1 and (json.loads(out)["young"], json.loads(out)["whole"]) == (3, False)


def test_a_round_that_broke_off_says_what_to_do(hub, sluice):
    hub.reconciliations = [round_of(state="interrupted", error="Its hub ended")]
    code, _, err = sluice("reconcile")
    assert code == 1 and "interrupted: Its hub ended. Begin it anew" in err


def test_detached_it_does_not_wait(hub, sluice):
    code, out, _ = sluice("reconcile", "--detach", "--full", "--json")
    assert code == 0 and json.loads(out) == {"id": "r1"}
    assert hub.asked[0][3] == {"full": True, "dry_run": False}


def test_the_proof_counts_and_sums(hub, sluice):
    hub.reconciliations = [round_of(WELL, dict(WELL, container="other"), dry_run=True)]
    code, out, _ = sluice("reconcile", "--prove")
    assert code == 0 and hub.asked[0][3] == {"full": True, "dry_run": True, "grace": 0}
    assert [line.split() for line in out.splitlines()[:4]] == [
        ["SWIFT", "CATALOGUE", "FINAL", "GAPS", "CONTAINER"],
        ["30", "30", "30", "0", "AUTH_a/campus"], ["30", "30", "30", "0", "AUTH_a/other"],
        ["60", "60", "60", "0", "2", "containers"]]
    assert out.splitlines()[-1] == "Nothing is missing."


def test_a_proof_that_does_not_hold_is_a_finding(hub, sluice):
    for bad in (REPAIRED, dict(WELL, final=29), dict(WELL, gaps=1), dict(WELL, swift=31),
                dict(WELL, error="Swift answers 503")):
        hub.reconciliations = [round_of(WELL, bad, dry_run=True)]
        code, out, _ = sluice("reconcile", "--prove", "--json")
        assert code == 1 and json.loads(out)["whole"] is False


def test_containers_that_are_not_told_one_by_one_are_counted(hub, sluice):
    hub.reconciliations = [round_of(WELL, containers=1202, dry_run=True)] * 2
    lines = sluice("reconcile", "--prove")[1].splitlines()
    assert lines[2].strip() == "and 1200 more" and "1201 containers" in lines[3]
    assert json.loads(sluice("reconcile", "--prove", "--json")[1])["more"] == 1200
    hub.reconciliations = [round_of(WELL, REPAIRED, containers=1203, found=dict(NONE, missing=10))]
    out = sluice("reconcile")[1]
    assert "and 3 more differences in 1200 containers that are not listed" in out
    hub.reconciliations = [round_of(WELL, REPAIRED), round_of(WELL, dry_run=True)]
    assert "more" not in sluice("reconcile")[1] + sluice("reconcile", "--prove")[1]


def test_wrong_usage_is_told(hub, sluice):
    assert sluice("reconcile", "--prove", "--detach")[0] == 2
    for words in (("--rate", "0"), ("--rate", "x"), ("--grace", "-1")):
        code, _, err = sluice("reconcile", *words)
        assert code == 2 and f"{words[1]} is no whole number from" in err, err
    assert hub.asked == []


def test_a_hub_that_ends_says_what_becomes_of_the_round(hub, sluice, monkeypatch):
    monkeypatch.setattr(reconcile.time, "sleep", lambda _seconds: hub.stop())
    hub.reconciliations = [round_of(state="running")]
    code, _, err = sluice("reconcile")
    assert code == 3 and "begin it anew once one is back" in err


def interrupt_once(monkeypatch):
    """Ctrl-C while it is first waited for."""
    def interrupted(_seconds):
        monkeypatch.setattr(reconcile.time, "sleep", lambda _seconds: None)
        raise KeyboardInterrupt

    monkeypatch.setattr(reconcile.time, "sleep", interrupted)


HALTED = dict(REPAIRED, error="The round was stopped in the middle of it")


def test_ctrl_c_stops_the_round_and_tells_what_it_compared(hub, sluice, monkeypatch):
    for words in ((), ("--prove",)):
        interrupt_once(monkeypatch)
        hub.reconciliations = [round_of(state="running"), round_of(state="running"),
                               round_of(WELL, HALTED, state="stopped")]
        code, out, _ = sluice("reconcile", *words)
        assert code == 130 and hub.asked[-3][:2] == ("POST", "/v1/reconciliations/r1/stop")
        assert "60 objects of 2 containers compared" in out and "7 events sent" in out
        assert "Stopped before its end" in out
        assert "not compared  AUTH_a/new\\nline: The round was stopped" in out


def test_ctrl_c_at_its_very_end_tells_of_the_whole_round(hub, sluice, monkeypatch):
    interrupt_once(monkeypatch)
    hub.reconciliations = [round_of(state="running"), round_of(WELL)]
    code, out, _ = sluice("reconcile", "--json")
    assert code == 130 and json.loads(out)["state"] == "done"


def test_ctrl_c_while_the_hub_is_away_says_that_it_was_not_told(hub, sluice, monkeypatch):
    def ends(_seconds):
        hub.stop()
        raise KeyboardInterrupt

    monkeypatch.setattr(reconcile.time, "sleep", ends)
    hub.reconciliations = [round_of(state="running")]
    code, _, err = sluice("reconcile")
    assert code == 3 and "round r1 was not told to stop" in err and "reconcile --stop" in err


def test_a_round_is_stopped_from_elsewhere(hub, sluice, monkeypatch):
    monkeypatch.setattr(reconcile.time, "sleep", lambda _seconds: None)
    hub.rounds = [{"id": "r9", "state": "running", "by": "schedule"},
                  {"id": "r8", "state": "done", "by": "command"}]
    code, _, err = sluice("reconcile", "--stop")
    assert code == 1 and "No round that a command began is under way" in err
    hub.rounds.append({"id": "r1", "state": "running", "by": "command"})
    hub.reconciliations = [round_of(WELL, state="stopped")]
    code, out, _ = sluice("reconcile", "--stop")
    assert code == 0 and "30 objects of 1 containers compared" in out and "Stopped" in out
    hub.reconciliations = [round_of(state="interrupted", error="Its hub ended")]
    assert sluice("reconcile", "--stop")[0] == 1
    assert sluice("reconcile", "--stop", "campus")[0] == sluice(
        "reconcile", "--stop", "--rate", "1")[0] == 2


def test_a_round_that_was_stopped_by_another_is_a_finding(hub, sluice):
    hub.reconciliations = [round_of(WELL, state="stopped")]
    code, out, _ = sluice("reconcile")
    assert code == 1 and "Stopped before its end" in out
