"""From a sample to gold: each stage is timed, and what was made is taken away."""

import pytest

from lake.errors import LakeError
from sluice_bench.sample import way as ways

SLUICE = """\
#!/bin/sh
cd "$(dirname "$0")"
case "$1" in
  new) [ -e refuse ] && { echo "cannot be read" >&2; exit 1; }; mkdir -p "routes/$2";;
  routes) ls routes | sed 's/.*/{"routes": [{"id": "&"}]}/';;
  gold) [ -e stored ] || { [ -e known ] && echo sum && exit 0; touch known; exit 2; }
        echo record; echo sum;;
esac
"""


class Swift:
    """Stands for Swift: an object is in gold as long as it is there."""

    def __init__(self, root):
        self._stored = root / "stored"
        self.containers = []

    def put_container(self, name):
        self.containers.append(name)

    def put_object(self, _container, _name, content):
        self._stored.write_bytes(content.read())

    def delete_object(self, _container, _name):
        self._stored.unlink()

    def delete_container(self, name):
        self.containers.remove(name)


@pytest.fixture(name="root")
def fixture_root(tmp_path):
    (tmp_path / "routes").mkdir()
    (tmp_path / "sluice").write_text(SLUICE)
    (tmp_path / "sluice").chmod(0o755)
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")
    return tmp_path


def test_all_stages_are_timed_and_nothing_stays(root):
    swift = Swift(root)
    seconds = ways.Way(root, "made", swift).go(root / "a.csv")
    assert tuple(seconds) == ways.STAGES
    assert all(each >= 0 for each in seconds.values())
    assert swift.containers == [] and not (root / "stored").exists()
    assert not (root / "routes/made").exists()


def test_a_sample_that_is_refused_is_told_and_no_container_is_spoken_of(root, capsys):
    (root / "refuse").touch()
    with pytest.raises(LakeError, match="sluice new ends with 1: cannot be read"):
        ways.Way(root, "made", Swift(root)).go(root / "a.csv")
    said = capsys.readouterr()
    assert said.out + said.err == ""


def test_gold_that_does_not_go_is_told_apart_from_the_figures(root, capsys, monkeypatch):
    swift = Swift(root)
    monkeypatch.setattr(swift, "delete_object", lambda *_names: monkeypatch.setattr(
        ways, "LIMIT_S", 0))
    assert ways.Way(root, "made", swift).go(root / "a.csv")
    said = capsys.readouterr()
    assert said.out == "" and "container made stays: After 0 s not yet" in said.err
    assert not (root / "routes/made").exists()


def test_what_never_comes_is_told(root, monkeypatch):
    monkeypatch.setattr(ways, "LIMIT_S", 0)
    (root / "sluice").write_text(SLUICE.replace("ls routes", "echo other"))
    with pytest.raises(LakeError, match="After 0 s not yet: the lake runs the route made"):
        ways.Way(root, "made", Swift(root)).go(root / "a.csv")
