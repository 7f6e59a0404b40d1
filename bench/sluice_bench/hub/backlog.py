"""
A backlog for the hub, and how long it took it.
"""

import time
from collections import namedtuple
from datetime import timezone

from lake.errors import LakeError
from sluice_bench.hub import javas

TOPIC = "lake.events"
FINAL = ("done", "parked", "declined", "superseded")
POLL_S = 0.2
SLICE = 500
LOOKED_AT = 20  # of the last events: a look costs the catalogue's server little

Took = namedtuple("Took", "seconds cpu ends")  # ends: seconds of each object from the start


class Backlog:
    """Puts events on the topic while the hub stands still, then waits until all are done."""

    def __init__(self, rig):
        self._rig = rig
        self._servant = javas.servant(rig, "backlog", "Backlog",
                                      "127.0.0.1:%d" % rig.settings.port("kafka"), TOPIC)
        self._runs = rig.mongo["log"]["operations"]

    def fill(self, events):
        """Returns once Kafka has them. :param events: (key, event as JSON) each"""
        path = self._rig.root / "events"
        path.write_text("".join("%s\t%s\n" % each for each in events), encoding="utf-8")
        self._servant.ask(str(path), 300)

    def run(self, hub, events, ids, limit_s, used=lambda: 0.0):
        """
        :param hub: runs, and has nothing to do
        :param ids: of the events
        :param used: tells the CPU that was used so far
        :returns: Took
        """
        hub.halt()
        try:
            self.fill(events)
            before, began = used(), time.time()
        finally:
            hub.go_on()
        last, until = ids[-LOOKED_AT:], time.monotonic() + limit_s
        while True:
            time.sleep(POLL_S)
            hub.require_running()
            if self._done(last) == len(last) and self._done(ids) == len(ids):
                break
            if time.monotonic() > until:
                raise LakeError(
                    "The hub has not done %d of %d objects after %d s; its log ends:\n%s" % (
                        len(ids) - self._done(ids), len(ids), limit_s, hub.tail()))
        cpu = used() - before
        ends = sorted(each - began for each in self._ends(ids))
        return Took(ends[-1], cpu, ends)

    def _done(self, ids):
        # Not by count_documents: the embedded server reads the whole collection for it.
        return sum(run["status"] in FINAL for run in self.of(ids, ("status",)))

    def of(self, ids, fields):
        """The runs of these events."""
        for at in range(0, len(ids), SLICE):
            yield from self._runs.find({"event_id": {"$in": ids[at:at + SLICE]}}, fields)

    def _ends(self, ids):
        for run in self.of(ids, ("object", "status", "ended", "error", "reason")):
            if run["status"] != "done":
                raise LakeError("A run of %s is %s: %s" % (
                    run["object"], run["status"], run.get("error") or run.get("reason")))
            yield run["ended"].replace(tzinfo=timezone.utc).timestamp()
