"""
Some hubs that share the work.
"""

import json
import statistics
import time

from lake.errors import LakeError
from sluice_bench.hub import javas, objects, routes
from sluice_bench.hub.backlog import FINAL, Backlog
from sluice_bench.hub.processes import cpu
from sluice_bench.hub.stores import Nginx
from sluice_bench.hub.warm import WarmUp

FLOW, SIZE = "documents", 1 << 10
AT_A_TIME = 16
# Shared evenly by one, two and three hubs: with 8, one of three has a third more than its share.
PARTITIONS = 24
OPTIONS = (("run.concurrency", AT_A_TIME), ("kafka.route-partitions", PARTITIONS),
           ("kafka.events-partitions", PARTITIONS))
LIMIT_S = 900
WARM_SPAN = 3  # rounds, which are longer than those of a hub by itself


class Hubs:
    """They stand still and go on as one, as a Backlog wants it."""

    def __init__(self, rig, store, folder):
        self._rig, self._store, self._folder = rig, store, folder
        self.running = []

    def more(self):
        """One more joins."""
        self.running.append(javas.Hub(self._rig, self._store, self._folder, OPTIONS,
                                      len(self.running) + 1))

    def kill(self):
        """The one that joined last dies."""
        hub = self.running.pop()
        hub.process.kill()
        hub.process.wait()

    def halt(self):
        """All stand still."""
        for hub in self.running:
            hub.halt()

    def go_on(self):
        """All run again."""
        for hub in self.running:
            hub.go_on()

    def cpu(self):
        """Seconds that all of them have used."""
        return sum(cpu(hub.pid) for hub in self.running)

    def require_running(self):
        """:raises LakeError: where one has ended"""
        for hub in self.running:
            hub.require_running()

    def tail(self):
        """The ends of their logs."""
        return "\n".join(hub.tail() for hub in self.running)


class Scale:
    """
    :param rig: a running lake
    :param options: the command line's
    :param tell: called with a line of progress
    """

    def __init__(self, rig, options, tell):
        self._rig, self._options, self._tell = rig, options, tell
        nginx = Nginx(rig)
        nginx.start()
        self._nginx, self._number = nginx, 1
        folder = routes.write(rig, "routes", [(FLOW, None)], options.wait_ms)
        self.hubs = Hubs(rig, nginx.url, folder)
        self._backlog = None

    def throughput(self):
        """One more hub. :returns: objects a second with all there are"""
        self.hubs.more()
        self._backlog = self._backlog or Backlog(self._rig)
        rates, count = [], len(self.hubs.running)
        warm = WarmUp(self._options.warm_up, WARM_SPAN)
        while len(rates) < self._options.rounds:
            counts = warm.over
            # As long a round whatever their number: what begins and ends it weighs as much.
            told, ids = self._events(self._options.objects * count)
            took = self._backlog.run(self.hubs, told, ids, LIMIT_S, self.hubs.cpu)
            rate = len(ids) / took.seconds
            self._tell("%d hubs, round %d of %d: %.1f objects/s%s" % (
                count, len(rates) + 1 if counts else -warm.done, self._options.rounds, rate,
                "" if counts else " (dropped)"))
            if counts:
                rates.append(rate)
            else:
                warm.add(took.cpu / len(ids))
        return statistics.median(rates)

    def killed(self):
        """
        One hub dies when a third of the work is done.

        :returns: what came of each object, and how often it stands in gold
        """
        told, ids = self._events(self._options.objects * len(self.hubs.running))
        names = [json.loads(event)["data"]["object"] for _key, event in told]
        before, began = self._in_gold(), time.monotonic()
        self._backlog.fill(told)
        self._await(ids, len(ids) // 3, began)
        self.hubs.kill()
        self._tell("one of the hubs is killed")
        self._await(ids, len(ids), began)
        statuses = [run["status"] for run in self._backlog.of(ids, ("status",))]
        stored = self._stored(set(names))
        return {"objects": len(names), "done": statuses.count("done"),
                "lost": len(set(names) - set(stored)), "runs": len(statuses),
                "twice": sum(many - 1 for many in stored.values()),
                "others_in_gold": self._in_gold() - before - sum(stored.values()),
                "seconds": round(time.monotonic() - began, 1)}

    def _await(self, ids, many, began):
        while sum(run["status"] in FINAL for run in self._backlog.of(ids, ("status",))) < many:
            self.hubs.require_running()
            if time.monotonic() - began > LIMIT_S:
                raise LakeError("Not all is done after %d s; the hubs' logs end:\n%s" % (
                    LIMIT_S, self.hubs.tail()))
            time.sleep(0.5)

    def _gold(self):
        return self._rig.mongo["gold_" + FLOW]["documents"]

    def _in_gold(self):
        return self._gold().estimated_document_count()

    def _stored(self, names):
        """How many documents each of these objects has in gold; each has one record."""
        stored = {}
        for document in self._gold().find({}, ("_sluice",)):
            name = document["_sluice"]["object"]
            if name in names:
                stored[name] = stored.get(name, 0) + 1
        return stored

    def _events(self, many):
        made = []
        for number in range(self._number, self._number + many):
            body = objects.made(FLOW, SIZE, number)
            self._nginx.share(body.etag).write_bytes(body.body)
            made.append((body.name, SIZE, body.etag, body.content_type))
        told = objects.events(made, self._rig.account, FLOW, self._number)
        self._number += many
        return told, [json.loads(event)["id"] for _key, event in told]
