"""
Fills Swift and the catalogue with the same objects, and changes some of them.
"""

import subprocess
from urllib.parse import urlsplit

from lake.errors import LakeError
from sluice_bench.left import Left
from sluice_bench.reconcile import many
from sluice_bench.upload.client import Uploader, put_request

INSERTED = 5000  # documents a command
CLIENTS = 8
LIMIT_S = 3600


class Container:
    """
    :param rig: a lake with proxy and mongodb
    :param objects: how many it is to hold; its name tells
    """

    def __init__(self, rig, objects):
        self._rig, self.objects = rig, objects
        self.name = "bench%d" % objects

    def fill(self):
        """:returns: bytes of the container's database"""
        self._rig.log_in()[0].put_container(self.name)
        taken = self._rows()
        self._documents()
        return taken

    def _rows(self):
        settings = self._rig.settings
        swift = str(settings.folder("etc/swift"))
        done = subprocess.run(
            ["/usr/bin/python3", "-m", "lake.swift_run", swift, "sluice_bench.reconcile.rows",
             swift, str(settings.folder("data/swift")), self._rig.account, self.name,
             str(self.objects)],
            stdout=subprocess.PIPE, text=True, timeout=LIMIT_S, check=False)
        if done.returncode:
            raise LakeError("The container's database was not filled: what was said stands above.")
        return int(done.stdout)

    def _documents(self):
        catalogue = self._rig.mongo["swift"][self.name]
        left = Left("the catalogue has documents of %d of %d objects", self.objects)
        for first in range(0, self.objects, INSERTED):
            last = min(self.objects, first + INSERTED)
            catalogue.insert_many([many.document(number, self._rig.account, self.name)
                                   for number in range(first, last)], ordered=False)
            left.at(last)

    def change(self, count):
        """Overwrites so many of them by real uploads."""
        connection, token = self._rig.log_in()
        place = urlsplit(connection.url)
        Uploader((place.hostname, place.port), [put_request(
            place.netloc, "%s/%s/%s" % (place.path, self.name, many.name(number)), token,
            b'{"changed": %d}' % number, many.TYPE)
            for number in many.changed(self.objects, count)], CLIENTS).closed_loop()
