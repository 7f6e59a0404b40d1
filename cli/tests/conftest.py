"""Puts the command line on the path, and gives tests a hub of their own."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "local-lake"), str(ROOT / "cli"), str(Path(__file__).parent)]

from fake_hub import KEY, FakeHub  # noqa: E402


def pytest_configure(config):
    """Tests that run the hub's own classes have a mark, as they cannot run while it is built."""
    config.addinivalue_line("markers", "jar: runs the hub's own classes in a JVM")


@pytest.fixture(autouse=True)
def no_jar_without_the_mark(request, monkeypatch):
    """A test without the mark is kept from what may not be built yet."""
    from sluice_cli import hub_java

    def lines(*_):
        pytest.fail("this test runs the hub's own classes: it wants @pytest.mark.jar")
    if not request.node.get_closest_marker("jar"):
        monkeypatch.setattr(hub_java, "lines", lines)


@pytest.fixture(name="hub")
def running_hub(tmp_path, monkeypatch):
    """A hub that answers as the contract says; the command line finds it in the environment."""
    key = tmp_path / "key"
    key.write_text(KEY + "\n")
    key.chmod(0o600)
    with FakeHub() as hub:
        monkeypatch.setenv("SLUICE_HUB_URL", hub.url)
        monkeypatch.setenv("SLUICE_API_KEY_FILE", str(key))
        yield hub


@pytest.fixture(name="sluice")
def sluice_command(capsys):
    """Runs a verb in this process: its exit code, what it printed, what it complained of."""
    from sluice_cli.main import main

    def run(*words):
        capsys.readouterr()
        try:
            code = main(list(words))
        except SystemExit as ended:
            code = ended.code
        return (code, *capsys.readouterr())
    return run
