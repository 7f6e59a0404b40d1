"""All parts of a run, started in order and taken away again."""

import os
import shutil
import subprocess
from pathlib import Path

from one_node_swift import wait_for

from probe.clients import Client, Door
from probe.clock import Clock
from probe.deck import Deck
from probe.disk import Disk
from probe.faults import Faults
from probe.ledger import Ledger
from probe.meddler import Meddler
from probe.plan import CLIENTS
from probe.probed_swift import ProbedSwift
from probe.shipper import Shipper
from probe.check import Check

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = "probed"
DRAIN_SECONDS = 360


class Rig:
    """:param root: an empty folder; :param lake: of the running lake, as `sluice env` tells"""

    def __init__(self, plan, root: Path, lake):
        self.plan, self.root, self.lake = plan, root, lake
        self.ledger = Ledger()
        self.deck = Deck(plan.random("meddler"))
        self.clock = Clock(root / "clock")
        self.swift = ProbedSwift(root / "swift", plan, self.clock)
        self.disk = Disk(Path(self.swift.journal))
        keys = Path(lake["SLUICE_API_KEY_FILE"]).with_name("webhook-keys")
        self.meddler = Meddler(lake["SLUICE_HUB_URL"] + "/v1/events", keys, self.deck)
        self.shipper = Shipper(root, self.swift, self.meddler.url, keys)
        self.ended_by_itself = []
        self.door = None

    def start(self) -> None:
        """All of it, or nothing of it."""
        try:
            self.disk.mount()
            self.meddler.start()
            self.swift.start()
            self.shipper.start()
            self.swift.make_container(self.plan.account, CONTAINER)
            self.door = Door(self.swift, self.plan.account, CONTAINER)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends what runs; keeps the journals, whose disk goes too."""
        self.swift.stop()
        if self.shipper.process and not self.shipper.has_ended():
            self.shipper.kill()
        self.meddler.stop()
        shutil.copytree(self.disk.place, self.root / "journals", dirs_exist_ok=True)
        self.disk.unmount()

    def storm(self) -> Faults:
        """All changes with all faults, to their end. Raises what ended a client."""
        clients = [Client(self.door, self.plan.requests(number), self.ledger)
                   for number in range(CLIENTS)]
        faults = Faults(self)
        for thread in (faults, *clients):
            thread.start()
        for thread in (*clients, faults):
            thread.join()
        for failure in filter(None, (client.failure for client in clients)):
            raise failure
        self.deck.calm = True
        return faults

    def drained(self) -> Check:
        """Waits until the shipper has nothing left to send or to ask."""
        health = {}

        def done():
            self.shipper_ended_by_itself()
            health.update(self.shipper.health())
            return health.get("status") == "ok" and not health["unsent"] + health["settling"]
        check = Check("nothing is left unsent or open")
        try:
            wait_for(done, "nothing unsent", DRAIN_SECONDS, pause=0.2)
        except AssertionError:
            check.problems.append(str(health))
        return check

    def shipper_ended_by_itself(self) -> None:
        """A fault of its own, noted; it is started again, as a service manager would."""
        if self.shipper.has_ended():
            end = self.shipper.log.read_text(encoding="utf-8", errors="replace").splitlines()[-1:]
            self.ended_by_itself.append(f"the shipper ended by itself: {' '.join(end)}")
            self.shipper.start()

    def ended(self) -> list:
        """What ended though nobody told it to."""
        self.shipper_ended_by_itself()
        return self.ended_by_itself + [f"Swift's {name} ended by itself"
                                       for name in self.swift.has_ended()]

    def resend(self) -> None:
        """What the hub refused goes to it once more."""
        subprocess.run(["/usr/bin/python3", "-m", "sluice_swift.shipper", "--resend",
                        str(self.shipper.conf)], cwd=ROOT / "swift-middleware", check=True,
                       stdout=subprocess.DEVNULL)

    def sluice(self, *words: str) -> None:
        """The command line, for the lake's own parts."""
        subprocess.run([str(ROOT / "sluice"), *words], check=True, capture_output=True,
                       env={**os.environ, **self.lake})
