from pathlib import Path
from types import SimpleNamespace

from sluice_cli import test as verb
from sluice_cli.test_counts import Counts

ROOT = Path(verb.__file__).resolve().parents[2]
SUITE = """
from pathlib import Path
SEEN = Path(__file__).with_name("seen")
def test_fails_the_first_time():
    first = not SEEN.exists()
    SEEN.touch()
    assert not first, "the hub was late"
def test_passes(): pass
def test_fails_always(): assert False, "it is broken"
"""


def test_a_test_that_failed_once_counts_as_it_ended_and_is_told(tmp_path, capfd):
    reports = tmp_path / "reports"
    (tmp_path / "suite" / "tests").mkdir(parents=True)
    (tmp_path / "suite" / "tests" / "test_suite.py").write_text(SUITE)
    reports.mkdir()
    counts = verb.python(SimpleNamespace(root=ROOT), reports, {}, "", [str(tmp_path / "suite")])
    assert counts == Counts(2, 1, 0)
    verb.note_unsteady(reports, {"org.sluice.HubTest.starts": "java.lang.AssertionError: late"})
    capfd.readouterr()
    verb.tell_unsteady(reports / verb.UNSTEADY)
    told = capfd.readouterr().out
    assert "test_fails_the_first_time" in told and "the hub was late" in told
    assert "test_fails_always" in told
    assert "org.sluice.HubTest.starts\njava.lang.AssertionError: late" in told
    assert "test_passes" not in told


def test_nothing_is_told_where_all_was_steady(tmp_path, capsys):
    verb.note_unsteady(tmp_path, {})
    verb.tell_unsteady(tmp_path / verb.UNSTEADY)
    verb.tell_unsteady(tmp_path / "none")
    assert capsys.readouterr().out == ""
