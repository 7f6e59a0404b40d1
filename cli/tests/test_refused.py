"""`sluice refused`."""

import json

import pytest

EVENT = {"id": "5QK2", "account": "AUTH_a", "container": "campus", "object": "a\n.json",
         "type": "org.sluice.object.created", "code": "catalogue-refused", "times": 2,
         "why": "the key\x1b is too long", "last": "2026-11-24T09:00:00.120Z"}
NONE = {"id": "lake.events/0/7", "code": "unexpected", "why": "no JSON", "times": 1,
        "last": "2026-11-24T08:00:00Z"}
RUN = {"id": "log.operations/5QK2|sensors|a1b2|0", "code": "catalogue-refused", "times": 1,
       "why": "The run of AUTH_a/campus/a.json in sensors can not be kept on record",
       "last": "2026-11-24T08:00:00Z"}
RUN_AGAIN = ("What is called log.operations/… is a run, and its reason names the object: ./sluice "
             "replay --project P --name OBJECT, then ./sluice refused forget ID.")


def test_nothing_set_aside_is_well(hub, sluice):
    assert sluice("refused") == (0, "No event is set aside.\n", "")


def test_each_is_listed_with_why_and_what_to_do(hub, sluice):
    hub.refused = {"count": 3, "events": [EVENT, NONE]}
    code, out, _ = sluice("refused")
    assert code == 1 and out.splitlines() == [
        "LAST                 TIMES  EVENT    ID               OBJECT",
        "2026-11-24T09:00:00      2  created  5QK2             AUTH_a/campus/a\\n.json",
        "  catalogue-refused  the key\\x1b is too long",
        "2026-11-24T08:00:00      1  -        lake.events/0/7  -",
        "  unexpected  no JSON",
        "The latest 2 of 3 are shown.",
        "Mend the cause, then ./sluice refused again --all."]
    code, out, _ = sluice("refused", "--json")
    assert code == 1 and json.loads(out) == hub.refused


def test_again_says_what_was_not_sent(hub, sluice):
    hub.sent_again = {"sent": 2, "left": [{"id": "lake.events/0/7", "why": "no event"}]}
    code, out, _ = sluice("refused", "again", "--all")
    assert code == 1 and "2 sent again" in out and "not sent lake.events/0/7: no event" in out
    assert hub.asked[-1][3] == {"all": True}
    hub.sent_again = {"sent": 1, "left": []}
    assert sluice("refused", "again", "5QK2")[0] == 0
    assert hub.asked[-1][1:] == ("/v1/refused-events/again", {}, {"id": "5QK2"})


def test_a_run_is_replayed_and_not_sent_again(hub, sluice):
    hub.refused = {"count": 1, "events": [RUN]}
    assert sluice("refused")[1].splitlines()[-2:] == ["Mend the cause.", RUN_AGAIN]
    hub.refused = {"count": 2, "events": [EVENT, RUN]}
    assert sluice("refused")[1].splitlines()[-2:] == [
        "Mend the cause, then ./sluice refused again --all.", RUN_AGAIN]
    hub.sent_again = {"sent": 0, "left": [{"id": RUN["id"], "why": "no event"}]}
    code, out, _ = sluice("refused", "again", "--all")
    assert code == 1 and out.splitlines()[-1] == RUN_AGAIN and "reconcile" not in out
    hub.sent_again["left"].append({"id": NONE["id"], "why": "no event"})
    assert "reconcile --full" in sluice("refused", "again", "--all")[1].splitlines()[-1]


def test_forget_lets_go(hub, sluice):
    assert sluice("refused", "forget", "5QK2") == (0, "1 forgotten.\n", "")
    assert hub.asked[-1][1:] == ("/v1/refused-events/forget", {}, {"id": "5QK2"})


@pytest.mark.parametrize("words", [
    ("again",), ("forget",), ("again", "x", "--all"), ("list", "x"), ("--all",), ("resend",)])
def test_what_is_not_chosen_is_not_done(hub, sluice, words):
    assert sluice("refused", *words)[0] == 2
    assert not hub.asked
