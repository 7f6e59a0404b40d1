"""The tests' own lake: beside a user's, on other ports, made anew and taken away."""

import contextlib
import os
import shlex
import subprocess

from lake.errors import LakeError
from lake.say import say

PORT_OFFSET = 1000
LAKE = ".lake-test"
# Its hub's settings: what tests would wait for comes sooner there.
PROPERTIES = "local-lake/acceptance/lake"
HEARTBEAT = 1


@contextlib.contextmanager
def running(settings):
    """Starts the lake for the time of the block; gives what a shell needs to speak to it."""
    own = {"SLUICE_LAKE": str(settings.root / LAKE),
           "SLUICE_PORT_OFFSET": str(settings.values["SLUICE_PORT_OFFSET"] + PORT_OFFSET),
           "SLUICE_SHIPPER_HEARTBEAT": str(HEARTBEAT),
           # Not the user's: they may lead to databases that tests must not write to.
           "SLUICE_PROPERTIES": str(settings.root / PROPERTIES)}
    environment = {**os.environ, **own}
    sluice = str(settings.root / "sluice")
    _sluice(sluice, environment, "down", "--wipe")
    say("starting the tests' own lake …")
    if _sluice(sluice, environment, "up"):
        _sluice(sluice, environment, "down")
        raise LakeError("The tests' own lake did not come up; it says why above.")
    try:
        told = subprocess.run([sluice, "env"], env=environment, capture_output=True, text=True,
                              check=True).stdout
        yield {**own, **_exports(told)}
    finally:
        _sluice(sluice, environment, "down", "--wipe")


def _sluice(sluice: str, environment: dict, *words: str) -> int:
    return subprocess.run([sluice, *words], env=environment, check=False).returncode


def _exports(told: str) -> dict:
    """What a shell makes of the export lines."""
    pairs = [shlex.split(line)[1].split("=", 1) for line in told.splitlines() if line]
    return dict(pairs)
