"""One run: the storm, the wait for what is under way, the comparison."""

import time
from contextlib import contextmanager
from pathlib import Path

from one_node_swift import wait_for

from probe import catalogue, journals, kafka, open_phase, truth
from probe.check import Check
from probe.faults import ACTIONS, TORN
from probe.ledger import ACKNOWLEDGED
from probe.rig import CONTAINER, Rig
from probe.verdict import Verdict

AGREE_SECONDS = 180


def run(plan, root: Path, lake):
    """:returns: ({title: {name: number}}, checks)"""
    seconds = {}
    rig = Rig(plan, root, lake)
    with _timed(seconds, "until all parts run"):
        rig.start()
    try:
        with _timed(seconds, "changes and faults"):
            faults = rig.storm()
        with _timed(seconds, "until nothing is unsent"):
            drained = rig.drained()
        set_aside = len(rig.shipper.set_aside())
        rig.resend()
        with _timed(seconds, "until all agree"):
            comparison = Comparison(rig)
            comparison.await_agreement()
        with _timed(seconds, "fail-open"):
            phase = open_phase.run(rig)
        checks = [*comparison.checks, *phase.checks, comparison.damaged(faults),
                  _faults_check(faults), drained, Check("no part ended by itself", rig.ended())]
    finally:
        rig.stop()
    return {
        "changes": comparison.verdict.counts(),
        "shipper": {"set aside by the hub's word, then sent again": set_aside,
                    **comparison.journal_counts()},
        "faults": {**dict(sorted(faults.done.items())),
                   "seconds that the clock went back": round(rig.clock.behind, 1)},
        "the hub's answers": dict(sorted(rig.deck.played.items())),
        "fail-open, the disk full": phase.counts,
        "seconds": seconds}, checks


@contextmanager
def _timed(seconds: dict, what: str):
    started = time.monotonic()
    yield
    seconds[what] = round(time.monotonic() - started, 1)


def _faults_check(faults) -> Check:
    check = Check("every fault happened")
    check.problems += [f"{kind} never happened" for kind in ACTIONS
                       if not faults.done[kind] and kind not in faults.skipped]
    if faults.failure:
        check.problems.append(f"{type(faults.failure).__name__}: {faults.failure}")
    check.skipped = "; ".join(f"{kind}: {why}" for kind, why in faults.skipped.items())
    return check


class Comparison:
    """What there is, read again until it agrees or the time is over."""

    def __init__(self, rig):
        self._rig = rig
        self._states = truth.states(rig.swift.conf("internal-client.conf"), rig.plan.account,
                                    CONTAINER, rig.plan.names)
        self._stored = rig.swift.stored()
        self.verdict, self.checks, self._journals, self._told = None, [], {}, None

    def await_agreement(self) -> None:
        """Kafka has all by now; the journals' last progress and the catalogue come a little
        later."""
        try:
            wait_for(self._agrees, "agreement", AGREE_SECONDS, pause=0.5)
        except AssertionError:
            pass  # the checks say where it is not

    def _agrees(self) -> bool:
        rig = self._rig
        self._told = kafka.read(rig.lake["SLUICE_KAFKA"], rig.plan.cluster)
        self.verdict = Verdict(rig.plan, rig.ledger.entries(), self._stored, self._states,
                               self._told.changes, CONTAINER)
        self._journals = journals.read(rig.disk.place)
        self.checks = [
            *self.verdict.checks(),
            journals.check(self._journals, self._told.progress, self._must_be_told),
            catalogue.check(self._states, catalogue.statuses(
                rig.lake, f"{rig.plan.account}.{CONTAINER}"))]
        return not any(check.problems for check in self.checks)

    def damaged(self, faults) -> Check:
        """Nothing tears a record but the probe, a full disk and a kill included."""
        found = sum(journal.damaged for journal in self._journals.values())
        torn = faults.done[TORN]
        return Check("no record is damaged but those that were torn",
                     [] if found == torn else [f"{found} are damaged, {torn} were torn"])

    def _must_be_told(self, number: str) -> bool:
        entry = self.verdict.entries.get(number)
        return bool(entry and entry.outcome == ACKNOWLEDGED)

    def journal_counts(self) -> dict:
        """For the table."""
        missing = journals.gaps(self._journals, self._told.progress)
        numbers = {epoch: set(journal.numbers) for epoch, journal in self._journals.items()}
        unsettled = sum(len(missing[epoch] & numbers[epoch]) for epoch in missing)
        return {
            "journals, one a worker": len(self._journals),
            "numbers that no record has (the disk was full)":
                sum(len(missing[epoch] - numbers[epoch]) for epoch in missing),
            "intents that even Swift could not tell of": unsettled,
            "torn records": sum(journal.damaged for journal in self._journals.values()),
            "progress events": len(self._told.progress)}
