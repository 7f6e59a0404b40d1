"""
Programs that a measurement starts and ends, and what CPU they have used.
"""

import json
import os
import select
import signal
import subprocess
import time
from pathlib import Path

from lake.errors import LakeError

TICK = os.sysconf("SC_CLK_TCK")
STOP_SECONDS = 40


def cpu(pid):
    """Seconds of CPU that a process has used, its ended threads with it."""
    words = Path("/proc/%d/stat" % pid).read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICK


def resident(pid):
    """Bytes of memory that a process holds."""
    return int(Path("/proc/%d/statm" % pid).read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Program:
    """A process with a log, ended with the rig that it belongs to."""

    def __init__(self, rig, name, command, **more):
        self.name, self.log = name, rig.root / (name + ".log")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stderr=log, start_new_session=True, **{
                "stdin": subprocess.DEVNULL, "stdout": log, **more})
        self._rig = rig
        rig.processes.append(self)

    @property
    def pid(self):
        """Its number."""
        return self.process.pid

    def stop(self):
        """Ends it, by force where it does not end by itself."""
        if self in self._rig.processes:
            self._rig.processes.remove(self)
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def require_running(self):
        """:raises LakeError: with the end of its log"""
        if self.process.poll() is not None:
            raise LakeError("%s has ended with %d; the end of its log:\n%s" % (
                self.name, self.process.returncode, self.tail()))

    def tail(self):
        """The end of its log."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
        return "\n".join("  " + line[:300] for line in lines)

    def await_well(self, check, seconds):
        """Waits until a check raises no OSError."""
        until = time.monotonic() + seconds
        while True:
            self.require_running()
            try:
                check()
                return
            except OSError as error:
                if time.monotonic() > until:
                    raise LakeError("%s is not well after %d s: %s\n%s" % (
                        self.name, seconds, error, self.tail())) from None
            time.sleep(0.1)


class Servant(Program):
    """A program that answers each line with a line."""

    def __init__(self, rig, name, command):
        super().__init__(rig, name, command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answer(60)

    def ask(self, line, seconds):
        """:returns: the answer, without its end of line"""
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        return self.answer(seconds)

    def answer(self, seconds):
        """:raises LakeError: when it ends or says nothing for so long"""
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if ready else b""
        if not line.endswith(b"\n"):
            if ready:
                self.process.wait(STOP_SECONDS)
            raise LakeError("%s says nothing%s; the end of its log:\n%s" % (
                self.name, " any more" if ready else " for %d s" % seconds, self.tail()))
        return line.decode().rstrip("\n")

    def ask_json(self, line, seconds):
        """As `ask`, the answer read as JSON."""
        return json.loads(self.ask(line, seconds))
