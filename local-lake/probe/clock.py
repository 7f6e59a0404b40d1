"""The proxy's clock, by libfaketime: stepped back while it runs."""

import select
import time
from pathlib import Path

from eventlet import patcher


class Clock:
    """:param place: file that libfaketime reads each second anew"""

    def __init__(self, place: Path):
        self._place = place
        self.behind = 0.0
        self.step_back(0)

    def step_back(self, seconds: float) -> None:
        """For the proxy, now and all its workers from within a second."""
        self.behind += seconds
        draft = self._place.with_suffix(".new")
        draft.write_text(f"-{self.behind:.3f}\n", encoding="ascii")
        draft.replace(self._place)

    def environment(self) -> dict:
        """What makes a process live by this clock."""
        return {"LD_PRELOAD": str(library()), "FAKETIME_TIMESTAMP_FILE": str(self._place),
                "FAKETIME_CACHE_DURATION": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "NO_FAKE_STAT": "1"}


def library() -> Path:
    """libfaketime for threads, of Debian's package."""
    return next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


def sweep(pids) -> None:
    """Removes what libfaketime leaves of killed processes."""
    for pid in pids:
        for kind in ("sem.faketime_sem", "faketime_shm"):
            Path(f"/dev/shm/{kind}_{pid}").unlink(missing_ok=True)


def mend_sleep() -> None:
    """libfaketime 0.9.10 breaks the kind of sleep that Python 3.11 uses, while the monotonic
    clock is left alone: every sleep() ends with "Invalid argument". select() does the same."""
    rest = select.select

    def sleep(seconds):
        rest((), (), (), seconds)
    time.sleep = patcher.original("time").sleep = sleep
