"""The lake's folder: made and marked by us, locked while it is changed, deleted only when ours."""

import contextlib
import fcntl
import os
import shutil

from lake.errors import LakeError
from lake.say import say
from lake.settings import Settings

MARKER = ".sluice-lake"
NOTE = "This folder holds a local lake of Sluice. `./sluice down --wipe` deletes it.\n"


def make(settings: Settings) -> None:
    """Makes the folder and its rooms; refuses one that holds something else."""
    lake = settings.lake
    marker = lake / MARKER
    if not marker.exists():
        if lake.exists() and not all(_left_by_us(one) for one in lake.iterdir()):
            raise LakeError(f"{lake} is there already and is not a lake: nothing was written to "
                            f"it. Choose another folder with SLUICE_LAKE.")
        lake.mkdir(mode=0o700, parents=True, exist_ok=True)
        marker.write_text(NOTE, encoding="utf-8")
    for room in ("etc", "data", "log", "run", "secrets"):
        (lake / room).mkdir(mode=0o700, exist_ok=True)


def _left_by_us(one) -> bool:
    """What commands leave that need no lake: the lock, what Maven said, reports of tests."""
    return one.name in ("run", "test-reports") or (
        one.name == "log" and one.is_dir() and {log.name for log in one.iterdir()} <= {"build.log"})


def check(settings: Settings) -> None:
    """Refuses a folder that is no lake."""
    if not (settings.lake / MARKER).exists():
        raise LakeError(f"{settings.lake} has no file {MARKER}, so it is not a lake made by "
                        f"Sluice. Nothing was done.")


def wipe(settings: Settings) -> None:
    """Deletes the folder, if it is a lake."""
    check(settings)
    lake = settings.lake
    for one in lake.iterdir():
        if one.name != MARKER:
            shutil.rmtree(one) if one.is_dir() and not one.is_symlink() else one.unlink()
    shutil.rmtree(lake)


@contextlib.contextmanager
def locked(settings: Settings):
    """Within it, no other command changes this lake."""
    path = settings.folder("run/lock")
    handle = None
    try:
        while handle is None:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = _hold(path)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _hold(path):
    """Holds the lock; None when the lake was deleted while we waited."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"another command is at work on {path.parent.parent}; waiting for it to end …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        if path.exists() and os.fstat(handle).st_ino == path.stat().st_ino:
            return handle
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None
