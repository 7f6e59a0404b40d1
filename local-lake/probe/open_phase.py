"""Fail-open: while the disk is full changes are stored without a record. They are counted, and
the journals' progress says of each that it is lost."""

from dataclasses import dataclass

from one_node_swift import wait_for

from probe import kafka
from probe.check import Check
from probe.clients import Client, Door
from probe.journals import gaps, lost, read
from probe.ledger import ACKNOWLEDGED, Ledger
from probe.plan import CLIENTS, Request
from probe.verdict import number_of

CONTAINER = "unrecorded"
WHILE_FULL, AFTERWARDS = 300, 30  # the room that the journals keep takes some of them
SECONDS = 180


@dataclass(frozen=True)
class Phase:
    """What came of it."""

    checks: list
    counts: dict


def run(rig) -> Phase:
    """Reloads the proxy with the other policy, fills the disk for some changes, frees it."""
    names = ("fail-open: no upload fails for want of room", "fail-open: what was recorded is in "
             "Kafka", "fail-open: what was not recorded is told as lost in the progress")
    if rig.disk.refusal:
        return Phase([Check(name, skipped=rig.disk.refusal) for name in names], {})
    dropped_before = rig.shipper.health()["dropped"]
    epochs_before = set(read(rig.disk.place))
    rig.swift.policy("open")
    rig.swift.reload()
    rig.swift.make_container(rig.plan.account, CONTAINER)
    door, ledger = Door(rig.swift, rig.plan.account, CONTAINER), Ledger()
    _upload(rig, door, ledger, "before", AFTERWARDS)
    rig.disk.fill()
    _upload(rig, door, ledger, "full", WHILE_FULL)
    rig.disk.free()
    _upload(rig, door, ledger, "after", AFTERWARDS)
    result = _Result(rig, ledger, epochs_before, dropped_before)
    try:
        wait_for(result.agrees, "as many gaps as changes without a record", SECONDS, pause=0.5)
    except AssertionError:
        pass  # the checks say it
    return Phase([
        Check(names[0], [f"{number} was answered {entry.status}" for number, entry in
                         ledger.entries().items() if entry.outcome != ACKNOWLEDGED]),
        Check(names[1], [f"{number} has no event" for number in
                         sorted(result.recorded - result.told)]),
        Check(names[2], [] if result.agrees() else [str(result.counts())])], result.counts())


def _upload(rig, door, ledger, word: str, count: int):
    """On connections of their own, so that all workers get some."""
    requests = [Request(f"c{word}{number}", "PUT", f"{word}/{number}",
                        rig.plan.body(f"{word}{number}", 100), fresh=True)
                for number in range(count)]
    clients = [Client(door, requests[number::CLIENTS], ledger) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()


class _Result:
    """Read anew by agrees()."""

    def __init__(self, rig, ledger, epochs_before, dropped_before):
        self._rig, self._before, self._dropped_before = rig, epochs_before, dropped_before
        self._acknowledged = {number for number, entry in ledger.entries().items()
                              if entry.outcome == ACKNOWLEDGED}
        self.recorded = self.told = frozenset()
        self.missing = self.dropped = 0

    def agrees(self) -> bool:
        """Whether all that is missing is accounted for."""
        told = kafka.read(self._rig.lake["SLUICE_KAFKA"], self._rig.plan.cluster)
        journals = {epoch: journal for epoch, journal in read(self._rig.disk.place).items()
                    if epoch not in self._before}
        self.recorded = self._acknowledged & {
            number for journal in journals.values() for number in journal.numbers.values()}
        self.told = self._acknowledged & {number_of(event) for event in told.changes}
        said_lost = lost(told.progress)
        self.missing = sum(len(numbers & said_lost[epoch])
                           for epoch, numbers in gaps(journals, told.progress).items())
        self.dropped = self._rig.shipper.health().get("dropped", 0) - self._dropped_before
        return (self.recorded == self.told and self.missing == self.dropped
                == len(self._acknowledged - self.told) > 0)

    def counts(self) -> dict:
        """For the table."""
        return {"acknowledged": len(self._acknowledged), "with an event": len(self.told),
                "without a record, by the shipper's count": self.dropped,
                "told as lost by the progress": self.missing}
