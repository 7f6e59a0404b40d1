"""
A backlog for the hub, and how long it took it.
"""

import time
from collections import namedtuple

from lake.errors import LakeError
from sluice_bench.hub import javas

TOPIC = "lake.events"
FINAL = ("done", "parked", "declined", "superseded")
POLL_S = 0.02  # a turn seems so much longer than it is, at the most
SLICE = 500

Took = namedtuple("Took", "seconds cpu")


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
        Ends when so many runs more are on record as there are events, as the bare loop's time does
        when its last write is answered. Only then they are looked at: that they are done would cost
        the catalogue's server a tenth of its time, were it asked for while the hub is at work.

        :param hub: runs, and has nothing to do
        :param ids: of the events
        :param used: tells the CPU that was used so far
        :returns: Took
        :raises LakeError: where a run ends otherwise than done
        """
        hub.halt()
        try:
            self.fill(events)
            there = self._runs.estimated_document_count()
            before, began = used(), time.monotonic()
        finally:
            hub.go_on()
        open_ = ids
        while True:
            missing = there + len(ids) - self._runs.estimated_document_count()
            took = Took(time.monotonic() - began, used() - before)
            if missing <= 0:
                done = self._done(open_)
                open_ = [each for each in open_ if each not in done]
                if not open_:
                    return took
            hub.require_running()
            if time.monotonic() - began > limit_s:
                raise LakeError(
                    "The hub has not done %d of %d objects after %d s; its log ends:\n%s" % (
                        max(missing, 0) or len(open_), len(ids), limit_s, hub.tail()))
            time.sleep(POLL_S)

    def _done(self, ids):
        """:returns: those of the events whose run is on record as done"""
        done = set()
        for run in self.of(ids, ("event_id", "object", "status", "error", "reason")):
            if run["status"] == "done":
                done.add(run["event_id"])
            elif run["status"] in FINAL:
                raise LakeError("A run of %s is %s: %s" % (
                    run["object"], run["status"], run.get("error") or run.get("reason")))
        return done

    def of(self, ids, fields):
        """The runs of these events."""
        for at in range(0, len(ids), SLICE):
            yield from self._runs.find({"event_id": {"$in": ids[at:at + SLICE]}}, fields)
