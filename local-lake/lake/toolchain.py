"""The JDK and Maven that a lake is built with. They are looked for, not installed."""

import re
import shutil
import subprocess
from pathlib import Path

from lake.errors import LakeError

MEND = "apt-get install openjdk-17-jdk-headless maven"
RELEASE = re.compile(r'^JAVA_VERSION="(\d+)', re.M)


def check() -> None:
    """Refuses to go on without JDK 17 or later and Maven."""
    absent = [name for name in ("java", "javac", "mvn") if not shutil.which(name)]
    if absent:
        raise LakeError(f"Not found on PATH: {', '.join(absent)}. Sluice is built with JDK 17 "
                        f"(or later) and Maven. As root: {MEND}")
    # Many commands check; to ask javac itself takes each of them a JVM's start.
    number = _of_release() or _said_by_javac()
    if number < 17:
        raise LakeError(f"JDK 17 or later is needed, and javac on PATH "
                        f"({shutil.which('javac')}) is of {number or 'no known version'}. "
                        f"As root: {MEND}")


def _of_release() -> int:
    """The version in the JDK's own file of facts; 0 where there is none."""
    home = Path(shutil.which("javac")).resolve().parents[1]
    try:
        found = RELEASE.search((home / "release").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return 0
    return int(found.group(1)) if found else 0


def _said_by_javac() -> int:
    said = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=False)
    number = re.search(r"(\d+)", said.stdout + said.stderr)
    return int(number.group(1)) if number else 0
