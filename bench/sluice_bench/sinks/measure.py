"""
The hub beside a bare driver: the same object of records, from the file to gold, in turns.
"""

import json
import statistics
from collections import namedtuple
from urllib.parse import urlsplit

from lake.errors import LakeError
from lake.postgres_conf import DATABASE, USER
from sluice_bench.hub import javas, objects, routes
from sluice_bench.hub.backlog import Backlog
from sluice_bench.hub.flows import BATCH_RECORDS
from sluice_bench.hub.processes import cpu
from sluice_bench.hub.stores import Nginx
from sluice_bench.sinks.records import FORMATS, body
from sluice_bench.upload.ratios import geometric_mean

# Records a turn: some seconds' work of the database.
RECORDS = {"influxdb": 300_000, "mongodb": 20_000, "postgresql": 100_000, "neo4j": 20_000,
           "kafka": 200_000, "http": 200_000}
REQUEST_RECORDS = 500  # batchRecords of http-records-sink
CHUNK = 512 << 10  # run.chunk-bytes
ONE_THREAD = ("run.parts", 1)  # reads an object, as in the bare loop
LIMIT_S = 1200

Cell = namedtuple("Cell", "sink format")
Side = namedtuple("Side", "per_s cpu")  # records a second; microseconds of CPU a record
Round = namedtuple("Round", "hub bare writing")  # the share of the bare loop's time


def limits(made, sink):
    """:returns: records a pass and records a write: what the hub's own limits come to"""
    records = max(1, CHUNK * made.records // len(made.bytes))
    # What a pass has for Kafka is sent as a whole, and then waited for.
    most = {"kafka": records, "http": REQUEST_RECORDS}.get(sink, BATCH_RECORDS)
    return records, min(records, most)


class Sinks:
    """
    :param rig: a running lake, PostgreSQL in it
    :param options: the command line's
    :param tell: called with (cell, number, Round) after each round, numbers below 1 being dropped
    """

    def __init__(self, rig, options, tell):
        self._rig, self._options, self._tell = rig, options, tell
        self._nginx, self._number, self._record = Nginx(rig), 1, 0
        self._nginx.start()
        self.cells = [Cell(sink, form) for sink in options.sink for form in options.format]
        folder = routes.write(rig, "routes", [(routes.of_sink(*cell), None)
                                              for cell in self.cells])
        taken = self._nginx.url + "/taken"
        self._hub = javas.Hub(rig, self._nginx.url, folder,
                              [("gold.http.allowed-hosts", urlsplit(taken).netloc),
                               ONE_THREAD],
                              values=[(routes.TAKEN, taken)])
        self._backlog = Backlog(rig)

    def measure(self):
        """Yields (Cell, [Round]) one cell after the other."""
        for cell in self.cells:
            loop, rounds = self._loop(cell), []
            for number in range(1 - self._options.warm_up, self._options.rounds + 1):
                found = self._round(cell, loop, number % 2 == 0)
                if number > 0:
                    rounds.append(found)
                self._tell(cell, number, found)
            loop.stop()
            yield cell, rounds

    def _loop(self, cell):
        project = "bare-" + routes.of_sink(*cell)
        if cell.sink == "influxdb":
            self._rig.query('CREATE DATABASE "%s"' % project)
        settings = self._rig.settings
        return javas.servant(
            self._rig, project, "BareSink", "sink=" + cell.sink, "format=" + cell.format,
            "project=" + project, "store=" + self._nginx.url,
            "influx=" + self._rig.uri("influxdb", "http"), "mongo=" + self._rig.uri("mongodb"),
            "neo4j=" + self._rig.uri("neo4j", "bolt"),
            "kafka=127.0.0.1:%d" % settings.port("kafka"),
            "sql=jdbc:postgresql://127.0.0.1:%d/%s" % (settings.port("postgresql"), DATABASE),
            "user=" + USER, "password=%s" % settings.folder("secrets/sql"))

    def _round(self, cell, loop, bare_first):
        form = FORMATS[cell.format]
        many = self._options.records or RECORDS[cell.sink]
        made = body(form, self._record, many)
        self._record += many
        share = self._nginx.share(made.etag)
        share.write_bytes(made.bytes)
        told = objects.events(
            [("%08d-%s" % (self._number, made.etag), len(made.bytes), made.etag,
              form.content_type)], self._rig.account, routes.of_sink(*cell), self._number)
        self._number += 1
        try:
            if bare_first:
                bare, writing = self._bare(loop, made, told[0], cell.sink)
                hub = self._of_hub(made, told)
            else:
                hub = self._of_hub(made, told)
                bare, writing = self._bare(loop, made, told[0], cell.sink)
        finally:
            share.unlink()
        return Round(hub, bare, writing)

    def _of_hub(self, made, told):
        ids = [json.loads(event)["id"] for _key, event in told]
        took = self._backlog.run(self._hub, told, ids, LIMIT_S, lambda: cpu(self._hub.pid))
        wrote = sum(gold["records"] for run in self._backlog.of(ids, ("gold",))
                    for gold in run["gold"])
        return side("The hub", made, wrote, took.seconds, took.cpu)

    def _bare(self, loop, made, told, sink):
        key, event = told
        before = cpu(loop.pid)
        said = loop.ask_json("%s %s %s %d %d" % (
            key, made.etag, json.loads(event)["data"]["timestamp"],
            *limits(made, sink)), LIMIT_S)
        return side("The bare loop", made, said["records"], said["seconds"],
                    cpu(loop.pid) - before), said["writing"]


def side(who, made, wrote, seconds, used):
    """:raises LakeError: where not all records were written"""
    if wrote != made.records:
        raise LakeError("%s wrote %d of %d records." % (who, wrote, made.records))
    return Side(wrote / seconds, 1e6 * used / wrote)


def entry(cell, rounds):
    """A cell as it stands in JSON."""
    hub, bare = ([getattr(each, which) for each in rounds] for which in ("hub", "bare"))
    return {"name": cell.sink, "format": cell.format,
            "ratio": round(geometric_mean([a.per_s / b.per_s for a, b in zip(hub, bare)]), 3),
            "hub_per_s": round(statistics.median(each.per_s for each in hub)),
            "bare_per_s": round(statistics.median(each.per_s for each in bare)),
            "hub_cpu_us": round(statistics.median(each.cpu for each in hub), 1),
            "bare_cpu_us": round(statistics.median(each.cpu for each in bare), 1),
            "bare_writing": round(statistics.fmean(each.writing for each in rounds), 3)}
