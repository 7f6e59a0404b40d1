"""`sluice parked`."""

import json

CAUSE = {"route": "json-documents", "code": "json-malformed", "kind": "data",
         "message": "Cut or malformed JSON in line 3", "hint": "Correct the object.", "count": 7,
         "first": "2026-11-24T08:00:00.123Z", "last": "2026-11-24T09:00:00Z",
         "objects": ["campus/a\n.json", "campus/b.json"]}
RUN = {"run": "E|json-documents|r|0", "route": "json-documents", "container": "campus",
       "object": "b.json", "since": "2026-11-24T09:00:00Z", "code": "json-malformed"}


def test_nothing_parked_is_well(hub, sluice):
    assert sluice("parked") == (0, "Nothing is parked.\n", "")


def test_causes_are_findings_with_what_to_do(hub, sluice):
    hub.parked = {"parked": 7, "cut": False, "causes": [CAUSE]}
    code, out, _ = sluice("parked", "--project", "campus")
    assert code == 1 and out.splitlines() == [
        "7 parked in json-documents, json-malformed (data), "
        "2026-11-24T08:00:00 to 2026-11-24T09:00:00",
        "  Cut or malformed JSON in line 3", "  Correct the object.",
        "  campus/a\\n.json, campus/b.json and 5 more"]
    assert hub.asked[-1][2] == {"project": "campus"}
    code, out, _ = sluice("parked", "--json")
    assert code == 1 and json.loads(out) == hub.parked


def test_each_run_is_listed_where_it_is_asked_for(hub, sluice):
    hub.parked = {"parked": 1, "cut": False, "causes": [CAUSE], "runs": [RUN]}
    out = sluice("parked", "--runs")[1]
    assert "campus/b.json  E|json-documents|r|0" in out and hub.asked[-1][2] == {"runs": "true"}


def test_retry_goes_on_until_all_are_through_and_says_what_is_skipped(hub, sluice):
    hub.retried = [{"queued": 500, "skipped": [], "before": "T", "after": "x"},
                   {"queued": 3, "skipped": [{"run": "r", "object": "c/o", "why": "route gone"}],
                    "before": "T", "after": None}]
    code, out, _ = sluice("parked", "retry", "--code", "gold-rejected")
    assert code == 1 and "503 queued again" in out and "skipped c/o: route gone" in out
    assert [body for _m, _p, _w, body in hub.asked] == [
        {"code": "gold-rejected", "all": False},
        {"code": "gold-rejected", "all": False, "before": "T", "after": "x"}]


def test_one_object_is_chosen_by_its_name(hub, sluice):
    hub.retried = [{"queued": 1, "skipped": [], "before": "T", "after": None}]
    code, out, _ = sluice("parked", "retry", "--object", "campus/2024/jan.json", "--json")
    assert code == 0 and json.loads(out) == {"queued": 1, "skipped": []}
    assert hub.asked[-1][3] == {"container": "campus", "object": "2024/jan.json", "all": False}


def test_of_objects_of_one_name_that_of_an_account_is_chosen(hub, sluice):
    hub.retried = [{"queued": 1, "skipped": [], "before": "T", "after": None}]
    words = ("--object", "campus/a.json", "--account", "AUTH_1/2")
    assert sluice("parked", "retry", *words)[0] == 0
    chosen = {"account": "AUTH_1/2", "container": "campus", "object": "a.json"}
    assert hub.asked[-1][3] == {**chosen, "all": False}
    assert sluice("parked", *words)[0] == 0 and hub.asked[-1][2] == chosen


def test_each_option_has_a_help_text(sluice):
    code, out, _ = sluice("parked", "--help")
    lines = " ".join(out.split())
    assert code == 0
    for said in ("--project P of objects of one project", "--route R of one route",
                 "--account A of one Swift account"):
        assert said in lines


def test_what_is_not_chosen_is_not_tried(hub, sluice):
    for words in (("retry",), ("retry", "--object", "campus"), ("--all",), ("retry", "--runs"),
                  ("again",)):
        assert sluice("parked", *words)[0] == 2
    assert not hub.asked
    hub.retried = [{"queued": 0, "skipped": [], "before": "T", "after": None}]
    code, out, _ = sluice("parked", "retry", "--all")
    assert code == 1 and out == "Nothing that is parked was chosen.\n"
    assert hub.asked[-1][3] == {"all": True}
