"""Starts parts in the order of what they need, side by side where they can, each awaited."""

import os
import threading
import time
import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor, wait

from lake import fingerprint, supervise
from lake.errors import LakeError
from lake.say import say
from lake.settings import Settings

TELL_SECONDS = 15


def with_needs(parts: list, names) -> list:
    """The named parts and all they need, in order of start."""
    wanted = set(names)
    for part in reversed(parts):
        if part.name in wanted:
            wanted.update(part.needs)
    return [part for part in parts if part.name in wanted]


class Start:
    """One start of some parts. A part that fails holds up only those that need it."""

    def __init__(self, settings: Settings, parts: list):
        self.settings = settings
        self.parts = parts
        self.over = {part.name: threading.Event() for part in parts}
        self.well = set()
        self.interrupted = threading.Event()

    def run(self) -> None:
        """Starts all; raises with everything that did not come up."""
        with ThreadPoolExecutor(len(self.parts)) as threads:
            starts = {threads.submit(self._one, part): part.name for part in self.parts}
            try:
                waiting = set(starts)
                while waiting:
                    _, waiting = wait(waiting, TELL_SECONDS)
                    if waiting:
                        slow = sorted(name for start, name in starts.items() if start in waiting)
                        say(f"still waiting for {', '.join(slow)}")
            except BaseException:
                self.interrupted.set()
                raise
        failures = [start.exception() for start in starts if start.exception()]
        unexpected = [one for one in failures if not isinstance(one, LakeError)]
        if unexpected:
            raise unexpected[0]
        if failures:
            raise LakeError("\n".join(str(one) for one in failures))

    def _one(self, part) -> None:
        try:
            for name in part.needs:
                if name in self.over:
                    self.over[name].wait()
                    if name not in self.well and not self.interrupted.is_set():
                        raise LakeError(f"{part.name} was not started: {name} is not up.")
            if not self.interrupted.is_set() and self._bring_up(part):
                self.well.add(part.name)
        finally:
            self.over[part.name].set()

    def _bring_up(self, part) -> bool:
        began = time.monotonic()
        part.prepare(self.settings)
        ran = self._runs_as_it_should(part)
        if not ran:
            fingerprint.keep(self.settings, part)
            self._ask_supervisor("startProcess", part, False)
        if not self._await(part):
            return False
        part.settle(self.settings)
        if not ran:
            say(f"{part.name} is up ({time.monotonic() - began:.1f} s)")
        return True

    def _runs_as_it_should(self, part) -> bool:
        if not supervise.running(supervise.processes(self.settings).get(part.name)):
            return False
        if fingerprint.same(self.settings, part):
            return True
        say(f"restarting {part.name}: its settings or its code have changed")
        self._ask_supervisor("stopProcess", part)
        return False

    def _ask_supervisor(self, call: str, part, *more) -> None:
        try:
            with supervise.supervisor(self.settings) as server:
                getattr(server, call)(part.name, *more)
        except xmlrpc.client.Fault as fault:
            raise LakeError(f"{part.name} could not be started: {fault.faultString}. "
                            f"{tail(self.settings, part.name)}") from None

    def _await(self, part) -> bool:
        """Whether the part has become well; not so only when the start was interrupted."""
        began = time.monotonic()
        pid = supervise.processes(self.settings).get(part.name, {}).get("pid")
        while not self.interrupted.is_set():
            try:
                part.check(self.settings)
                return True
            except OSError as error:
                reason = str(error)
            if not pid or not os.path.exists(f"/proc/{pid}"):
                raise LakeError(f"{part.name} has ended instead of coming up. "
                                f"{tail(self.settings, part.name)}")
            if time.monotonic() - began > self.settings.start_seconds:
                raise LakeError(f"{part.name} is not well after {self.settings.start_seconds} s "
                                f"(SLUICE_START_SECONDS): {reason}. "
                                f"{tail(self.settings, part.name)}")
            self.interrupted.wait(0.2)
        return False


def tail(settings: Settings, name: str, count: int = 8) -> str:
    """The last lines of a part's log, and where it stands."""
    log = settings.log(name)
    try:
        lines = log.read_bytes()[-20000:].decode("utf-8", "replace").splitlines()[-count:]
    except OSError:
        lines = []
    return "\n".join([f"The end of its log, {log}:", *(f"  {line[:300]}" for line in lines)])
