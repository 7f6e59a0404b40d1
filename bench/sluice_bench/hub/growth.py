"""
What more routes, and a fuller catalogue, cost the hub.
"""

import json
import statistics

from sluice_bench.hub import javas, objects, routes
from sluice_bench.hub.backlog import Backlog
from sluice_bench.hub.processes import cpu
from sluice_bench.hub.stores import Nginx
from sluice_bench.hub.warm import WarmUp

FLOW, SIZE = "readings", 1 << 10
ROUTES = (1, 20, 200)
INSERTED = 5000  # documents a command
LIMIT_S = 600
# The embedded server keeps what it finds documents by in memory.
SETTINGS = {"SLUICE_HEAP_MONGODB": "4096"}


class Growth:
    """
    :param rig: a running lake
    :param options: the command line's
    :param tell: called with a line of progress
    """

    def __init__(self, rig, options, tell):
        self._rig, self._options, self._tell = rig, options, tell
        self._nginx, self._backlog, self._number = Nginx(rig), None, 1
        self._nginx.start()
        self._body = objects.made(FLOW, SIZE, 1)
        self._nginx.share(self._body.etag).write_bytes(self._body.body)

    def routes(self):
        """:returns: {number of routes: objects a second}"""
        found = {}
        for number in ROUTES:
            folder = routes.write(self._rig, "routes-%d" % number,
                                  [(FLOW, each) for each in range(number)])
            hub = javas.Hub(self._rig, self._nginx.url, folder)
            found[number] = self._throughput(hub, "%d routes" % number, number)
            hub.stop()
        return found

    def catalogue(self, documents):
        """:returns: {number of documents that are there: objects a second}"""
        folder = routes.write(self._rig, "routes-catalogue", [(FLOW, None)])
        hub = javas.Hub(self._rig, self._nginx.url, folder)
        found = {0: self._throughput(hub, "an empty catalogue", 1)}
        self._fill(documents)
        found[documents] = self._throughput(hub, "%d documents" % documents, 1)
        hub.stop()
        return found

    def _throughput(self, hub, what, spread):
        """The median of some rounds; objects are spread over so many routes."""
        self._backlog = self._backlog or Backlog(self._rig)
        many, rates = self._options.objects or 1500, []
        warm = WarmUp(self._options.warm_up)
        while len(rates) < self._options.rounds:
            counts = warm.over
            number = len(rates) + 1 if counts else -warm.done
            made = [("%03d-%08d-%s" % (each % spread, self._number + each, self._body.etag),
                     SIZE, self._body.etag, self._body.content_type) for each in range(many)]
            told = objects.events(made, self._rig.account, FLOW, self._number)
            self._number += many
            took = self._backlog.run(hub, told, [json.loads(event)["id"] for _key, event in told],
                                     LIMIT_S, lambda: cpu(hub.pid))
            self._tell("%s: round %d of %d, %.1f objects/s%s" % (
                what, number, self._options.rounds, many / took.seconds,
                "" if counts else " (dropped)"))
            if counts:
                rates.append(many / took.seconds)
            else:
                warm.add(took.cpu)
        return statistics.median(rates)

    def _fill(self, documents):
        """Other objects' documents, as the hub would have written them."""
        catalogue = self._rig.mongo["swift"][FLOW]
        model = catalogue.find_one({"object": {"$gte": ""}})
        for first in range(0, documents, INSERTED):
            catalogue.insert_many(
                [dict(model, **own(number)) for number in
                 range(first, min(documents, first + INSERTED))], ordered=False)
            self._tell("the catalogue has %d of %d documents more" % (
                min(documents, first + INSERTED), documents))


def own(number):
    """What a document shares with no other."""
    return {"_id": "grown%027d" % number, "swift_object_id": str(10 ** 9 + number),
            "object": "grown-%08d" % number, "swift_object_name": "grown-%08d" % number,
            "original_object_name": "grown-%08d" % number, "etag": "%032x" % number,
            "event_id": "GROWN%027d" % number}


def spread(found):
    """The worst by the best."""
    return round(min(found.values()) / max(found.values()), 3)
