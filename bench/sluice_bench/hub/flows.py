"""
The hub beside a bare loop: the same objects, from events to gold, in turns.
"""

import json
import statistics
from collections import namedtuple

from sluice_bench.hub import javas, objects, routes
from sluice_bench.hub.backlog import Backlog
from sluice_bench.hub.gold import Gold, records
from sluice_bench.hub.processes import cpu
from sluice_bench.hub.stores import NGINX, Nginx, Swift
from sluice_bench.hub.warm import WarmUp
from sluice_bench.upload.ratios import geometric_mean

HUB_READS = 128  # run.concurrency
CREDIT = 16 << 20  # a thirty-second of the heap, in bytes
BATCH_RECORDS = 5000  # gold.batch-records
RECORD_BYTES = {"readings": 190, "pictures": None, "documents": 650}
# Objects a turn by size: some seconds' work; fewer of them where Swift must take them first.
OBJECTS = ((4 << 10, 2000, 500), (128 << 10, 400, 300), (None, 32, 32))
LIMIT_S = 300

Cell = namedtuple("Cell", "flow store size")
Side = namedtuple("Side", "per_s cpu")  # objects a second; seconds of CPU for 1,000 objects
Round = namedtuple("Round", "hub bare shares servers")


def count(size, store, flow):
    """Objects in a turn."""
    files, swift = next(found for most, *found in OBJECTS if most is None or size <= most)
    many = files if store == NGINX else swift
    # mongo-java-server takes some thousand documents a second.
    return max(16, many // 3) if flow == "documents" and size > (4 << 10) else many


def bare_limits(flow, size, most=HUB_READS):
    """:returns: reads in flight, objects a write: what the hub's own limits come to"""
    reads = max(1, min(most, CREDIT // size))
    records = RECORD_BYTES[flow] and max(1, size // RECORD_BYTES[flow])
    return reads, max(1, min(reads, BATCH_RECORDS // records if records else reads))


class Flows:
    """
    :param rig: a running lake
    :param options: the command line's
    :param tell: called with (cell, number, Round) after each round; one below 1 is dropped
    """

    def __init__(self, rig, options, tell):
        self._rig, self._options, self._tell = rig, options, tell
        self._routes = routes.write(rig, "routes", [(flow, None) for flow in objects.FLOWS])
        self._nginx = Nginx(rig)
        self._stores = {each.name: each for each in (self._nginx, Swift(rig))}
        self._nginx.start()
        self._backlog, self._gold = None, Gold(rig)
        self._number = 1
        self._loops = {}

    def measure(self):
        """Yields (Cell, [Round]) one cell after the other."""
        for store in self._options.store:
            yield from self._of_store(self._stores[store])

    def _of_store(self, store):
        hub = javas.Hub(self._rig, store.url, self._routes, self._options.setting)
        if not self._backlog:
            self._backlog = Backlog(self._rig)
        _connection, token = self._rig.log_in()
        for flow in self._options.flow:
            loop = self._loop(flow, store, token)
            for position, size in enumerate(self._options.size):
                warm = WarmUp(1 if position else self._options.warm_up)
                yield self._cell(Cell(flow, store.name, size), hub, loop, store, warm)
            loop.stop()
        hub.stop()

    def _loop(self, flow, store, token):
        prepare(self._rig, "bare-" + flow)
        return javas.servant(self._rig, "bare-%s-%s" % (flow, store.name), "BareLoop",
                             "flow=" + flow, "project=bare-" + flow, "store=" + store.url,
                             "steps=" + ",".join(routes.STEPS[flow]), "token=" + token,
                             "mongo=" + self._rig.uri("mongodb"),
                             "influx=" + self._rig.uri("influxdb", "http"),
                             "neo4j=" + self._rig.uri("neo4j", "bolt"))

    def _cell(self, cell, hub, loop, store, warm):
        many = self._options.objects or count(cell.size, cell.store, cell.flow)
        rounds = []
        while len(rounds) < self._options.rounds:
            counts = warm.over
            number = len(rounds) + 1 if counts else -warm.done
            made = [objects.made(cell.flow, cell.size, self._number + each)
                    for each in range(many)]
            store.put(cell.flow, made)
            told = objects.events([(one.name, cell.size, one.etag, one.content_type)
                                   for one in made], self._rig.account, cell.flow, self._number,
                                  objects.picture_meta if cell.flow == "pictures" else None)
            self._number += many
            sent = sum(records(cell.flow, one.body) for one in made)
            del made
            found = self._round(cell, hub, loop, told, sent, number > 0 and number % 2 == 0)
            self._tell(cell, number, found)
            if counts:
                rounds.append(found)
            else:
                warm.add(found.hub.cpu + found.bare.cpu)
        return cell, rounds

    def _round(self, cell, hub, loop, told, sent, bare_first):
        turns = [lambda: self._gold.take("The hub", cell.flow, cell.flow, sent,
                                         lambda: self._hub(hub, told)),
                 lambda: self._gold.take("The bare loop", cell.flow, "bare-" + cell.flow, sent,
                                         lambda: self._bare(cell, loop, told))]
        results = [turn() for turn in (reversed(turns) if bare_first else turns)]
        (of_hub, servers), (of_bare, shares) = reversed(results) if bare_first else results
        return Round(of_hub, of_bare, shares, servers)

    def _hub(self, hub, told):
        pids = self._rig.pids()
        before = {name: cpu(pid) for name, pid in pids.items()}
        took = self._backlog.run(hub, told, [json.loads(event)["id"] for _key, event in told],
                                 LIMIT_S, lambda: cpu(hub.pid))
        servers = {name: 1000 * (cpu(pid) - before[name]) / len(told)
                   for name, pid in pids.items()}
        return Side(len(told) / took.seconds, 1000 * took.cpu / len(told)), servers

    def _bare(self, cell, loop, told):
        path = self._rig.root / "turn"
        path.write_text("".join(event + "\n" for _key, event in told), encoding="utf-8")
        before = cpu(loop.pid)
        reads = int(dict(self._options.setting).get("run.concurrency", HUB_READS))
        said = loop.ask_json("%d %d %s" % (*bare_limits(cell.flow, cell.size, reads), path),
                             LIMIT_S)
        return Side(len(told) / said["seconds"], 1000 * (cpu(loop.pid) - before) / len(told)), said


def prepare(rig, project):
    """What the hub makes by itself where it is missing: indexes, the database, constraints."""
    catalogue = rig.mongo["swift"][project]
    for index in ("object", "swift_object_id", "etag"):
        catalogue.create_index(index)
    rig.query('CREATE DATABASE "%s"' % project)


def entry(cell, rounds):
    """A cell as it stands in the JSON file."""
    hub, bare = ([getattr(each, side) for each in rounds] for side in ("hub", "bare"))
    return {"name": cell.flow, "store": cell.store, "size": cell.size,
            "hub_per_s": round(statistics.median(each.per_s for each in hub), 1),
            "bare_per_s": round(statistics.median(each.per_s for each in bare), 1),
            "ratio": round(geometric_mean([a.per_s / b.per_s for a, b in zip(hub, bare)]), 3),
            "hub_cpu_s_per_1000": round(statistics.median(each.cpu for each in hub), 2),
            "bare_cpu_s_per_1000": round(statistics.median(each.cpu for each in bare), 2),
            "bare_shares": {name: round(statistics.fmean(each.shares[name] for each in rounds), 3)
                            for name in ("reading", "parsing", "writing")}}
