"""What the journals' progress in Kafka claims, held against the journals themselves."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from sluice_swift.record import INTENT, Damaged, decode

from probe.check import Check


@dataclass
class Journal:
    """One worker's: the numbers that stand in it, with the request of each."""

    numbers: dict = field(default_factory=dict)
    damaged: int = 0


def read(directory: Path) -> dict:
    """{epoch: Journal} of all files."""
    found = defaultdict(Journal)
    for file in sorted(directory.glob("*.journal")):
        journal = found[file.name.split(".")[1]]
        for line in file.read_bytes().splitlines(keepends=True):
            try:
                kind, body = decode(line)
            except Damaged:
                journal.damaged += 1
                continue
            if kind == INTENT:
                journal.numbers[body["n"]] = (body.get("trans_id") or "").rpartition("-")[2]
    return found


def told(progress: list) -> dict:
    """{epoch: numbers that progress says are delivered or nothing}."""
    return _numbers(event["data"] for event in progress if not event["data"].get("lost"))


def lost(progress: list) -> dict:
    """{epoch: numbers of which progress says that nobody can tell}."""
    return _numbers(event["data"] for event in progress if event["data"].get("lost"))


def _numbers(told_of) -> dict:
    found = defaultdict(set)
    for data in told_of:
        found[data["epoch"]].update(range(data["from"], data["to"] + 1))
    return found


def gaps(journals: dict, progress: list) -> dict:
    """{epoch: numbers up to the journal's last that are not told as delivered or nothing}."""
    known = told(progress)
    return {epoch: set(range(1, max(journal.numbers) + 1)) - known[epoch]
            for epoch, journal in journals.items() if journal.numbers}


def check(journals: dict, progress: list, must_be_told) -> Check:
    """
    :param must_be_told: whether a request's number is one whose event must be there

    Each number is told: as delivered or nothing, or as lost where no journal has it (refused or
    dropped for want of room) or even Swift could not tell of it.
    """
    found = Check("progress tells each number, and none as delivered that is not")
    for epoch, missing in gaps(journals, progress).items():
        for number in missing & set(journals[epoch].numbers):
            if must_be_told(journals[epoch].numbers[number]):
                found.problems.append(f"{epoch} {number} ({journals[epoch].numbers[number]})")
    said_lost = lost(progress)
    for epoch, missing in gaps(journals, progress).items():
        silent = missing - said_lost[epoch]
        if silent:
            found.problems.append(f"{epoch} says nothing of {sorted(silent)[:5]}")
    for epoch, numbers in told(progress).items():
        journal = journals.get(epoch)
        claimed = numbers - set(journal.numbers if journal else ())
        if claimed:
            found.problems.append(f"{epoch} has no intent {sorted(claimed)[:5]}")
    return found
