"""Starts parts in the order of what they need, side by side where they can, each awaited."""

import threading
import time
import xmlrpc.client
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from lake import fingerprint, supervise
from lake.errors import LakeError
from lake.say import say
from lake.settings import Settings


def with_needs(parts: list, names) -> list:
    """The named parts and all they need, in order of start."""
    wanted = set(names)
    for part in reversed(parts):
        if part.name in wanted:
            wanted.update(part.needs)
    return [part for part in parts if part.name in wanted]


class Start:
    """One start of some parts."""

    def __init__(self, settings: Settings, parts: list):
        self.settings = settings
        self.parts = parts
        self.well = {part.name: threading.Event() for part in parts}
        self.give_up = threading.Event()

    def run(self) -> None:
        """Starts all; raises with the first part that does not come up."""
        with ThreadPoolExecutor(len(self.parts) or 1) as threads:
            waiting = {threads.submit(self._bring_up, part) for part in self.parts}
            try:
                while waiting:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for one in done:
                        one.result()
            except BaseException:
                self.give_up.set()
                raise

    def _bring_up(self, part) -> None:
        for name in part.needs:
            while name in self.well and not self.well[name].wait(0.2):
                if self.give_up.is_set():
                    return
        began = time.monotonic()
        part.prepare(self.settings)
        if self.give_up.is_set():
            return
        if not self._runs_as_it_should(part):
            fingerprint.keep(self.settings, part)
            self._ask_supervisor("startProcess", part, False)
            began = time.monotonic()
            if self._await(part, began):
                part.settle(self.settings)
                say(f"{part.name} is up ({time.monotonic() - began:.1f} s)")
                self.well[part.name].set()
        elif self._await(part, began):
            part.settle(self.settings)
            self.well[part.name].set()

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

    def _await(self, part, began: float) -> bool:
        """Whether the part has become well; not so only when another part has failed."""
        reason = "it was not asked"
        while not self.give_up.is_set():
            try:
                part.check(self.settings)
                return True
            except OSError as error:
                reason = str(error)
            process = supervise.processes(self.settings).get(part.name)
            if not supervise.running(process):
                raise LakeError(f"{part.name} has ended instead of coming up "
                                f"({process['description'] if process else 'not known'}). "
                                f"{tail(self.settings, part.name)}")
            if time.monotonic() - began > self.settings.start_seconds:
                raise LakeError(f"{part.name} is not well after {self.settings.start_seconds} s "
                                f"(SLUICE_START_SECONDS): {reason}. "
                                f"{tail(self.settings, part.name)}")
            self.give_up.wait(0.1)
        return False


def tail(settings: Settings, name: str, count: int = 8) -> str:
    """The last lines of a part's log, and where it stands."""
    log = settings.log(name)
    try:
        lines = log.read_bytes()[-20000:].decode("utf-8", "replace").splitlines()[-count:]
    except OSError:
        lines = []
    return "\n".join([f"The end of its log, {log}:", *(f"  {line[:300]}" for line in lines)])
