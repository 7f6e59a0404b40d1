"""
The proxies take turns in slices: A A' B, A' B A, B A A' …, so that a machine that slows down
slows all.
"""

import os
import statistics
from collections import namedtuple

from sluice_bench.upload.client import Uploader, put_request
from sluice_bench.upload.ratios import ratio
from sluice_bench.upload.rig import CONTAINER, PROXIES

Cell = namedtuple("Cell", "size clients hub")
Turn = namedtuple("Turn", "throughput p50 cpu")  # PUT/s, seconds, seconds of the proxy a PUT
THROUGHPUT, P50 = "throughput", "p50"


class Measured:
    """All turns of one cell: ``turns[proxy]`` is a list of Turn, one a round."""

    def __init__(self, cell):
        self.cell = cell
        self.turns = {name: [] for name in PROXIES}

    def ratio(self, measure, proxy):
        """A proxy beside A, so that less than 1 is worse in both measures."""
        pairs = zip(self.turns[proxy], self.turns["A"])
        if measure == THROUGHPUT:
            return ratio([(own.throughput, other.throughput) for own, other in pairs])
        return ratio([(other.p50, own.p50) for own, other in pairs])


class _Slices:
    """What a proxy's slices of one round came to."""

    def __init__(self):
        self.seconds = self.cpu = 0.0
        self.latencies = []

    def add(self, seconds, latencies, cpu):
        self.seconds += seconds
        self.latencies += latencies
        self.cpu += cpu

    def turn(self):
        puts = len(self.latencies)
        return Turn(puts / self.seconds, statistics.median(self.latencies), self.cpu / puts)


def measure(rig, cell, rounds, puts, length, tell):
    """
    :param rounds: that count; one more goes before them and is dropped
    :param puts: in one turn
    :param length: of a slice, in PUTs
    :param tell: called with (round, proxy, Turn) after each round
    :returns: Measured
    :raises UploadFailed:
    """
    rig.ship_to(cell.hub)
    measured = Measured(cell)
    body = os.urandom(cell.size)
    requests = [put_request("bench", "/v1/%s/%s/%d-%06d" % (
        rig.account, CONTAINER, cell.size, number), rig.token, body) for number in range(puts)]
    names, count = list(rig.addresses), 0
    for number in range(rounds + 1):
        found = {name: _Slices() for name in names}
        for at in range(0, puts, length):
            for name in names[count % len(names):] + names[:count % len(names)]:
                used = rig.cpu(name)
                uploader = Uploader(rig.addresses[name], requests[at:at + length], cell.clients)
                found[name].add(*uploader.closed_loop(), rig.cpu(name) - used)
            count += 1
        for name in names:
            turn = found[name].turn()
            if number:
                measured.turns[name].append(turn)
            tell(number, name, turn)
    return measured
