"""What is done in a run, all of it drawn from one seed. Touches nothing."""

import hashlib
import random
import secrets
from dataclasses import dataclass, field

CLIENTS = 6
NAMES = 240
ODD_NAMES = ("ü/ö é.bin", "quo\"te's", "per%41cent%", "line\nfeed", "tab\there", "日本/語", "a//b",
             "+&?#=")
USER = "tester"

# How often each fault comes in 5,000 changes.
FAULTS = {
    "worker killed": 8, "worker killed, its last record torn": 4, "proxy killed": 2,
    "shipper killed": 12, "workers reloaded": 3, "clock stepped back": 3,
    "disk full": 2, "disk full, a worker killed meanwhile": 2,
    "disk full, the shipper killed meanwhile": 1, "hub killed": 2,
}
FULL_RUN = 5000


@dataclass(frozen=True)
class Request:
    """A change that a client asks for. `number` is unique in the run, and Swift's transaction
    id ends in it, so that an event tells which request it is of."""

    number: str
    verb: str
    name: str
    body: bytes = b""
    source: str = ""
    leaves: bool = False  # the client goes away in the middle of the body
    fresh: bool = False  # on a connection of its own

    @property
    def etag(self) -> str:
        """What Swift says of the body."""
        return hashlib.md5(self.body, usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong once so many changes were asked for."""

    at: int
    kind: str
    amount: float = 0


@dataclass(frozen=True)
class Plan:
    """
    :param changes: how many requests the clients send together
    :param mark: of this run, so that a seed may run twice on one lake
    """

    seed: int
    changes: int = FULL_RUN
    mark: str = field(default_factory=lambda: secrets.token_hex(3))
    names: tuple = field(default_factory=lambda: tuple(
        [f"o/{number}" for number in range(NAMES - len(ODD_NAMES))] + list(ODD_NAMES)))

    @property
    def cluster(self) -> str:
        """The Swift cluster's name in the events: none but this run's has it."""
        return f"probe-{self.seed}-{self.mark}"

    @property
    def account(self) -> str:
        """Swift's account of the clients."""
        return f"AUTH_{self.project}"

    @property
    def project(self) -> str:
        """What tempauth calls the account."""
        return f"probe{self.seed}x{self.mark}"

    def random(self, what: str) -> random.Random:
        """Random numbers for one purpose: threads do not disturb each other's."""
        return random.Random(f"{self.seed}/{what}")

    def requests(self, client: int):
        """What one client asks for, one after the other."""
        draw = self.random(f"client {client}")
        count = self.changes // CLIENTS + (client < self.changes % CLIENTS)
        for turn in range(count):
            number, name = f"c{client}n{turn}", draw.choice(self.names)
            fresh = draw.random() < 0.1
            kind = draw.random()
            if kind < 0.15:
                yield Request(number, "DELETE", name, fresh=fresh)
            elif kind < 0.30:
                yield Request(number, "COPY", name, source=draw.choice(self.names), fresh=fresh)
            else:
                size = int(2 ** draw.uniform(5, 12)) if draw.random() < 0.98 else 300_000
                yield Request(number, "PUT", name, self.body(number, size), fresh=fresh,
                              leaves=draw.random() < 0.01)

    def body(self, number: str, size: int) -> bytes:
        """A body that no other request has."""
        line = f"{self.seed} {number}\n".encode()
        return (line * (size // len(line) + 1))[:max(size, len(line))]

    def faults(self) -> list:
        """All faults in order of their moments, scaled to the number of changes."""
        draw = self.random("faults")
        found = []
        for kind, times in FAULTS.items():
            times = max(1, round(times * self.changes / FULL_RUN))
            for turn in range(times):
                # One in each part of the run, so that they do not all come at its end.
                where = 0.03 + 0.92 * (turn + draw.random()) / times
                found.append(Fault(int(where * self.changes), kind, draw.uniform(1, 5)))
        return sorted(found, key=lambda fault: (fault.at, fault.kind))
