"""
The hub's memory while a very large object passes, and while very many events wait.
"""

import csv
import hashlib
import io
import json
import subprocess
import threading
import time
from collections import namedtuple

from lake.errors import LakeError
from sluice_bench.hub import javas, objects, routes
from sluice_bench.hub.backlog import Backlog
from sluice_bench.hub.processes import resident
from sluice_bench.hub.stores import Nginx

FLOW = "readings"
LINE_BYTES = 16 << 10  # of a record: most of it is a text that no sink wants
SAMPLE_S = 1.0
LEAST_SAMPLES = 10  # of fewer nobody can say whether they grow
WATCH_S = 90  # how long the hub is watched while events wait
LEFT = 0.1  # the share of the events with which it is watched no longer
EVENTS_A_FILE = 10_000
LIMIT_S = 3600
FLAT = 1.1

Sample = namedtuple("Sample", "at rss heap")  # seconds from the start, bytes, bytes
Form = namedtuple("Form", "name flow content_type head write")  # write: a record as bytes


def _row(values):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue().encode()


LINES = Form("jsonl", FLOW, "application/x-ndjson", b"",
             lambda record: json.dumps(record).encode() + b"\n")
TABLE = Form("csv", "tables", "text/csv", _row((*objects.reading(0), "note")),
             lambda record: _row(record.values()))
FORMS = {each.name: each for each in (LINES, TABLE)}


class Watch(threading.Thread):
    """
    Notes a JVM's memory once a second, and once more at the end.

    :param collects: whether its garbage is collected before each look, so that it is what it
        holds that is seen, and not what it has not thrown away yet
    """

    def __init__(self, program, collects=False):
        super().__init__(daemon=True)
        self._program, self._collects = program, collects
        self.samples, self._over, self._failure = [], threading.Event(), None

    def run(self):
        began, over = time.monotonic(), False
        while not over:
            over = self._over.wait(SAMPLE_S)
            try:
                if self._collects:
                    collect(self._program.pid)
                self.samples.append(Sample(time.monotonic() - began, resident(self._program.pid),
                                           heap(self._program.pid)))
            except (OSError, ValueError, subprocess.SubprocessError) as error:
                self._failure = error
                return

    def stop(self):
        """
        :returns: the samples
        :raises LakeError: where the JVM has ended, or cannot be looked at
        """
        self._over.set()
        self.join()
        self._program.require_running()
        if self._failure:
            raise LakeError("The memory of %s cannot be read after %d samples: %s" % (
                self._program.name, len(self.samples), self._failure))
        return self.samples


def heap(pid):
    """Bytes of the old generation that are in use."""
    said = subprocess.run(["jstat", "-gc", str(pid)], capture_output=True, text=True, check=False)
    names, values = (line.split() for line in said.stdout.splitlines()[:2])
    return int(float(dict(zip(names, values))["OU"]) * 1024)


def collect(pid):
    """Has a JVM throw its garbage away."""
    subprocess.run(["jcmd", str(pid), "GC.run"], capture_output=True, timeout=60, check=False)


def flatness(samples):
    """
    The most in the second half by the most in the first.

    :returns: (of the resident memory, of the old generation)
    """
    half = len(samples) // 2
    if not half:
        return 1.0, 1.0
    return tuple(round(max(getattr(each, what) for each in samples[half:])
                       / max(1, max(getattr(each, what) for each in samples[:half])), 3)
                 for what in ("rss", "heap"))


def flat(samples):
    """
    Whether neither the resident memory nor the old generation grows.

    :raises LakeError: where there are too few samples to tell
    """
    if len(samples) < LEAST_SAMPLES:
        raise LakeError("Only %d samples of the hub's memory were taken, and %d are needed to tell "
                        "whether it grows: say a larger --large, more --events." % (
                            len(samples), LEAST_SAMPLES))
    return max(flatness(samples)) <= FLAT


class Memory:
    """
    :param rig: a running lake
    :param tell: called with a line of progress
    :param forms: of the large objects
    :param collects: see Watch
    """

    def __init__(self, rig, tell, forms=(LINES,), collects=False):
        self._rig, self._tell, self._collects = rig, tell, collects
        self._nginx, self._number = Nginx(rig), 1
        self._nginx.start()
        folder = routes.write(rig, "routes", [(form.flow, None) for form in forms])
        self._hub = javas.Hub(rig, self._nginx.url, folder)
        self._backlog = Backlog(rig)

    def large(self, size, form=LINES):
        """:returns: (seconds that an object of so many bytes of records took, samples)"""
        path = self._nginx.share("large")
        etag, size = self._records(path, size, form)
        path.rename(self._nginx.share(etag))
        told = objects.events([("large-%d-%s" % (self._number, etag), size, etag,
                                form.content_type)], self._rig.account, form.flow, self._number)
        self._number += 1
        watch = Watch(self._hub, self._collects)
        watch.start()
        took = self._backlog.run(self._hub, told, [json.loads(told[0][1])["id"]], LIMIT_S)
        self._nginx.share(etag).unlink()
        return took.seconds, watch.stop()

    def _records(self, path, size, form):
        digest, written, filling = hashlib.md5(form.head), len(form.head), "x" * LINE_BYTES
        with open(path, "wb", buffering=1 << 20) as out:
            out.write(form.head)
            while written < size:
                record = dict(objects.reading(written // LINE_BYTES * 40), note=filling)
                line = form.write(record)
                digest.update(line)
                out.write(line)
                written += len(line)
                if written % (256 << 20) < len(line):
                    self._tell("the object has %d MiB" % (written >> 20))
        return digest.hexdigest(), written

    def waiting(self, events):
        """
        :returns: (samples while so many events wait, how many still wait at the end)
        """
        made = objects.made(FLOW, 1 << 10, 1)
        self._nginx.share(made.etag).write_bytes(made.body)
        watch, before = None, self._runs()
        for first in range(0, events, EVENTS_A_FILE):
            told = objects.events(
                [("%08d-%s" % (first + each, made.etag), 1 << 10, made.etag, made.content_type)
                 for each in range(min(EVENTS_A_FILE, events - first))],
                self._rig.account, FLOW, self._number + first)
            self._backlog.fill(told)
            self._tell("%d events were put on the topic" % (first + len(told)))
            if not watch:
                watch = Watch(self._hub, self._collects)
                watch.start()
        left, until = events, time.monotonic() + WATCH_S
        while left > LEFT * events and time.monotonic() < until:
            time.sleep(SAMPLE_S)
            left = events - (self._runs() - before)
        samples = watch.stop()
        if left <= 0:
            raise LakeError("None of the %d events waited any more: say more --events." % events)
        return samples, left

    def _runs(self):
        """Runs on record: at the least so many events wait no more."""
        return self._rig.mongo["log"]["operations"].estimated_document_count()
