"""
Many objects in the lake, and a replay of them.
"""

import json
import threading
import time
import urllib.request
from urllib.parse import urlsplit

from lake import credentials
from lake.errors import LakeError
from sluice_bench.left import Left
from sluice_bench.upload.client import Uploader, put_request

FLOW = "documents"
CLIENTS = 16
SLICE = 5000
LIMIT_S = 3600
LOOK_S = 0.5


class Objects:
    """
    :param rig: a lake with proxy, shipper and a hub that has a route of the flow
    """

    def __init__(self, rig):
        self._rig = rig
        self._url = rig.uri("hub", "http")
        self._key = credentials.read(rig.settings.folder("secrets"), "hub-api-key")

    def ask(self, path, body=None):
        """:returns: the hub's answer"""
        request = urllib.request.Request(
            self._url + path, None if body is None else json.dumps(body).encode(),
            {"Authorization": "Bearer " + self._key, "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def upload(self, many):
        """Returns once all are in gold."""
        connection, token = self._rig.log_in()
        connection.put_container(FLOW)
        place = urlsplit(connection.url)
        left = Left("%d of %d objects are uploaded", many)
        for first in range(0, many, SLICE):
            last = min(many, first + SLICE)
            Uploader((place.hostname, place.port), [put_request(
                place.netloc, "%s/%s/%08d.json" % (place.path, FLOW, number), token,
                b'{"number": %d}' % number, "application/json")
                for number in range(first, last)], CLIENTS).closed_loop()
            left.at(last)
        self._settle(many)

    def _settle(self, many):
        gold, began = self._rig.mongo["gold_" + FLOW]["documents"], time.monotonic()
        left = Left("%d of %d objects are in gold", many)
        while True:
            there = gold.estimated_document_count()
            stand = self.ask("/v1/queues")
            if there >= many and not any(one["waiting"] or one["running"]
                                         for one in stand["queues"]):
                return
            if time.monotonic() - began > LIMIT_S:
                raise LakeError("Of %d objects %d are in gold after %d s." % (
                    many, there, LIMIT_S))
            left.at(min(there, many - 1))
            time.sleep(LOOK_S)


class Replay(threading.Thread):
    """
    A replay of all those objects; notes how many it had fed, and when.

    :param many: how many there are
    """

    def __init__(self, objects, many, rate):
        super().__init__(daemon=True)
        self._objects, self._many = objects, many
        self.fed, self.told, self.failure = [], None, None
        self._id = objects.ask("/v1/replays", {
            "project": FLOW, "rate": rate, "all": False, "existing": False,
            "dry_run": False})["id"]

    def run(self):
        left = Left("%d of %d objects are replayed", self._many)
        try:
            while self.told is None:
                told = self._objects.ask("/v1/replays/" + self._id)
                self.fed.append((time.monotonic(), told["objects"]))
                left.at(min(told["objects"], self._many - 1))
                if told["state"] == "over":
                    self.told = told
                else:
                    time.sleep(LOOK_S)
        except (OSError, ValueError) as error:
            self.failure = error

    def finish(self, seconds):
        """:returns: what the hub says of it at its end"""
        self.join(seconds)
        if self.told is None:
            raise LakeError("The replay is not over after %d s: %s" % (
                seconds, self.failure or self.fed[-1]))
        return self.told


def held(fed):
    """
    Objects a second from when the first were fed to when the last were.

    :param fed: (seconds, objects) each
    """
    first = next((at for at, (_when, objects) in enumerate(fed) if objects), None)
    last = next((at for at, (_when, objects) in enumerate(fed) if objects == fed[-1][1]), None)
    if first is None or last <= first:
        return 0.0
    return (fed[last][1] - fed[first][1]) / (fed[last][0] - fed[first][0])
