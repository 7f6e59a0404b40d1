"""
Puts rows of objects into a container's database by the code of Swift's own container server, run by
lake.swift_run: `… SWIFT-DIR DEVICES ACCOUNT CONTAINER OBJECTS`. The container is there.
"""

import os
import sys

from swift.common.ring import Ring
from swift.common.utils import hash_path, storage_directory
from swift.container.backend import DATADIR, ContainerBroker

from sluice_bench.left import Left
from sluice_bench.reconcile import many

MERGED = 5000  # rows a transaction


def database(swift_dir, devices, account, container):
    """:returns: the file of a container on the ring's first device that has it"""
    part, nodes = Ring(swift_dir, ring_name="container").get_nodes(account, container)
    hashed = hash_path(account, container)
    folder = os.path.join(devices, nodes[0]["device"], storage_directory(DATADIR, part, hashed))
    return os.path.join(folder, hashed + ".db")


def main(swift_dir, devices, account, container, objects):
    """Prints how far it is, and what the database takes."""
    path, objects = database(swift_dir, devices, account, container), int(objects)
    broker = ContainerBroker(path, account=account, container=container)
    left = Left("Swift's container has rows of %d of %d objects", objects)
    for first in range(0, objects, MERGED):
        last = min(objects, first + MERGED)
        broker.merge_items([many.row(number) for number in range(first, last)])
        left.at(last)
    there = broker.get_info()["object_count"]
    if there != objects:
        sys.exit("Swift's container says that it has %d objects, not %d" % (there, objects))
    print(os.path.getsize(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
