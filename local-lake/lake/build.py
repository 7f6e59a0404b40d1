"""Builds the Java modules with Maven where their sources are newer than what was built."""

import contextlib
import fcntl
import os
import subprocess
import threading
import time
from pathlib import Path

from lake.errors import LakeError
from lake.say import say
from lake.settings import Settings

OPTIONS = ("-B", "-ntp", "-Dspotless.check.skip=true")
# A part of the servers' build is a jar of test classes; nothing else needs its tests to run.
TESTS = {"local-lake/servers": "-DskipTests"}
NO_TESTS = "-Dmaven.test.skip=true"
STAMP = "sluice-up-to-date"


def newest(*places: Path) -> float:
    """When the newest file in these places was changed."""
    latest = 0.0
    for place in places:
        if place.is_file():
            latest = max(latest, place.stat().st_mtime)
        for folder, below, names in os.walk(place):
            below[:] = [name for name in below if name not in ("__pycache__", "target")]
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    latest = max(latest, os.stat(os.path.join(folder, name)).st_mtime)
    return latest


def _homes(module: Path) -> list:
    """The folders with sources of a module, which may be one of several modules."""
    return [pom.parent for pom in (module / "pom.xml", *sorted(module.glob("*/pom.xml")))
            if (pom.parent / "src/main").is_dir()]


def stale(settings: Settings, module: str, parts) -> bool:
    """Whether a module must be built for these parts."""
    if not all((settings.root / part.home / "target/lib").is_dir()
               for part in parts if part.build == module):
        return True
    poms = newest(settings.root / "pom.xml", settings.root / module / "pom.xml")
    for home in _homes(settings.root / module):
        built = newest(*(home / "target").glob("*.jar"), home / "target" / STAMP)
        if built < max(poms, newest(home / "pom.xml", home / "src/main")):
            return True
    return False


def ensure(settings: Settings, parts: list) -> None:
    """Builds what these parts run from."""
    modules = sorted({part.build for part in parts if part.build}, reverse=True)
    if not any(stale(settings, module, parts) for module in modules):
        return
    with open(settings.root / "pom.xml", "rb") as checkout:
        fcntl.flock(checkout, fcntl.LOCK_EX)  # two lakes may share one checkout
        for module in modules:
            if stale(settings, module, parts):
                _build(settings, module, all((settings.root / part.home / "target/lib").is_dir()
                                             for part in parts if part.build == module))


def _build(settings: Settings, module: str, again: bool) -> None:
    log = settings.log("build")
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.time()
    say(f"building {module} …" if again else
        f"building {module} for the first time (libraries are fetched; some minutes) …")
    done = threading.Event()
    threading.Thread(target=_tell_time, args=(module, done), daemon=True).start()
    try:
        with open(log, "wb") as out:
            pom = str(settings.root / module / "pom.xml")
            code = subprocess.run(
                ["mvn", *OPTIONS, TESTS.get(module, NO_TESTS), "-f", pom, "package"],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                check=False).returncode
    finally:
        done.set()
    if code:
        words = log.read_text(encoding="utf-8", errors="replace").splitlines()
        wrong = [line for line in words if line.startswith("[ERROR]")] or words[-12:]
        raise LakeError("\n".join([f"Maven could not build {module} (all it said is in {log}):",
                                   *(f"  {line[:300]}" for line in wrong[:12])]))
    for home in _homes(settings.root / module):
        stamp = home / "target" / STAMP
        stamp.touch()
        os.utime(stamp, (began, began))


def _tell_time(module: str, done: threading.Event) -> None:
    began = time.monotonic()
    while not done.wait(15):
        say(f"still building {module}: {int(time.monotonic() - began)} s")
