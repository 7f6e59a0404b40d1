"""Swift's rings: one device each, made anew only when a port has changed."""

import subprocess

from lake.errors import LakeError
from lake.files import generated
from lake.settings import Settings

KINDS = ("account", "container", "object")


def make(settings: Settings) -> None:
    """Makes account.ring.gz, container.ring.gz and object.ring.gz in Swift's folder."""
    etc = settings.folder("etc/swift")
    rings = [f"{kind}={settings.port(kind)}" for kind in KINDS]
    stamp = etc / "rings.made"
    there = all((etc / f"{kind}.ring.gz").exists() for kind in KINDS)
    if there and stamp.exists() and stamp.read_text(encoding="utf-8") == " ".join(rings):
        return
    done = subprocess.run(
        ["/usr/bin/python3", "-m", "lake.swift_run", str(etc), "lake.swift_ring_files", str(etc),
         *rings],
        env={"PYTHONPATH": str(settings.root / "local-lake"), "PATH": "/usr/bin:/bin",
             "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False)
    if done.returncode:
        raise LakeError(f"Swift's rings could not be made: {done.stderr.strip()[-1000:]}")
    generated(stamp, " ".join(rings))
