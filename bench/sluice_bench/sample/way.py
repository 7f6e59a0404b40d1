"""
The way of an integrator from a sample to gold, each stage timed.
"""

import json
import shutil
import subprocess
import sys
import time

from swiftclient.exceptions import ClientException

from lake.errors import LakeError

POLL_S = 0.1
LIMIT_S = 120
STAGES = ("new", "live", "put", "gold")


class Way:
    """
    :param root: the lake's checkout
    :param name: of the route, and of the container that is its project; nothing may have it
    :param swift: swiftclient's connection
    """

    def __init__(self, root, name, swift):
        self._root, self._name, self._swift = root, name, swift
        self._folder = root / "routes" / name
        self._uploaded = False

    def go(self, sample):
        """
        :param sample: a file
        :returns: seconds by stage: the draft, the lake takes the route, the upload, the first
            record in gold
        :raises LakeError: when a stage fails or takes too long
        """
        seconds = {}
        stages = (lambda: self._well("new", self._name, "--from", str(sample)),
                  lambda: _wait(self._is_live, "the lake runs the route " + self._name),
                  lambda: self._put(sample),
                  lambda: _wait(self._in_gold, "a record of %s is in gold" % self._name))
        try:
            for stage, act in zip(STAGES, stages):
                began = time.monotonic()
                act()
                seconds[stage] = round(time.monotonic() - began, 2)
        finally:
            self._take_away(sample)
        return seconds

    def _sluice(self, *words):
        return subprocess.run([str(self._root / "sluice"), *words], capture_output=True,
                              text=True, check=False)

    def _well(self, *words):
        done = self._sluice(*words)
        if done.returncode:
            raise LakeError("sluice %s ends with %d: %s" % (
                words[0], done.returncode, (done.stderr or done.stdout).strip()[:1000]))
        return done.stdout

    def _routes(self):
        return {one["id"]: one for one in json.loads(self._well("routes", "--json"))["routes"]}

    def _is_live(self):
        return self._name in self._routes()

    def _put(self, sample):
        self._swift.put_container(self._name)
        self._uploaded = True
        with open(sample, "rb") as content:
            self._swift.put_object(self._name, sample.name, content)

    def _in_gold(self):
        done = self._sluice("gold", "dump", self._name)
        if done.returncode not in (0, 2):  # 2: the project is not known yet
            raise LakeError("sluice gold dump: " + done.stderr.strip()[:1000])
        return done.returncode == 0 and len(done.stdout.splitlines()) > 1

    def _take_away(self, sample):
        """What was made goes, its gold with the object; the figures stand, whatever befalls it."""
        try:
            if self._uploaded:
                self._swift.delete_object(self._name, sample.name)
                _wait(lambda: not self._in_gold(), "the gold of %s is gone" % self._name)
                self._swift.delete_container(self._name)
        except (LakeError, ClientException) as err:
            print("sluice bench sample: container %s stays: %s" % (self._name, err),
                  file=sys.stderr)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)


def _wait(is_so, what):
    until = time.monotonic() + LIMIT_S
    while not is_so():
        if time.monotonic() > until:
            raise LakeError("After %d s not yet: %s" % (LIMIT_S, what))
        time.sleep(POLL_S)
