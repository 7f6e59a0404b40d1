"""The files of docs/examples, as a new user brings them: drafted, checked and tried as they are."""

import json

import pytest
from integrator import ROOT, folder

pytestmark = pytest.mark.jar
FILES = ROOT / "docs/examples"


@pytest.fixture(name="drafted")
def drafted_route(tmp_path, sluice):
    """Drafts a route of a file: its YAML, and what its example expects."""
    routes = folder(tmp_path)

    def draft(name: str) -> tuple:
        route = name.partition(".")[0]
        at = ("--routes", str(routes))
        code, _, complaint = sluice("new", route, "--from", str(FILES / name), *at)
        assert code == 0, complaint
        code, out, complaint = sluice("check", route, *at)
        assert code == 0 and out.endswith("0 errors, 0 warnings, 0 notes\n"), out + complaint
        code, out, complaint = sluice("test", "routes", route, *at)
        assert (code, out) == (0, f"ok       {route}: sample\n1 passed, 0 failed, 0 skipped\n"), \
            out + complaint
        return ((routes / route / f"{route}.camel.yaml").read_text(encoding="utf-8"),
                json.loads((routes / route / "examples/sample/expected.json").read_text("utf-8")))
    return draft


def test_a_table_with_semicolons_and_decimal_commas_becomes_typed_rows(drafted):
    yaml, told = drafted("tills.csv")
    assert "values parted by ;, decimals behind a comma, names in line 1" in yaml
    assert (told["rows"]["schema"], told["rows"]["table"]) == ("gold_tills", "tills")
    assert "key: id\n" in yaml
    assert told["rows"]["rows"][0] == {
        "id": "A-1001", "sold_at": "2026-11-27T09:14:00Z", "shop": "Nord", "pieces": 2,
        "article": "Kaffee, gemahlen", "price_eur": 7.49, "member": "ja"}
    assert [one["price_eur"] for one in told["rows"]["rows"]] == [7.49, 1.29, 3.8, 2.95]


def test_elements_with_a_time_and_a_number_become_points(drafted):
    yaml, told = drafted("meters.xml")
    assert 'element: reading\n' in yaml and 'measurement: "{kind}"\n' in yaml
    assert told["points"]["database"] == "meters"
    assert [(one["measurement"], one["time"], one["tags"], one["fields"]["volume.value"])
            for one in told["points"]["points"]] == [
        ("water", "2026-11-27T05:00:00Z", {"meter": "0017", "volume.unit": "m3"}, 412.5),
        ("water", "2026-11-27T06:00:00Z", {"meter": "0017", "volume.unit": "m3"}, 412.75),
        ("gas", "2026-11-27T06:00:00Z", {"meter": "0021", "volume.unit": "m3"}, 98.0)]


def test_lines_of_nested_objects_become_documents_as_they_are(drafted):
    yaml, told = drafted("orders.jsonl")
    assert "No key holds a time in every record: documents, not readings." in yaml
    assert "# 'customer.address.zip': text (31000, 81000, 32000)\n" in yaml
    documents = told["documents"]
    assert (documents["database"], documents["collection"]) == ("gold_orders", "orders")
    lines = (FILES / "orders.jsonl").read_text(encoding="utf-8").splitlines()
    assert [{name: value for name, value in one.items() if not name.startswith("_")}
            for one in documents["documents"]] == [json.loads(line) for line in lines]
    assert [one["_sluice"]["position"] for one in documents["documents"]] == [0, 1, 2]
