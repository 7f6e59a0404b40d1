"""Does the plan's faults, each at its moment."""

import os
import signal
import subprocess
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

from one_node_swift import wait_for
from sluice_swift.record import INTENT, encode

from probe.clients import BROKEN, answer, begin
from probe.plan import Request

TORN = "worker killed, its last record torn"
MOMENT_SECONDS = 300  # a run in which nothing moves for so long is stuck
SLOW_UPLOADS = 3
SLOW_UPLOAD_TRIES = 20
DISK_FULL_REFUSALS = 40  # how long it stays full: until so many clients have felt it
DISK_FULL_SECONDS = 120


class _Journals:
    """The workers' journals by process id, which a journal's epoch names."""

    def __init__(self, directory: Path):
        self._directory = directory

    def _files(self, pid: int) -> list:
        return sorted(self._directory.glob(f"*-{pid}-*.journal"))

    def __contains__(self, pid):
        return bool(self._files(pid))

    def last(self, pid: int) -> Path:
        """The file that is written to."""
        return self._files(pid)[-1]


class Faults(threading.Thread):
    """:param rig: has plan, ledger, swift, shipper, disk, clock, door and sluice(*words)"""

    def __init__(self, rig):
        super().__init__(daemon=True)
        self.rig = rig
        self.done = Counter()
        self.skipped = {}  # kind: why
        self.failure = None
        self._draw = rig.plan.random("victims")
        self._slow = 0
        self._hub = None  # the thread that brings it back

    def run(self):
        try:
            for fault in self.rig.plan.faults():
                if not self.rig.ledger.wait(fault.at, MOMENT_SECONDS):
                    raise AssertionError(f"stuck: {len(self.rig.ledger)} changes were answered")
                ACTIONS[fault.kind](self, fault)
            if self._hub:
                self._hub.join()
        except Exception as error:
            self.failure = error

    def _kill_worker(self, fault):
        kill(self._worker())
        self.done[fault.kind] += 1

    def _worker(self) -> int:
        return self._draw.choice(wait_for(self.rig.swift.proxy_workers, "a worker", 180))

    def _tear_record(self, fault):
        """Half a record at the end of what a killed worker wrote: what a power loss leaves."""
        journals = _Journals(Path(self.rig.swift.journal))
        pid = self._draw.choice(wait_for(
            lambda: [pid for pid in self.rig.swift.proxy_workers() if pid in journals],
            "a worker with a journal", 180))
        kill(pid)
        record = encode(INTENT, {"n": 1 << 30, "torn": "by the probe " * 20})
        with journals.last(pid).open("ab") as out:
            out.write(record[:self._draw.randrange(1, len(record) - 1)])
        self.done[fault.kind] += 1

    def _kill_proxy(self, fault):
        self.rig.swift.kill("proxy")
        self.rig.swift.start_proxy()
        self.rig.swift.await_proxy()
        self.done[fault.kind] += 1

    def _kill_shipper(self, fault):
        self._restart_shipper()
        self.done[fault.kind] += 1

    def _restart_shipper(self):
        self.rig.shipper_ended_by_itself()
        self.rig.shipper.kill()
        self.rig.shipper.start()

    def _kill_hub(self, fault):
        """Down for as long as it takes to start it again, while everything else goes on."""
        if self._hub:
            self._hub.join()
        self.rig.sluice("kill", "hub")
        self._hub = threading.Thread(target=self._start_hub, daemon=True)
        self._hub.start()
        self.done[fault.kind] += 1

    def _start_hub(self):
        try:
            self.rig.sluice("start", "hub")
        except subprocess.CalledProcessError as error:
            self.failure = error

    def _step_back(self, fault):
        self.rig.clock.step_back(fault.amount)
        self.done[fault.kind] += 1

    def _fill_disk(self, fault):
        if self.rig.disk.refusal:
            self.skipped[fault.kind] = self.rig.disk.refusal
            return
        self.rig.disk.fill()
        felt = self.rig.ledger.wait_for_answers(503, DISK_FULL_REFUSALS, DISK_FULL_SECONDS)
        if "worker" in fault.kind:
            kill(self._worker())
        elif "shipper" in fault.kind:
            self._restart_shipper()
        self.rig.disk.free()
        self.done[fault.kind] += felt

    def _reload(self, fault):
        """Workers are replaced while they read slow uploads, and end those beside the new."""
        uploads = [self._slow_upload() for _ in range(SLOW_UPLOADS)]
        self.rig.swift.reload()
        for connection, request in uploads:
            try:
                connection.send(request.body[100_000:])
                status = answer(connection)
            except BROKEN:
                status = None
            connection.close()
            self.rig.ledger.note(request, status)
            self.done["slow uploads over a reload"] += status == 201
        self.done[fault.kind] += 1

    def _slow_upload(self):
        """One under way, half sent. A worker that was killed a moment ago may still have taken
        the connection: that upload is over, and another begins."""
        for _ in range(SLOW_UPLOAD_TRIES):
            number, self._slow = f"cs{self._slow}", self._slow + 1
            request = Request(number, "PUT", self._draw.choice(self.rig.plan.names),
                              self.rig.plan.body(number, 200_000))
            connection = self.rig.door.connect()
            try:
                begin(connection, self.rig.door, request, 100_000)
                return connection, request
            except BROKEN:
                connection.close()
                self.rig.ledger.note(request, None)
        raise AssertionError(f"{SLOW_UPLOAD_TRIES} slow uploads in a row broke")


def kill(pid: int) -> None:
    """One process, if it is still there."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


ACTIONS = {
    "worker killed": Faults._kill_worker,
    TORN: Faults._tear_record,
    "proxy killed": Faults._kill_proxy, "shipper killed": Faults._kill_shipper,
    "hub killed": Faults._kill_hub, "clock stepped back": Faults._step_back,
    "disk full": Faults._fill_disk,
    "disk full, a worker killed meanwhile": Faults._fill_disk,
    "disk full, the shipper killed meanwhile": Faults._fill_disk,
    "workers reloaded": Faults._reload,
}
