"""The Debian packages that a lake needs, installed where they are missing."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from lake.errors import LakeError
from lake.say import say

LAKE = (
    "python3-swift", "python3-keystone", "python3-keystonemiddleware", "python3-keystoneclient",
    "python3-swiftclient", "memcached", "influxdb", "postgresql-15", "postgresql-common",
    "supervisor",
)
TESTS = ("python3-pytest", "flake8")
BENCH = ("nginx", "python3-pymongo")

HERE = Path(__file__).resolve().parent.parent


def version(package: str):
    """The installed version of a package, or None."""
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package],
        capture_output=True, text=True, check=False)
    state, _, number = query.stdout.partition(" ")
    return number if state == "installed" else None


def missing(packages) -> list:
    """Those of the packages that are not installed."""
    query = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n", *packages],
        capture_output=True, text=True, check=False)
    installed = {line.split()[0] for line in query.stdout.splitlines()
                 if line.endswith(" installed")}
    return [package for package in packages if package not in installed]


def ensure(packages, log: Path) -> None:
    """Installs what is missing of the packages, without starting a service."""
    wanted = missing(packages)
    if not wanted:
        return
    by_hand = f"apt-get install --no-install-recommends {' '.join(wanted)}"
    if not shutil.which("apt-get"):
        raise LakeError(f"These packages are missing, and this machine has no apt-get to install "
                        f"them with: {' '.join(wanted)}. Sluice's local lake needs Debian 12.")
    say(f"installing Debian packages: {' '.join(wanted)} (their services are not started) …")
    log.parent.mkdir(parents=True, exist_ok=True)
    command = ["env", f"PYTHONPATH={HERE}", "PYTHONDONTWRITEBYTECODE=1",
               "/usr/bin/python3", "-m", "lake.quiet_install", str(log), *wanted]
    code = _wait(_as_root(command, by_hand))
    if code == 130:
        raise KeyboardInterrupt
    still = missing(packages)
    if code or still:
        raise LakeError(
            f"apt could not install {' '.join(still or wanted)} (exit code {code}; its words "
            f"are in {log}). Try: {'' if os.geteuid() == 0 else 'sudo '}sh -c "
            f"{shlex.quote('apt-get update && ' + by_hand)}, then run this again.")


def _as_root(command: list, by_hand: str) -> list:
    if os.geteuid() == 0:
        return command
    if not shutil.which("sudo"):
        raise LakeError(f"Installing packages needs root, and there is no sudo here. "
                        f"As root: {by_hand}")
    return ["sudo", *command]


def _wait(command: list) -> int:
    with subprocess.Popen(command) as helper:
        try:
            return helper.wait()
        except KeyboardInterrupt:
            helper.wait()
            raise
