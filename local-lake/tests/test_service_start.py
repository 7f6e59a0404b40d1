"""While packages are installed no service starts, and afterwards all is as it was."""

import signal
import subprocess
import sys

import pytest

from lake import service_start

OWN = "#!/bin/sh\n# the machine's own\nexit 0\n"


@pytest.fixture(name="policy")
def policy_place(tmp_path):
    """Where the policy stands."""
    return tmp_path / "policy-rc.d"


def answer(policy) -> int:
    """What the policy says to a start."""
    return subprocess.run([str(policy), "influxdb", "start"], check=False).returncode


def test_within_it_a_start_is_denied_and_after_it_nothing_is_left(policy):
    with service_start.suppressed(policy):
        assert answer(policy) == 101
    assert not list(policy.parent.iterdir())


def test_the_machines_own_policy_comes_back_as_it_was(policy):
    policy.write_text(OWN)
    policy.chmod(0o750)
    before = policy.stat()
    with service_start.suppressed(policy):
        assert answer(policy) == 101
    after = policy.stat()
    assert policy.read_text() == OWN and [one.name for one in policy.parent.iterdir()] == [
        "policy-rc.d"]
    assert (after.st_mode, after.st_ino, after.st_mtime_ns) == (
        before.st_mode, before.st_ino, before.st_mtime_ns)


def test_a_link_comes_back_as_a_link(policy):
    policy.symlink_to("/nowhere/policy")
    with service_start.suppressed(policy):
        assert answer(policy) == 101
    assert policy.is_symlink()


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OSError])
def test_it_comes_back_when_the_work_fails(policy, trouble):
    policy.write_text(OWN)
    with pytest.raises(trouble):
        with service_start.suppressed(policy):
            raise trouble()
    assert policy.read_text() == OWN


@pytest.mark.parametrize("own", [None, OWN])
def test_after_kill_9_the_next_run_puts_back_what_was_there(policy, own):
    if own:
        policy.write_text(own)
    program = ("import os, pathlib; from lake import service_start\n"
               f"with service_start.suppressed(pathlib.Path({str(policy)!r})):\n"
               f"    os.kill(os.getpid(), {int(signal.SIGKILL)})")
    subprocess.run([sys.executable, "-c", program], check=False,
                   env={"PYTHONPATH": ":".join(sys.path)})
    assert answer(policy) == 101
    with service_start.suppressed(policy):
        assert answer(policy) == 101
    assert (policy.read_text() if policy.exists() else None) == own


def test_what_a_boot_starts_is_found_as_unit_and_as_init_script(tmp_path):
    (tmp_path / "etc/systemd/system/multi-user.target.wants").mkdir(parents=True)
    (tmp_path / "etc/systemd/system/multi-user.target.wants/influxdb.service").touch()
    (tmp_path / "etc/rc2.d").mkdir()
    (tmp_path / "etc/rc2.d/S01memcached").touch()
    (tmp_path / "etc/rc2.d/K01rsync").touch()
    assert service_start.enabled_services(tmp_path) == {"influxdb", "memcached"}
