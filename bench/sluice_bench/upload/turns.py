"""
The proxies take turns: A, A', B, A, A', B …, so that a machine that slows down slows all.
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


def measure(rig, cell, rounds, puts, tell):
    """
    :param rounds: that count; one more goes before them and is dropped
    :param puts: in one turn
    :param tell: called with (round, proxy, Turn) after each turn
    :returns: Measured
    :raises UploadFailed:
    """
    rig.ship_to(cell.hub)
    measured = Measured(cell)
    body = os.urandom(cell.size)
    requests = [put_request("bench", "/v1/%s/%s/%d-%06d" % (
        rig.account, CONTAINER, cell.size, number), rig.token, body) for number in range(puts)]
    for number in range(rounds + 1):
        for name, address in rig.addresses.items():
            used = rig.cpu(name)
            seconds, latencies = Uploader(address, requests, cell.clients).closed_loop()
            turn = Turn(puts / seconds, statistics.median(latencies),
                        (rig.cpu(name) - used) / puts)
            if number:
                measured.turns[name].append(turn)
            tell(number, name, turn)
    return measured
