"""Runs a class of the hub's jar without a lake: built on demand, in a JVM that starts quickly."""

import subprocess

from lake import build, jvm, toolchain
from lake.errors import FINDING, LakeError
from sluice_cli import digits
from sluice_cli.text import shown

# Its work is over before the second compiler would pay.
QUICK = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx512m",
         "-Djava.awt.headless=true", "-Dsluice.log.level=off")


def lines(settings, main: str, words: list):
    """Each line of JSON that the class prints, as it comes; then a number, its exit code."""
    toolchain.check()
    build.ensure(settings, [jvm.hub(settings)])
    command = ["java", *QUICK, "-cp", jvm.class_path(settings, jvm.HUB), main, *words]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            yield _read(line)
        code = process.wait()
    if code not in (0, 1, 2):
        raise LakeError(f"{main} ended with {code}. What it said stands above.", FINDING)
    yield code


def _read(line: bytes) -> dict:
    try:
        return digits.read(line)
    except ValueError:
        said = shown(line.decode("utf-8", "replace").strip())
        raise LakeError(f"The hub's jar said something else than JSON: {said}", FINDING) from None
