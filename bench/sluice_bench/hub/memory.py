"""
The hub's memory while a very large object passes, and while very many events wait.
"""

import hashlib
import json
import subprocess
import threading
import time
from collections import namedtuple

from sluice_bench.hub import javas, objects, routes
from sluice_bench.hub.backlog import Backlog
from sluice_bench.hub.processes import resident
from sluice_bench.hub.stores import Nginx

FLOW = "readings"
LINE_BYTES = 16 << 10  # of a JSON line: most of it is a text that no sink wants
SAMPLE_S = 1.0
WATCH_S = 90  # how long the hub is watched while events wait
EVENTS_A_FILE = 10_000
LIMIT_S = 3600
FLAT = 1.1

Sample = namedtuple("Sample", "at rss heap")  # seconds from the start, bytes, bytes


class Watch(threading.Thread):
    """Notes a JVM's memory once a second."""

    def __init__(self, program):
        super().__init__(daemon=True)
        self._program, self.samples, self._over = program, [], threading.Event()

    def run(self):
        began = time.monotonic()
        while not self._over.wait(SAMPLE_S):
            try:
                self.samples.append(Sample(time.monotonic() - began, resident(self._program.pid),
                                           heap(self._program.pid)))
            except (OSError, ValueError):
                return

    def stop(self):
        """:returns: the samples"""
        self._over.set()
        self.join()
        return self.samples


def heap(pid):
    """Bytes of the old generation that are in use."""
    said = subprocess.run(["jstat", "-gc", str(pid)], capture_output=True, text=True, check=False)
    names, values = (line.split() for line in said.stdout.splitlines()[:2])
    return int(float(dict(zip(names, values))["OU"]) * 1024)


def flatness(samples):
    """
    The most in the second half by the most in the first.

    :returns: (of the resident memory, of the old generation)
    """
    half = len(samples) // 2
    return tuple(round(max(getattr(each, what) for each in samples[half:])
                       / max(1, max(getattr(each, what) for each in samples[:half])), 3)
                 for what in ("rss", "heap"))


class Memory:
    """
    :param rig: a running lake
    :param tell: called with a line of progress
    """

    def __init__(self, rig, tell):
        self._rig, self._tell = rig, tell
        self._nginx = Nginx(rig)
        self._nginx.start()
        folder = routes.write(rig, "routes", [(FLOW, None)])
        self._hub = javas.Hub(rig, self._nginx.url, folder)
        self._backlog = Backlog(rig)

    def large(self, size):
        """:returns: (seconds that an object of JSON lines took, samples)"""
        path = self._nginx.share("large")
        etag, size = self._lines(path, size)
        path.rename(self._nginx.share(etag))
        told = objects.events([("large-" + etag, size, etag, "application/x-ndjson")],
                              self._rig.account, FLOW, 1)
        watch = Watch(self._hub)
        watch.start()
        took = self._backlog.run(self._hub, told, [json.loads(told[0][1])["id"]], LIMIT_S)
        self._nginx.share(etag).unlink()
        return took.seconds, watch.stop()

    def _lines(self, path, size):
        digest, written, filling = hashlib.md5(), 0, "x" * LINE_BYTES
        with open(path, "wb", buffering=1 << 20) as out:
            while written < size:
                record = dict(objects.reading(written // LINE_BYTES * 40), note=filling)
                line = json.dumps(record).encode() + b"\n"
                digest.update(line)
                out.write(line)
                written += len(line)
                if written % (256 << 20) < len(line):
                    self._tell("the object has %d MiB" % (written >> 20))
        return digest.hexdigest(), written

    def waiting(self, events):
        """:returns: samples while so many events wait"""
        made = objects.made(FLOW, 1 << 10, 1)
        self._nginx.share(made.etag).write_bytes(made.body)
        watch = None
        for first in range(0, events, EVENTS_A_FILE):
            told = objects.events(
                [("%08d-%s" % (first + each, made.etag), 1 << 10, made.etag, made.content_type)
                 for each in range(min(EVENTS_A_FILE, events - first))],
                self._rig.account, FLOW, 2 + first)
            self._backlog.fill(told)
            self._tell("%d events were put on the topic" % (first + len(told)))
            if not watch:
                watch = Watch(self._hub)
                watch.start()
        time.sleep(WATCH_S)
        return watch.stop()
