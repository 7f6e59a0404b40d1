"""`sluice test`: every layer is run once, and its tests are counted, whatever runs meanwhile."""

import contextlib
import functools
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from sluice_cli import test as verb
from sluice_cli.test_counts import Counts

LAKE = {"SLUICE_HUB_URL": "http://the-lake"}


@pytest.fixture(name="ran")
def what_ran(monkeypatch):
    """In the place of tests: notes of what began and ended, each a test that passed."""
    notes = []

    def work(name):
        def run(*_arguments, **_more):
            notes.extend((f"{name} begins", f"{name} ends"))
            return Counts(1, 0, 0)
        return run

    def one_folder(_settings, _reports, variables, marks, folder, out=None):
        name = f"{folder}{' ' + marks if marks else ''}{' in the lake' if variables else ''}"
        if out:
            out.write(f"what {folder} said".encode())
        return work(name)()

    def maven(_settings, _reports, module, variables, *words, behind=False):
        # Only what is compiled before may run beside the lake's hub.
        assert not behind or words == verb.WITHOUT
        name = f"{module}{' in the lake' if LAKE.items() <= variables.items() else ''}"
        return work(name)(), [f"what {module} said"]

    @contextlib.contextmanager
    def running(_settings):
        notes.append("the lake begins")
        yield LAKE
        notes.append("the lake ends")
    for place, name, instead in (
            (verb, "one_folder", one_folder), (verb, "maven", maven), (verb, "lint", work("lint")),
            (verb, "compiled", lambda *_: notes.append("compiled")),
            (verb, "copied", lambda *_: notes.append("copied") or "the copy"),
            (verb.test_lake, "running", running), (verb.test_storm, "probe", work("probe")),
            (verb.test_storm, "chaos", work("chaos")), (verb.test_storm, "swaps", work("swaps"))):
        monkeypatch.setattr(place, name, instead)
    return notes


def before(notes: list, first: str, second: str) -> bool:
    return notes.index(first) < notes.index(second)


def test_the_whole_test_runs_each_once_and_counts_it(ran, tmp_path, capfd):
    assert verb.everything(SimpleNamespace(), tmp_path) == Counts(12, 0, 0)
    began = sorted(note[:-len(" begins")] for note in ran if note.endswith(" begins"))
    assert began == sorted([
        "lint", "swift-middleware", "local-lake", "bench", "the lake",
        "local-lake/acceptance in the lake", "cli", "probe", "chaos", "local-lake/servers",
        "cli/camel", "camel-hub in the lake", "camel-hub"])
    told = capfd.readouterr().out
    assert all(f"what {folder} said" in told for folder in (*verb.APART, "cli"))


@contextlib.contextmanager
def late(work, *arguments, **more):
    """Work beside that takes as long as it may: until somebody waits for it."""
    yield functools.partial(work, *arguments, **more)


@contextlib.contextmanager
def early(work, *arguments, **more):
    """Work beside that is done at once."""
    done = work(*arguments, **more)
    yield lambda: done


@pytest.mark.parametrize("beside", [verb.beside, late, early])
def test_what_reads_routes_or_builds_what_runs_is_not_beside_what_it_would_disturb(
        ran, tmp_path, monkeypatch, beside):
    monkeypatch.setattr(verb, "beside", beside)
    verb.everything(SimpleNamespace(), tmp_path)
    assert "cli" not in verb.APART
    assert before(ran, "local-lake/acceptance in the lake ends", "cli begins")
    # Maven may compile what those read that are run meanwhile.
    for earlier in ("chaos", "cli", "camel-hub"):
        assert before(ran, f"{earlier} ends", "camel-hub in the lake begins")
    for earlier in ("compiled", "copied"):
        assert before(ran, earlier, "the lake begins")
    assert before(ran, "camel-hub in the lake ends", "the lake ends")
    for module in ("local-lake/servers", "cli/camel"):
        assert before(ran, "the lake ends", f"{module} begins")
    assert before(ran, "local-lake/servers ends", "cli/camel begins")


def test_the_hubs_tests_that_run_meanwhile_read_routes_that_nobody_writes_in(tmp_path):
    (tmp_path / "root/routes/here").mkdir(parents=True)
    (tmp_path / "root/docs").mkdir()
    (tmp_path / "root/docs/page.md").write_text("held")
    (tmp_path / "reports").mkdir()
    copy = Path(verb.copied(SimpleNamespace(root=tmp_path / "root"), tmp_path / "reports"))
    (tmp_path / "root/routes/tried-for-a-moment").mkdir()
    assert [folder.name for folder in (copy / "routes").iterdir()] == ["here"]
    assert (copy / "docs/page.md").read_text() == "held"


def test_two_runs_of_a_modules_tests_leave_each_others_reports_alone(tmp_path, monkeypatch, capfd):
    def run(words, **_more):
        folder = next((word.partition("=")[2] for word in words if "test.reports" in word),
                      "surefire-reports")
        place = tmp_path / "camel-hub/target" / folder
        place.mkdir(parents=True)
        (place / "TEST-a.xml").write_text('<testsuite tests="1" failures="0" errors="0"/>')
        return SimpleNamespace(returncode=0)
    monkeypatch.setattr(verb.subprocess, "run", run)
    where = (SimpleNamespace(root=tmp_path), tmp_path, "camel-hub", {})
    for _ in range(2):
        first = verb.maven(*where, *verb.WITHOUT, behind=True)
        assert capfd.readouterr() == ("", "")
        assert verb.java(*where, *verb.WITH_A_LAKE) == verb.told(first) == Counts(1, 0, 0)
        assert "tests of camel-hub, run meanwhile: 1 passed" in "".join(capfd.readouterr())
        assert len(list(tmp_path.glob("camel-hub/target/*/TEST-a.xml"))) == 2


def test_each_of_the_hubs_tests_is_run_with_a_lake_or_without():
    def tests(words, kind):
        return next(word.partition("=")[2].split(",") for word in words if kind in word)
    assert tests(verb.WITH_A_LAKE, "includes") == [verb.OF_A_LAKE]
    assert tests(verb.WITHOUT, "excludes")[0] == verb.OF_A_LAKE


def test_the_quick_test_leaves_the_lake_alone(ran, tmp_path):
    assert verb.quick(SimpleNamespace(), tmp_path) == Counts(7, 0, 0)
    assert not [note for note in ran if "the lake" in note]
    for folder in verb.PYTHON_FOLDERS:
        assert f"{folder} not lake and not jar begins" in ran
    assert before(ran, "camel-hub ends", "cli jar begins")


@pytest.mark.parametrize("of, kinds", [
    ("all", ["swaps", "probe", "chaos", "probe", "chaos"]), ("chaos", ["chaos", "chaos"]),
    ("swaps", ["swaps"])])
def test_a_storm_runs_what_it_is_told_with_each_seed_and_the_swaps_once(ran, tmp_path, of, kinds):
    told = SimpleNamespace(of=of, seeds=2, first=7, changes=1, objects=1, swaps=100)
    assert verb.test_storm.storm(SimpleNamespace(), tmp_path, LAKE, told) == Counts(
        len(kinds), 0, 0)
    assert [note[:-len(" begins")] for note in ran if note.endswith(" begins")] == kinds


def test_work_beside_goes_on_meanwhile_and_what_fails_in_it_is_not_lost():
    met = threading.Barrier(2, timeout=30)
    with verb.beside(met.wait) as over:
        met.wait()
        assert over() in (0, 1)

    def breaks():
        raise OSError("no pytest")
    with pytest.raises(OSError), verb.beside(breaks) as over:
        over()
