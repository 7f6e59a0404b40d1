"""`sluice gold`: questions go as they are, answers can not steer the terminal."""

import hashlib
import json

from fake_hub import error


def test_an_answer_is_a_table(hub, sluice):
    hub.gold["SELECT value FROM celsius"] = (200, {
        "columns": ["time", "value"], "rows": [["2026-11-23T20:06:05Z", 21.5], ["x", 3]]})
    code, out, _ = sluice("gold", "influx", "SELECT value FROM celsius", "--project", "neocampus")
    assert code == 0 and out.splitlines() == [
        "time                  value",
        "2026-11-23T20:06:05Z   21.5",
        "x                         3",
        "2 rows"]
    assert hub.asked[0][0:2] == ("POST", "/v1/gold/influx")
    assert hub.asked[0][3] == {"query": "SELECT value FROM celsius", "project": "neocampus"}


def test_sql_is_asked_with_the_project_whose_tables_are_meant(hub, sluice):
    hub.gold["SELECT n FROM t"] = (200, {"columns": ["n"], "rows": [[1]]})
    for words in (("SELECT n FROM t", "--project", "p"), ("--project", "p", "SELECT n FROM t")):
        assert sluice("gold", "sql", *words)[0:2] == (0, "n\n1\n1 row\n")
        assert hub.asked[-1][1] == "/v1/gold/sql"
        assert hub.asked[-1][3] == {"query": "SELECT n FROM t", "project": "p"}


def test_control_characters_in_an_answer_are_escaped(hub, sluice):
    hub.gold["MATCH (n) RETURN n"] = (200, {
        "columns": ["n\x07"], "rows": [["a\x1b]0;title\x07\nb"], [{"k": "\x9b31m"}], [None]]})
    out = sluice("gold", "neo4j", "MATCH (n) RETURN n")[1]
    assert out.splitlines() == [
        "n\\x07", "a\\x1b]0;title\\x07\\nb", '{"k": "\\u009b31m"}', "null", "3 rows"]


def test_json_is_what_the_hub_said_in_ascii(hub, sluice):
    answer = {"columns": ["n"], "rows": [["é\x9b"]]}
    hub.gold["q"] = (200, answer)
    code, out, _ = sluice("gold", "neo4j", "q", "--json")
    assert code == 0 and out.isascii() and json.loads(out) == answer


def test_a_bad_query_says_what_the_hub_says_and_ends_with_2(hub, sluice):
    code, out, complaint = sluice("gold", "neo4j", "MATCHX")
    assert (code, out) == (2, "")
    assert complaint == "sluice: Cypher does not know MATCHX. See line 1. (query-bad)\n"


def test_mongo_without_a_query_lists_databases_and_the_others_need_one(hub, sluice):
    hub.gold[""] = (200, {"columns": ["database"], "rows": [["swift"]]})
    assert sluice("gold", "mongo")[0:2] == (0, "database\nswift\n1 row\n")
    assert sluice("gold", "influx")[0] == 2
    assert sluice("gold", "sql")[0] == 2
    assert sluice("gold", "sqlite", "SELECT 1")[0] == 2


def test_a_filter_is_a_word_of_its_own(hub, sluice):
    hub.gold['gold_lab.doors {"n": 9}'] = (200, {"columns": ["n"], "rows": [[9]]})
    assert sluice("gold", "mongo", "gold_lab.doors", '{"n": 9}') == (0, "n\n9\n1 row\n", "")
    assert hub.asked[0][3] == {"query": 'gold_lab.doors {"n": 9}'}


def test_a_word_too_many_is_told_with_the_usage_of_the_database(hub, sluice):
    for service in ("mongo", "sql"):
        code, _, err = sluice("gold", service, "a", "{}", "c")
        assert code == 2 and f"usage: sluice gold {service} [-h]" in err
        assert f"sluice gold {service}: error: unrecognized arguments: " in err
    assert not hub.asked


def test_a_collection_that_there_is_not_is_wrong_usage_and_one_without_an_answer_is_not(
        hub, sluice):
    nothing = (200, {"columns": [], "rows": []})
    hub.gold["gold_lab"] = (200, {"columns": ["collection", "documents"],
                                  "rows": [["documents", 2], ["doors", 1]]})
    hub.gold["gold_new"] = nothing
    for query in ('gold_lab.documents {"n": 9}', 'gold_lab.documents{"n": 9}', "gold_new.doors",
                  "gold_new"):
        hub.gold[query] = nothing
        assert sluice("gold", "mongo", query) == (0, "0 rows\n", ""), query
    for query, meant in (("gold_lab.documnets {}", "did you mean documents?"),
                         ("gold_lab.x", "there are: documents, doors.")):
        hub.gold[query] = nothing
        code, out, complaint = sluice("gold", "mongo", query, "--json")
        assert (code, out) == (2, "") and meant in complaint


def test_a_dump_is_printed_as_it_comes_and_held_against_its_digest(hub, sluice):
    text = "influxdb m {}\nmongodb d {}\n"
    hub.gold["neocampus"] = f"{text}sha256 {hashlib.sha256(text.encode()).hexdigest()} lines 2\n"
    code, out, _ = sluice("gold", "dump", "neocampus", "--portable")
    assert (code, out) == (0, hub.gold["neocampus"])
    assert hub.asked[0][1:3] == ("/v1/gold/dump", {"project": "neocampus", "portable": "true"})


def test_a_dump_that_breaks_off_is_no_dump(hub, sluice):
    for text in ("", "influxdb m {}\n", "influxdb m {}\nsha256 1234 lines 1\n"):
        hub.gold["p"] = text
        code, _, complaint = sluice("gold", "dump", "p")
        assert code == 3 and "broke off" in complaint


def test_a_dump_of_a_project_that_is_not_known_is_wrong_usage_and_one_without_gold_is_empty(
        hub, sluice):
    hub.gold["neocampsu"] = error(400, "project-unknown", "There is no project neocampsu",
                                  "The nearest of the 2 that are known: neocampus, lab.")
    code, out, complaint = sluice("gold", "dump", "neocampsu")
    assert (code, out) == (2, "") and "no project neocampsu. The nearest" in complaint
    hub.gold["lab"] = f"sha256 {hashlib.sha256().hexdigest()} lines 0\n"
    assert sluice("gold", "dump", "lab") == (0, hub.gold["lab"], "")
