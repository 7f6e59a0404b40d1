import json

import pytest

from sluice_bench.reconcile import __main__ as reconcile
from sluice_bench.reconcile import many


class NoRig:
    """A lake that is not started."""

    def __init__(self, *_arguments):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass


@pytest.fixture(name="measured")
def without_a_lake(monkeypatch):
    """Ten times the objects take a hundred times as long. :returns: what is found more of each"""
    more = {}

    def prepare(_rig, objects, changed):
        return objects, changed

    def measure(_rig, container):
        objects, changed = container
        return {"state": "done", "error": None, "seconds": objects / 1000 * (objects / 500),
                "compared": objects, "requests": objects // 100, "sent": min(changed, objects),
                "peak_heap_mib": 90, **more}

    monkeypatch.setattr(reconcile, "Rig", NoRig)
    monkeypatch.setattr(reconcile, "prepare", prepare)
    monkeypatch.setattr(reconcile, "measure", measure)
    return more


def run(*words):
    return reconcile.run(reconcile.arguments(list(words)))


@pytest.mark.usefixtures("measured")
def test_json_is_all_that_is_printed_or_goes_to_the_file(capsys, tmp_path):
    assert run("--objects", "5000", "500", "--changed", "7", "--json") == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert [one["objects"] for one in found["reconcile"]] == [500, 5000]
    assert found["reconcile"][0]["changed"] == found["reconcile"][0]["sent"] == 7
    assert found["growth"] == {"seconds": 100.0, "requests": 10.0, "objects": 10.0}
    assert "10 times the objects: 100 times as long, 10 times the requests." in err
    assert run("--objects", "500", "--json", str(tmp_path / "f")) == 0
    assert json.loads((tmp_path / "f").read_text())["growth"] == {}
    assert "500 objects, 100 changed" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [{"state": "failed"}, {"compared": 499}, {"sent": 99}])
def test_what_was_not_compared_or_not_found_is_a_finding(measured, capsys, wrong):
    measured.update(wrong)
    assert run("--objects", "500") == 1
    assert "Not all was compared" in capsys.readouterr().err


@pytest.mark.parametrize("words", [
    ("--objects", "50"), ("--objects", "5000", "6", "--changed", "7")])
def test_more_changed_than_there_are_is_refused(capsys, words):
    with pytest.raises(SystemExit) as ended:
        reconcile.arguments(list(words))
    assert ended.value.code == 2
    assert "Give a smaller --changed" in capsys.readouterr().err


def test_all_of_them_may_be_changed():
    assert reconcile.arguments(["--objects", "7", "--changed", "7"]).changed == 7


@pytest.mark.parametrize("objects,count", [(7, 7), (10_000, 100), (1_000_000, 100), (101, 100)])
def test_so_many_are_changed_and_each_once(objects, count):
    numbers = many.changed(objects, count)
    assert len(set(numbers)) == count
    assert 0 <= min(numbers) and max(numbers) < objects


def test_what_swift_lists_is_what_the_catalogue_says():
    row, document = many.row(11), many.document(11, "AUTH_a", "c")
    assert (row["name"], row["etag"], row["size"], row["content_type"], row["created_at"]) == (
        document["object"], document["etag"], document["size"], document["content_type"],
        document["timestamp"])
    assert many.document(12, "AUTH_a", "c")["_id"] != document["_id"]
