"""
From the answer to a PUT to the moment when its point can be read in InfluxDB.
"""

import json
import threading
import time
from collections import namedtuple
from urllib.parse import urlsplit

from lake.errors import LakeError
from sluice_bench.hub import javas, objects, routes
from sluice_bench.hub.processes import cpu
from sluice_bench.hub.rig import STORES
from sluice_bench.hub.warm import WarmUp
from sluice_bench.upload.client import Uploader, put_request

PARTS = (*STORES, "shipper")
PROJECT = "readings"
CLIENTS = 16
LOOK_S = 0.02  # the resolution: a point is seen so much later than it is there, at the most
SATURATED = 600  # uploads as fast as it goes
WARM_SPAN = 3  # of such rounds
DRAIN_S = 180
FIRST_TIME = 1_700_000_000
HELD = 0.95  # of the rate that was asked for

Lag = namedtuple("Lag", "asked_per_s held_per_s lags")  # seconds, sorted


def quantile(ordered, share):
    """The value that so large a share does not exceed."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class Seen(threading.Thread):
    """
    Looks which points are there, many times a second: point `number` of a run has the time
    FIRST_TIME + number seconds.
    """

    def __init__(self, rig, first, count):
        super().__init__(daemon=True)
        self._rig, self._next, self._end = rig, first, first + count
        self._missing = set(range(first, first + count))
        self.at, self.failure = {}, None
        self.stop = threading.Event()

    def run(self):
        try:
            while self._missing and not self.stop.is_set():
                began = time.time()
                self._look()
                time.sleep(max(0, LOOK_S - (time.time() - began)))
        except (OSError, KeyError, ValueError) as error:
            self.failure = error

    def _look(self):
        answer = self._rig.query(
            "SELECT value FROM lag WHERE time >= %d000000000 AND time < %d000000000" % (
                FIRST_TIME + self._next, FIRST_TIME + self._end), PROJECT)
        now = time.time()
        for series in answer["results"][0].get("series", ()):
            for nanos, _value in series["values"]:
                number = nanos // 10 ** 9 - FIRST_TIME
                if number in self._missing:
                    self._missing.discard(number)
                    self.at[number] = now
        self._next = min(self._missing, default=self._end)

    def finish(self, seconds):
        """Waits until all are there. :raises LakeError:"""
        self.join(seconds)
        self.stop.set()
        if self.failure or self._missing:
            raise LakeError("%d of the points are not in InfluxDB %d s after the last upload%s." % (
                len(self._missing), seconds, ": %s" % self.failure if self.failure else ""))


class LagBench:
    """
    :param rig: a lake with proxy and shipper
    :param tell: called with a line of progress
    :param others: flows that have a route, too
    """

    def __init__(self, rig, tell, others=()):
        self._rig, self._tell, self._next = rig, tell, 0
        folder = routes.write(rig, "routes", [(flow, None) for flow in (PROJECT, *others)])
        self._hub = javas.Hub(rig, rig.uri("proxy", "http"), folder)
        rig.query('CREATE DATABASE "%s"' % PROJECT)
        connection, self._token = rig.log_in()
        connection.put_container(PROJECT)
        self._place = urlsplit(connection.url)

    def warm_up(self, rounds=None):
        """
        Uploads as fast as it goes, until it costs the hub hardly less CPU than before.

        :param rounds: that are asked for; None for as many as it takes
        :returns: uploads a second in the last round, with all parts at work
        """
        warm = WarmUp(rounds, WARM_SPAN)
        while True:
            before = cpu(self._hub.pid)
            per_s = self._saturation(warm.done + 1)
            warm.add(cpu(self._hub.pid) - before)
            if warm.over:
                return per_s

    def _saturation(self, number):
        self._tell("uploading as fast as it goes, round %d" % number)
        uploader, seen = self._begin(SATURATED)
        seconds, _latencies = uploader.closed_loop()
        seen.finish(DRAIN_S)
        return SATURATED / seconds

    def at(self, rate, seconds):
        """:returns: Lag"""
        count = max(20, int(rate * seconds))
        self._tell("%.0f uploads a second by the clock" % rate)
        uploader, seen = self._begin(count)
        first, began = self._next - count, time.time()
        uploader.open_loop(rate)
        took = time.time() - began
        seen.finish(DRAIN_S)
        lags = sorted(seen.at[first + number] - at for number, at in uploader.answered.items())
        return Lag(rate, count / took, lags)

    def _begin(self, count):
        numbers = range(self._next, self._next + count)
        self._next += count
        uploader = Uploader((self._place.hostname, self._place.port), [put_request(
            self._place.netloc, "%s/%s/%08d.json" % (self._place.path, PROJECT, number),
            self._token, body(number), "application/json") for number in numbers], CLIENTS)
        seen = Seen(self._rig, numbers[0], count)
        seen.start()
        return uploader, seen


def body(number):
    """An object of one reading."""
    record = dict(objects.reading(number), topic="u4/300/lag",
                  time=FIRST_TIME + number, input=1)
    return json.dumps(record).encode()


def measure(rig, rate, seconds, tell, warm_up=None):
    """:returns: (uploads a second at saturation, [Lag]): at the rate, then at half of saturation"""
    bench = LagBench(rig, tell)
    saturation = bench.warm_up(warm_up)
    found = [bench.at(rate, seconds)]
    if found[0].held_per_s < HELD * rate or rate > saturation / 2:
        found.append(bench.at(saturation / 2, seconds))
    return saturation, found


def entry(saturation, found):
    """Lag as it stands in the JSON file."""
    def told(lag):
        return {"p50_ms": round(1000 * quantile(lag.lags, 0.5), 1),
                "p99_ms": round(1000 * quantile(lag.lags, 0.99), 1),
                "asked_per_s": round(lag.asked_per_s, 1), "held_per_s": round(lag.held_per_s, 1)}
    return {**told(found[0]), "saturation_per_s": round(saturation, 1),
            "resolution_ms": round(1000 * LOOK_S),
            **({"half_of_saturation": told(found[1])} if len(found) > 1 else {})}
