"""`sluice camel`: the words go to Camel's command, in the lake's own home."""

import os
import stat
from unittest import mock

import pytest

from lake import settings as lake_settings
from sluice_cli import camel


@pytest.fixture(name="home")
def tools_home(tmp_path, monkeypatch):
    """A home in which this process lets the command in."""
    monkeypatch.setenv("SLUICE_TOOLS_DIR", str(tmp_path))
    (tmp_path / ".camel").mkdir()
    (tmp_path / ".camel" / f"{os.getpid()}-status.json").write_text("{}")
    return tmp_path


@pytest.fixture(name="became")
def command_line(monkeypatch):
    """The command that the process would have become, and with which umask."""
    became = []

    def execvp(_program, line):
        umask = os.umask(0)
        os.umask(umask)
        became.append((line, umask))
    before = os.umask(0o022)
    monkeypatch.setattr(camel, "ensure", lambda settings: None)
    monkeypatch.setattr(os, "execvp", execvp)
    yield became
    os.umask(before)


@pytest.mark.parametrize("words", [
    ["get", "route", "--description"], ["--help"], ["cmd", "stop-route", "--id=pictures"], [],
    ["get", "-h"]])
def test_all_words_are_the_commands(sluice, home, became, words):
    assert sluice("camel", *words)[0] in (0, None)
    line, umask = became[0]
    assert line[line.index(camel.MAIN) + 1:] == words
    assert f"-Duser.home={home}" in line and umask == 0o077


@pytest.mark.parametrize("words", [["get", "route"], ["top"], ["trace"], ["cmd", "stop-route"]])
def test_without_a_hub_it_says_what_to_do(sluice, tmp_path, monkeypatch, became, words):
    monkeypatch.setenv("SLUICE_TOOLS_DIR", str(tmp_path))
    code, out, said = sluice("camel", *words)
    assert (code, out, became) == (3, "", [])
    assert "./sluice up" in said and str(tmp_path) in said and said.count("\n") == 1


def test_what_a_dead_hub_left_behind_is_no_hub(tmp_path):
    (tmp_path / ".camel").mkdir()
    (tmp_path / ".camel" / "99999999-status.json").write_text("{}")
    assert camel.running(tmp_path) == []


def test_a_hub_that_writes_its_state_anew_is_waited_for(home):
    status = home / ".camel" / f"{os.getpid()}-status.json"
    status.write_text("")
    exists, looks = os.path.exists, []

    def look(path):
        looks.append(path)
        if len(looks) == 2:
            status.write_text("{}")
        return exists(path)
    with mock.patch.object(os.path, "exists", look):
        assert camel.running(home) == [str(os.getpid())]


def test_the_hub_of_the_lake_is_let_in_and_its_password_is_its_owners(tmp_path):
    from lake import credentials, hub_conf
    settings = lake_settings.load(local=tmp_path / "none",
                                  environment={"SLUICE_LAKE": str(tmp_path / "l")})
    told = hub_conf.console(settings)
    assert "console.host=127.0.0.1\n" in told
    assert f"console.tools-dir={settings.folder('run')}\n" in told
    credentials.make(settings.folder("secrets"))
    mode = settings.folder("secrets/console").stat().st_mode
    assert f"console.password-file={settings.folder('secrets/console')}\n" in told
    assert stat.S_IMODE(mode) == 0o600
