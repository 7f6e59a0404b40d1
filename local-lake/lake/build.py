"""Builds the Java modules with Maven where their sources are newer than what was built."""

import os
import subprocess
import threading
import time
from pathlib import Path

from lake.errors import LakeError
from lake.say import say
from lake.settings import Settings

OPTIONS = ("-B", "-ntp", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true")


def newest(*places: Path) -> float:
    """When the newest file in these places was changed."""
    latest = 0.0
    for place in places:
        if place.is_file():
            latest = max(latest, place.stat().st_mtime)
        for folder, _, names in os.walk(place):
            for name in names:
                latest = max(latest, os.stat(os.path.join(folder, name)).st_mtime)
    return latest


def stale(settings: Settings, module: str) -> bool:
    """Whether a module must be built."""
    home = settings.root / module
    jars = list((home / "target").glob("*.jar"))
    if not jars or not (home / "target/lib").is_dir() or not (home / "target/classes").is_dir():
        return True
    sources = newest(home / "pom.xml", settings.root / "pom.xml", home / "src/main")
    return sources > max(jar.stat().st_mtime for jar in jars)


def ensure(settings: Settings, modules) -> None:
    """Builds those of the modules that need it."""
    for module in modules:
        if stale(settings, module):
            _build(settings, module)


def _build(settings: Settings, module: str) -> None:
    log = settings.log("build")
    first = "" if (settings.root / module / "target/lib").is_dir() else \
        " for the first time (libraries are fetched; some minutes)"
    say(f"building {module}{first} …")
    done = threading.Event()
    threading.Thread(target=_tell_time, args=(module, done), daemon=True).start()
    try:
        with open(log, "wb") as out:
            code = subprocess.run(
                ["mvn", *OPTIONS, "-f", str(settings.root / module / "pom.xml"), "package"],
                stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                check=False).returncode
    finally:
        done.set()
    if code:
        words = log.read_text(encoding="utf-8", errors="replace").splitlines()
        wrong = [line for line in words if line.startswith("[ERROR]")] or words
        raise LakeError("\n".join([f"Maven could not build {module} (all it said is in {log}):",
                                   *(f"  {line[:300]}" for line in wrong[:12])]))


def _tell_time(module: str, done: threading.Event) -> None:
    began = time.monotonic()
    while not done.wait(15):
        say(f"still building {module}: {int(time.monotonic() - began)} s")
