"""The JDK and Maven that a lake is built with. They are looked for, not installed."""

import re
import shutil
import subprocess

from lake.errors import LakeError

MEND = "apt-get install openjdk-17-jdk-headless maven"


def check() -> None:
    """Refuses to go on without JDK 17 or later and Maven."""
    absent = [name for name in ("java", "javac", "mvn") if not shutil.which(name)]
    if absent:
        raise LakeError(f"Not found on PATH: {', '.join(absent)}. Sluice is built with JDK 17 "
                        f"(or later) and Maven. As root: {MEND}")
    said = subprocess.run(["javac", "-version"], capture_output=True, text=True, check=False)
    number = re.search(r"(\d+)", said.stdout + said.stderr)
    if not number or int(number.group(1)) < 17:
        raise LakeError(f"JDK 17 or later is needed, and `javac -version` says "
                        f"{(said.stdout + said.stderr).strip()!r}. As root: {MEND}")
