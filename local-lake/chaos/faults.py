"""Does the plan's faults, each at its moment, one after the other."""

import subprocess
import threading
import time
from collections import Counter

from chaos.plan import STALL_SECONDS

MOMENT_SECONDS = 300  # a run in which nothing moves for so long is stuck
MEETS_SECONDS = 60
LOOK_SECONDS = 0.05


class Faults(threading.Thread):
    """
    :param faults: in order of their moments
    :param progress: of the clients
    :param hubs: {part: Hub}
    :param tampers: {part: Tamper}
    :param sluice: the command line's path
    """

    def __init__(self, faults: list, progress, hubs: dict, tampers: dict, sluice):
        super().__init__(daemon=True)
        self._faults, self._progress, self._hubs = faults, progress, hubs
        self._tampers, self._sluice = tampers, str(sluice)
        self.done = Counter()
        self.failure = None

    def run(self):
        try:
            for fault in self._faults:
                if not self._progress.wait(fault.at, MOMENT_SECONDS):
                    raise AssertionError(f"stuck: {self._progress.count} requests were taken")
                if fault.kind == "killed":
                    self._kill(fault)
                elif fault.kind == "stalled":
                    self._stall(fault)
                else:
                    self._disturb(fault)
        except Exception as error:
            self.failure = error

    def _kill(self, fault):
        hub = self._hubs.get(fault.part)
        if hub:
            hub.kill()
            time.sleep(fault.seconds)
            hub.start()
        else:
            self._run("kill", fault.part)
            time.sleep(fault.seconds)
            self._run("start", fault.part)
        self.done[f"{fault.part} killed"] += 1

    def _stall(self, fault):
        """Long enough for another hub to take over what it is at; then it goes on with it."""
        hub = self._hubs[fault.part]
        hub.stall()
        time.sleep(STALL_SECONDS)
        hub.go_on()
        self.done[f"{fault.part} stalled"] += 1

    def _disturb(self, fault):
        """As long as the plan says, and until a connection was met: one that meets none is none."""
        tamper = self._tampers[fault.part]
        before, name = tamper.done, f"{fault.part} {fault.kind}"
        tamper.disturb(fault.kind)
        try:
            time.sleep(fault.seconds)
            late = time.monotonic() + MEETS_SECONDS
            while tamper.done == before:
                if time.monotonic() > late:
                    raise AssertionError(f"{name}: no connection was met in {MEETS_SECONDS} s")
                time.sleep(LOOK_SECONDS)
        finally:
            tamper.calm()
        self.done[name] += 1
        self.done[f"connections met, {name}"] += tamper.done - before

    def _run(self, verb: str, part: str):
        done = subprocess.run([self._sluice, verb, part], capture_output=True, text=True,
                              check=False)
        if done.returncode:
            raise AssertionError(f"sluice {verb} {part}: {done.stdout}{done.stderr}")
