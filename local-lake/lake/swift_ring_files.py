"""Writes ring files with Swift's own RingBuilder: `… FOLDER KIND=PORT…`, run by swift_run.

What `swift-ring-builder create 8 1 0`, `add` and `rebalance` do, in one process.
"""

import sys

from swift.common.ring import RingBuilder

PART_POWER, REPLICAS, MIN_PART_HOURS = 8, 1, 0


def main(folder: str, *rings: str) -> None:
    """Makes a ring of one device for each kind of server."""
    for ring in rings:
        kind, port = ring.split("=")
        builder = RingBuilder(PART_POWER, REPLICAS, MIN_PART_HOURS)
        builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port),
                         "replication_ip": "127.0.0.1", "replication_port": int(port),
                         "device": "d1", "weight": 1.0, "meta": ""})
        builder.rebalance()
        builder.save(f"{folder}/{kind}.builder")
        builder.get_ring().save(f"{folder}/{kind}.ring.gz")


if __name__ == "__main__":
    main(*sys.argv[1:])
