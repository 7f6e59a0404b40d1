"""`sluice check`: what the hub's class says of a folder of routes."""

import json
import shutil
from pathlib import Path

import pytest

from lake import keystone_people
from lake.settings import load
from sluice_cli import check, hub_java

ROUTES = load().root / "routes"
FINDING = {"level": "error", "file": "x/x.camel.yaml", "line": 7, "column": 3,
           "message": "There is no block 'a'\x1b; did you mean b?"}


@pytest.fixture(name="said")
def what_java_says(monkeypatch):
    """In the place of a JVM: an answer and an exit code; keeps how it was called."""
    told = {"answer": {}, "code": 0, "words": None}

    def lines(_settings, main, words):
        told["words"] = [main, *words]
        for name in ("values", "settings"):
            given = [word for word in words if word.startswith(name + "=")]
            told[name] = Path(given[0].split("=", 1)[1]).read_text("utf-8") if given else None
        yield told["answer"]
        yield told["code"]
    monkeypatch.setattr(hub_java, "lines", lines)
    return told


def test_a_line_a_finding_with_its_place_and_a_closing_line(said, sluice, monkeypatch):
    monkeypatch.chdir(ROUTES.parent)
    note = {"level": "note", "file": "y.camel.yaml", "line": 0, "column": 0, "message": "No sink"}
    said.update(code=1, answer={"files": ["x/x.camel.yaml", "y.camel.yaml"], "routes": ["y"],
                                "findings": [FINDING, note]})
    code, out, _ = sluice("check")
    assert code == 1 and out.splitlines() == [
        "error    routes/x/x.camel.yaml:7:3: There is no block 'a'\\x1b; did you mean b?",
        "note     routes/y.camel.yaml: No sink",
        "2 route files: 1 error, 0 warnings, 1 note"]
    assert said["words"][0] == check.MAIN and f"routes={ROUTES}" in said["words"]
    assert "rooms.url=" in said["values"]


def test_json_is_what_java_says(said, sluice):
    said.update(answer={"files": [], "routes": [], "findings": []})
    code, out, _ = sluice("check", "pictures", "--json")
    assert code == 0 and json.loads(out) == said["answer"]
    assert "route=pictures" in said["words"]


def test_an_unknown_route_and_absent_values_are_wrong_usage(said, sluice):
    said.update(code=2, answer={"error": "There is no route 'pictrues'; did you mean pictures?"})
    code, out, error = sluice("check", "pictrues")
    assert (code, out) == (2, "") and "did you mean pictures?" in error
    code, _, error = sluice("check", "--values", "/no/such/file")
    assert code == 2 and "/no/such/file" in error


def test_the_settings_of_a_lake_that_is_there_are_looked_at(said, sluice, monkeypatch, tmp_path):
    said.update(answer={"files": [], "routes": [], "findings": []})
    monkeypatch.setenv("SLUICE_LAKE", str(tmp_path))
    assert sluice("check")[0] == 0
    assert said["settings"] is None
    monkeypatch.setattr(keystone_people, "lake_account", lambda _settings: "AUTH_x")
    assert sluice("check")[0] == 0
    assert "lake.accounts=AUTH_x" in said["settings"]
    other = tmp_path / "other.properties"
    other.write_text("http.port=1")
    assert sluice("check", "--settings", str(other))[0] == 0
    assert said["settings"] == "http.port=1"
    code, _, error = sluice("check", "--settings", "/no/such/file")
    assert code == 2 and "/no/such/file" in error


def test_what_the_user_adds_to_settings_and_values_is_looked_at(
        said, sluice, monkeypatch, tmp_path):
    said.update(answer={"files": [], "routes": [], "findings": []})
    monkeypatch.setenv("SLUICE_PROPERTIES", str(tmp_path))
    monkeypatch.setattr(keystone_people, "lake_account", lambda _settings: "AUTH_x")
    (tmp_path / "hub.local.properties").write_text("gold.http.allowed-hosts=stations\n")
    (tmp_path / "routes.local.properties").write_text("stations.url=http://stations\n")
    assert sluice("check")[0] == 0
    assert said["settings"].endswith("\ngold.http.allowed-hosts=stations\n")
    assert said["values"].endswith("\nstations.url=http://stations\n")
    (tmp_path / "hub.local.properties").write_text("http.port=1\n")
    code, _, error = sluice("check")
    assert code == 2 and "hub.local.properties:1: http.port is not set here" in error


@pytest.mark.jar
@pytest.mark.skipif(not (ROUTES.parent / "camel-hub/target/lib").is_dir(),
                    reason="the hub is not built: ./sluice check builds it")
def test_the_hub_itself_is_asked(sluice, tmp_path):
    shutil.copytree(ROUTES, tmp_path / "routes")
    assert sluice("check", "--routes", str(tmp_path / "routes"))[0] == 0
    file = tmp_path / "routes/pictures/pictures.camel.xml"
    file.write_text(file.read_text().replace("image-graph-sink", "image-grahp-sink"))
    code, out, _ = sluice("check", "--routes", str(tmp_path / "routes"), "--json")
    found = json.loads(out)["findings"]
    assert code == 1 and [(one["file"], one["line"], one["column"]) for one in found] == [
        ("pictures/pictures.camel.xml", 6, 14)]
    assert "did you mean image-graph-sink?" in found[0]["message"]
    assert sluice("check", "json-documents", "--routes", str(tmp_path / "routes"))[0] == 0
    assert sluice("check", "json-docments", "--routes", str(tmp_path / "routes"))[0] == 2
    other = tmp_path / "routes/other"
    other.mkdir()
    shutil.copy(ROUTES / "json-documents/json-documents.camel.yaml", other / "other.yaml")
    code, out, _ = sluice("check", "other", "--routes", str(tmp_path / "routes"), "--json")
    found = json.loads(out)["findings"]
    assert code == 1 and [one["file"] for one in found] == ["other/other.yaml"]
    assert "call it other.camel.yaml" in found[0]["message"]
