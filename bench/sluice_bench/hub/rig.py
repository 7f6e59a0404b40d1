"""
A lake for a measurement: real parts in a folder and on ports of its own, gone with it.
"""

import json
import os
import tempfile
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pymongo

from lake import build, jvm, keystone_people, parts, ports, start, supervise, up
from lake.errors import LakeError
from lake.settings import load
from sluice_bench import login

STORES = ("proxy", "kafka", "mongodb", "influxdb", "neo4j")
LEAST_OFFSET, MOST_OFFSET = 5000, 17000


class Rig:
    """
    Within it, the parts run.

    :param names: of the parts that run, with what they need; never the hub
    :param folder: where the lake's folder is made (the temporary folder)
    :param more: settings of the lake, as the environment would give them
    """

    def __init__(self, names=STORES, folder=None, more=()):
        self._names = names
        self._root = tempfile.TemporaryDirectory(prefix="sluice-bench-", dir=folder)
        self.root = Path(self._root.name)
        self.settings = _settings(self.root / "lake", dict(more))
        self.processes = []
        self.mongo = None

    def __enter__(self):
        try:
            table = parts.table(self.settings)
            up.bring_up(self.settings, start.with_needs(table, self._names))
            build.ensure(self.settings, [jvm.hub(self.settings)])
            self.mongo = pymongo.MongoClient(self.uri("mongodb"), retryWrites=False)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_error):
        for process in reversed(self.processes):
            process.stop()
        if self.mongo:
            self.mongo.close()
        if self.settings.lake.exists():
            up.down(self.settings, True)
        self._root.cleanup()

    def uri(self, part, scheme=None):
        """Where a part listens."""
        return "%s://127.0.0.1:%d" % (scheme or part, self.settings.port(part))

    @property
    def account(self):
        """The Swift account of the lake."""
        return keystone_people.lake_account(self.settings)

    def log_in(self):
        """:returns: swiftclient's connection as the uploader, and a token"""
        connection = login.connection(self.settings)
        return connection, connection.get_auth()[1]

    def query(self, text, database=""):
        """Asks InfluxDB, with the right to write. :returns: its answer"""
        address = "%s/query?%s" % (self.uri("influxdb", "http"),
                                   urlencode({"q": text, "db": database, "epoch": "ns"}))
        with urllib.request.urlopen(urllib.request.Request(address, method="POST")) as answer:
            return json.load(answer)

    def pids(self):
        """The processes of the parts, by their names."""
        return {name: process["pid"] for name, process in
                supervise.processes(self.settings).items() if supervise.running(process)}


def _settings(lake, more):
    """A lake's settings on ports that are free."""
    for offset in range(LEAST_OFFSET, MOST_OFFSET, 300):
        settings = load(environment={**os.environ, **more, "SLUICE_LAKE": str(lake),
                                     "SLUICE_PORT_OFFSET": str(offset)})
        if all(ports.free(port) for port in settings.ports().values()):
            return settings
    raise LakeError("No ports are free for a lake: tried SLUICE_PORT_OFFSET %d to %d."
                    % (LEAST_OFFSET, MOST_OFFSET))
