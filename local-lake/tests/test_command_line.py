"""The command line: help for every verb, exit codes, a quiet end."""

import os
import subprocess

import pytest

from conftest import ROOT
from sluice_cli import main


def sluice(*words, cwd="/", command=None, **environment):
    """Runs the stub as a user does."""
    return subprocess.run([str(command or ROOT / "sluice"), *words], cwd=cwd, capture_output=True,
                          text=True, check=False, env={**os.environ, **environment})


@pytest.mark.parametrize("verb", ["up", "down", "status", "logs", "start", "stop", "kill", "env"])
def test_every_verb_of_the_machine_has_a_help_text(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main.main([verb, "--help"])
    assert ended.value.code == 0 and "usage: sluice " + verb in capsys.readouterr().out


@pytest.mark.parametrize("words", [[], ["upp"], ["up", "--no-such"], ["start"], ["kill", "kafak"],
                                   ["logs", "nothing"], ["up", "hubb"]])
def test_wrong_usage_ends_with_2(words):
    assert sluice(*words).returncode == 2


def test_a_part_that_does_not_exist_is_answered_with_the_names_and_the_one_that_was_meant():
    said = sluice("kill", "kafak").stderr
    assert "Did you mean kafka?" in said and "memcached, keystone" in said


def test_it_works_from_any_folder_and_through_a_link(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(ROOT / "sluice")
    done = sluice("--help", cwd=tmp_path, command=link)
    assert done.returncode == 0 and "verbs:" in done.stdout


def test_without_a_lake_env_and_status_say_so_with_3_and_1(tmp_path):
    nowhere = {"SLUICE_LAKE": str(tmp_path / "none")}
    env, status = sluice("env", **nowhere), sluice("status", **nowhere)
    assert env.returncode == 3 and env.stdout == "" and "./sluice up" in env.stderr
    assert status.returncode == 1 and status.stdout.count("not started") == 15
    assert not (tmp_path / "none").exists()


def test_down_of_what_is_no_lake_deletes_nothing(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/file").touch()
    done = sluice("down", "--wipe", SLUICE_LAKE=str(tmp_path / "mine"))
    assert done.returncode == 3 and [one.name for one in (tmp_path / "mine").iterdir()] == ["file"]


def test_a_missing_jdk_is_one_line_with_the_command_that_mends_it(tmp_path):
    for name in ("bash", "readlink", "dirname", "env"):
        (tmp_path / name).symlink_to(f"/usr/bin/{name}")
    done = sluice("up", PATH=str(tmp_path), SLUICE_LAKE=str(tmp_path / "lake"))
    assert done.returncode == 3 and done.stderr.count("\n") == 1
    assert "apt-get install openjdk-17-jdk-headless maven" in done.stderr
    assert not (tmp_path / "lake").exists()


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    done = subprocess.run(
        ["bash", "-c", f"SLUICE_LAKE={tmp_path}/none {ROOT}/sluice status --json | true"],
        capture_output=True, text=True, check=False)
    assert done.stderr == ""
