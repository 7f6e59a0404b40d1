"""Finds processes of this lake that its supervisord has lost, and ends them.

Every part carries the lake's folder in its environment, and hands that on to its children.
PostgreSQL's write their titles over it; they stand in the folder of its data. When
supervisord, or the parent of Swift's workers, was killed with SIGKILL, they live on and hold ports.
"""

import os
import signal
import time
from pathlib import Path

from lake.say import say
from lake.settings import Settings
from lake.supervise_conf import MARK


def marked(settings: Settings) -> dict:
    """Name of part by process id, for all processes that carry this lake's mark."""
    mark = f"{MARK}={settings.lake}".encode()
    data = os.path.realpath(settings.folder("data/postgresql"))
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "environ").read_bytes().split(b"\0")
            stands = os.readlink(folder / "cwd")
        except OSError:
            continue
        if stands == data:
            found[int(folder.name)] = "postgresql"
        elif mark in words:
            part = [word[len("SLUICE_PART="):] for word in words
                    if word.startswith(b"SLUICE_PART=")]
            found[int(folder.name)] = part[0].decode() if part else "unknown"
    return found


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, IndexError, ValueError):
        return 0


def _descends(pid: int, ancestor: int) -> bool:
    while pid > 1:
        if pid == ancestor:
            return True
        pid = _parent(pid)
    return False


def find(settings: Settings, supervisord, part=None) -> dict:
    """Processes of the lake that do not descend from its supervisord, by id with their part."""
    return {pid: name for pid, name in marked(settings).items()
            if part in (None, name) and pid != os.getpid()
            and not (supervisord and _descends(pid, supervisord))}


def of_part(settings: Settings, part: str) -> list:
    """All processes of a part, supervised or not."""
    return [pid for pid, name in marked(settings).items() if name == part]


def send(pids, number: int) -> None:
    """Sends a signal to those processes that are still there."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


def end(settings: Settings, supervisord, part=None, patience: float = 15) -> None:
    """Ends lost processes: asks first, and after some seconds does not ask."""
    lost = find(settings, supervisord, part)
    if not lost:
        return
    names = sorted(set(lost.values()))
    say(f"ending {len(lost)} processes that an earlier lake left behind: {', '.join(names)}")
    send(lost, signal.SIGTERM)
    until = time.monotonic() + patience
    while lost and time.monotonic() < until:
        time.sleep(0.1)
        lost = find(settings, supervisord, part)
    send(lost, signal.SIGKILL)
    while find(settings, supervisord, part):
        time.sleep(0.05)
