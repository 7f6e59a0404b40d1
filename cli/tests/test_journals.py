"""`sluice journals`."""

import json

WHOLE = {"proxy": "proxy1", "epoch": "17-1-a", "highest": 120, "covered": [{"from": 1, "to": 120}],
         "lost": [], "lost_earlier": 0, "lost_numbers": 0, "gaps": [], "gap_numbers": 0,
         "repeats": 3, "told_again": 0, "asked": [], "seen": "2026-11-23T20:06:04.774Z"}
BAD = dict(WHOLE, epoch="17-2-b", gaps=[{"from": 12, "to": 40}], gap_numbers=29,
           lost=[{"from": 5, "to": 6, "why": "dropped"}], lost_numbers=2,
           asked=[{"from": 12, "to": 40, "by": "hub", "tries": 2, "last": None}])


def test_journals_that_are_whole_are_a_table_and_well(hub, sluice):
    hub.journals = {"journals": [WHOLE]}
    code, out, _ = sluice("journals")
    assert code == 0 and out.splitlines() == [
        "TOLD TO  LOST  GAPS  REPEATS  ASKED  HEARD                 JOURNAL",
        "    120     0     0        3      0  2026-11-23T20:06:04Z  proxy1/17-1-a"]


def test_gaps_and_losses_are_findings_with_what_to_do(hub, sluice):
    hub.journals = {"journals": [WHOLE, BAD]}
    code, out, _ = sluice("journals")
    assert code == 1
    assert "29        3     29" in out
    assert ("gap   proxy1/17-2-b 12-40: asked for 2 times" in out
            and "./sluice journals --again proxy1/17-2-b 12-40" in out)
    assert "lost  proxy1/17-2-b 5-6: the journal took no record of them" in out
    code, out, _ = sluice("journals", "--json")
    assert code == 1 and json.loads(out) == hub.journals


def test_of_many_ranges_the_first_are_shown(hub, sluice):
    many = [{"from": n, "to": n} for n in range(1, 100, 2)]
    hub.journals = {"journals": [dict(BAD, gaps=many, gap_numbers=50, lost=[])]}
    out = sluice("journals")[1]
    assert out.count("--again") == 10 and "gap   proxy1/17-2-b: 40 more ranges" in out


def test_losses_alone_are_a_finding(hub, sluice):
    hub.journals = {"journals": [dict(BAD, gaps=[], gap_numbers=0, asked=[])]}
    assert sluice("journals")[0] == 1


def test_no_journals_is_well(hub, sluice):
    code, out, _ = sluice("journals")
    assert code == 0 and out.startswith("No journals")


def test_a_range_is_asked_for(hub, sluice):
    code, out, _ = sluice("journals", "--again", "p/1 2/17-2-b", "12-40")
    assert code == 0 and "Asked for 12 to 40 of p/1 2/17-2-b" in out
    assert hub.asked == [("POST", "/v1/journals/p%2F1%202/17-2-b/again", {},
                          {"from": 12, "to": 40})]
    code, out, _ = sluice("journals", "--again", "proxy1/17-2-b", "7", "--json")
    assert code == 0 and json.loads(out) == {"asked": {"from": 7, "to": 7}}


def test_what_is_no_range_or_journal_is_wrong_usage(hub, sluice):
    for words in (("proxy1", "1-2"), ("/e", "1-2"), ("p/", "1-2"), ("p/e", "a-b"), ("p/e", "1-"),
                  ("p/e", "-2"), ("p/e", "1-²")):
        code, _, err = sluice("journals", "--again", *words)
        assert code == 2 and ("is no" in err or "expected" in err)
    assert not hub.asked
    code, _, err = sluice("journals", "--again", "p/e", "1-100")
    assert code == 2 and "It has numbers from 1 to 99" in err
