"""`sluice new`, `try` and `test routes`, with the hub's own classes and no lake."""

import json

import pytest
from integrator import folder

from sluice_cli import try_route

pytestmark = pytest.mark.jar


@pytest.fixture(name="routes")
def folder_of_routes(tmp_path):
    """A folder with one route."""
    return folder(tmp_path)


def test_from_a_sample_to_an_example_that_passes(routes, tmp_path, sluice):
    sample = tmp_path / "roof.jsonl"
    sample.write_text('{"at": "2026-01-01T00:00:00Z", "temp_c": 3.5}\n' * 3)
    code, out, complaint = sluice("new", "roof", "--from", str(sample), "--routes", str(routes))
    assert code == 0, complaint
    assert "# 'temp_c': number, °C by its name (3.5)" in out
    assert "written: roof/roof.camel.yaml" in out
    assert f"next: ./sluice test routes roof --routes {routes}" in out

    code, out, complaint = sluice("try", "roof", str(sample), "--routes", str(routes), "--most",
                                  "1", "--save", "second")
    assert code == 0, complaint
    assert out.startswith("roof/roof.jsonl  ") and '"temp_c": 3.5' in out
    assert ("3 records would be written, of which 1 stands (2 more than are shown; --most); "
            "nothing was.") in out
    assert out.endswith(
        f"Kept as {routes}/roof/examples/second: expected.json (all 3 records), input.jsonl, "
        f"object.json\nnext: ./sluice test routes roof --routes {routes}\n")
    assert out.count('"temp_c": 3.5') == 1

    assert sluice("test", "routes", "roof", "--routes", str(routes))[0:2] == (
        0, "ok       roof: sample\nok       roof: second\n2 passed, 0 failed, 0 skipped\n")

    (routes / "roof/examples/second/expected.json").write_text("{}")
    code, out, _ = sluice("test", "routes", "--routes", str(routes))
    assert code == 1 and "failed   roof: second  What would be written is not" in out
    assert '         + "' not in out and '         +           "temp_c": 3.5' in out
    assert "skipped  things  It has no examples." in out
    assert out.endswith("1 passed, 1 failed, 1 skipped\n")

    code, out, _ = sluice("test", "routes", "roof", "--routes", str(routes), "--json")
    told = json.loads(out)
    assert code == 1 and (told["ok"], told["failed"], told["skipped"]) == (1, 1, 0)
    assert [one["state"] for one in told["examples"]] == ["ok", "failed"]

    code, out, _ = sluice("test", "routes", "roof", "--routes", str(routes), "--accept")
    assert code == 0 and "accepted roof: second  This is expected from now on." in out
    assert sluice("test", "routes", "roof", "--routes", str(routes))[0] == 0


def test_what_an_object_is_can_be_said(routes, tmp_path, sluice):
    sample = tmp_path / "a.bin"
    sample.write_text('{"n": 1}')
    words = ("--name", "x/y.json", "--project", "q", "--content-type", "application/json",
             "--meta", "Other-Data={\"k\": [1]}", "--meta", "application=a", "--save", "said")
    code, out, complaint = sluice("try", "things", str(sample), "--routes", str(routes), *words)
    assert code == 2 and "does not take this object: it takes project neocampus" in complaint
    code, out, _ = sluice("try", "things", str(sample), "--routes", str(routes), *words[:-2])
    assert code == 1 and out.startswith("q/x/y.json  application/json, 8 bytes, through things\n")
    assert "the object's is q). It was run all the same." in out
    code = sluice("try", "things", str(sample), "--routes", str(routes), "--project", "neocampus",
                  *words[:2], *words[6:])[0]
    assert code == 0
    said = json.loads((routes / "things/examples/said/object.json").read_text())
    assert said == {"name": "x/y.json", "project": "neocampus", "application": "a",
                    "other_data": {"k": [1]},
                    "user_meta": {"application": "a", "other-data": '{"k": [1]}'}}
    assert (routes / "things/examples/said/input.bin").read_text() == '{"n": 1}'


def test_a_fault_is_told_with_its_kind_and_place(routes, tmp_path, sluice):
    sample = tmp_path / "a.json"
    sample.write_text('{"n": 1,\n')
    code, out, _ = sluice("try", "things", str(sample), "--routes", str(routes))
    assert code == 1
    assert "failed: json-malformed (data): Cut or malformed JSON at line 2, column 1" in out
    assert "Correct the object and upload it again." in out


def test_a_mistake_is_one_line_and_2(routes, tmp_path, sluice):
    sample = tmp_path / "a.json"
    sample.write_text("[]")
    at = ("--routes", str(routes))
    for words, said in (
            (("try", "thing", str(sample), *at), "There is no route thing; there are: things."),
            (("try", "things", "none.json", *at), "There is no file none.json"),
            (("try", "things", str(sample), "--meta", "other-data=[", *at), "is no JSON"),
            (("try", "things", str(sample), "--meta", "other-data=[]", *at), "but no object"),
            (("try", "things", str(sample), "--http", "none", *at), "none can not be read"),
            (("new", "things", "--from", str(sample), *at), "already: give another name."),
            (("new", "a b", "--from", str(sample), *at), "cannot be called 'a b'"),
            (("new", "other", "--from", str(sample), *at), "The JSON is an empty array"),
            (("test", "routes", "thing", *at), "There is no route folder thing"),
            (("test", "routes", "--routes", str(tmp_path / "none")), "There is no folder"),
            (("test", "quick", "things"), "go with ./sluice test routes only")):
        code, out, complaint = sluice(*words)
        assert (code, out) == (2, ""), words
        assert said in complaint and complaint.count("\n") == 1, complaint
    assert sluice("try", "things", str(sample), "--meta", "x", *at)[0] == 2


def test_of_a_route_without_a_sink_it_is_said_that_it_has_none(capsys):
    try_route.ending({"told": {}, "records": 0, "trouble": None, "sink": False}, counted=True)
    assert "the route has no sink" in capsys.readouterr().out
    try_route.ending({"told": {}, "records": 0, "trouble": None, "sink": True}, counted=True)
    assert capsys.readouterr().out == "0 records would be written; nothing was.\n"


@pytest.mark.parametrize("told", [
    {"nodes": {"label": "A", "nodes": [{}, {}]}},
    {"members": {"archive": "a.zip", "members": [{}, {}]}},
    {"graph": [{"image": {}}], "points": {"database": "d", "points": [{}]}}])
def test_all_kinds_of_records_count_as_shown(told, capsys):
    try_route.ending({"told": told, "records": 2, "trouble": None}, counted=True)
    assert capsys.readouterr().out == "2 records would be written; nothing was.\n"
    try_route.ending({"told": told, "records": 5, "trouble": None}, counted=True)
    assert "5 records would be written (3 more than are shown; --most)" in capsys.readouterr().out


def test_records_that_take_anothers_place_are_counted_too(capsys):
    told = {"told": {}, "records": 3, "replaced": 1, "trouble": None}
    try_route.ending(told, counted=True)
    assert capsys.readouterr().out.startswith("3 records would be written, of which 2 stand")
    try_route.ending({**told, "replaced": 2}, counted=True)
    assert capsys.readouterr().out.startswith("3 records would be written, of which 1 stands")


def test_what_is_to_be_said_beside_stands_before_the_count(capsys):
    try_route.ending({"told": {}, "records": 0, "trouble": None, "notes": ["2 are one."]},
                     counted=True)
    assert capsys.readouterr().out.splitlines()[0] == "note: 2 are one."
