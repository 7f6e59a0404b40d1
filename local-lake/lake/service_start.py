"""Keeps services of newly installed packages from starting, now and at the next boot.

Debian asks `/usr/sbin/policy-rc.d` before a package starts or restarts a service; exit code 101
means no. While we install, ours stands there; the machine's own is put back however that ends.
"""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
DENY = """#!/bin/sh
# Put here by Sluice while it installs packages; taken away when it is done.
exit 101
"""
ABSENT = "none"


def put_back(policy: Path = POLICY) -> None:
    """Restores what stood at the policy's place, also after an earlier run that was killed."""
    saved = policy.with_name(policy.name + ".sluice-saved")
    absent = policy.with_name(policy.name + ".sluice-absent")
    if saved.is_symlink() or saved.exists():
        os.replace(saved, policy)
    elif absent.exists():
        policy.unlink(missing_ok=True)
    absent.unlink(missing_ok=True)


@contextlib.contextmanager
def suppressed(policy: Path = POLICY):
    """Within it, no package starts a service."""
    put_back(policy)
    saved = policy.with_name(policy.name + ".sluice-saved")
    absent = policy.with_name(policy.name + ".sluice-absent")
    try:
        if policy.is_symlink() or policy.exists():
            os.rename(policy, saved)
        else:
            absent.touch()
        ours = policy.with_name(policy.name + ".sluice-new")
        ours.write_text(DENY)
        ours.chmod(0o755)
        os.replace(ours, policy)
        yield
    finally:
        put_back(policy)


def enabled_services(root: Path = Path("/")) -> set:
    """Names of the services that a boot of this machine starts, by systemd or by init scripts."""
    wanted = {path.name[: -len(".service")] for kind in ("wants", "requires")
              for path in (root / "etc/systemd/system").glob(f"*.{kind}/*.service")}
    return wanted | {path.name[3:] for path in (root / "etc").glob("rc[2-5S].d/S[0-9][0-9]*")}


def services_of(packages) -> set:
    """Names of the services that these installed packages bring, as unit or as init script."""
    listed = subprocess.run(["dpkg-query", "-L", *packages], capture_output=True, text=True,
                            check=False).stdout
    places = [Path(line) for line in listed.splitlines()]
    return {place.name.removesuffix(".service") for place in places
            if place.parent.name in ("init.d", "system")}


def disable(services: set) -> None:
    """Disables services that our packages enabled, so that no boot starts them."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    for name in sorted(services):
        for words in (["deb-systemd-helper", "disable", f"{name}.service"],
                      ["update-rc.d", name, "disable"]):
            if shutil.which(words[0]):
                subprocess.run(words, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
