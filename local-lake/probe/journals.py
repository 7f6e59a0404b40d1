"""What the journals' progress in Kafka claims, held against the journals themselves."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from sluice_swift.record import INTENT, Damaged, decode

from probe.verdict import Check


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
    found = defaultdict(set)
    for event in progress:
        data = event["data"]
        found[data["epoch"]].update(range(data["from"], data["to"] + 1))
    return found


def gaps(journals: dict, progress: list) -> dict:
    """{epoch: numbers up to the journal's last that progress leaves out}."""
    known = told(progress)
    return {epoch: set(range(1, max(journal.numbers) + 1)) - known[epoch]
            for epoch, journal in journals.items() if journal.numbers}


def check(journals: dict, progress: list, must_be_told) -> Check:
    """
    :param must_be_told: whether a request's number is one whose event must be there

    Each number is told, but for those that no journal has (refused or dropped for want of room)
    and those that even Swift could not tell of.
    """
    found = Check("progress leaves out nothing that was stored, and claims nothing that is not")
    for epoch, missing in gaps(journals, progress).items():
        for number in missing & set(journals[epoch].numbers):
            if must_be_told(journals[epoch].numbers[number]):
                found.problems.append(f"{epoch} {number} ({journals[epoch].numbers[number]})")
    for epoch, numbers in told(progress).items():
        journal = journals.get(epoch)
        claimed = numbers - set(journal.numbers if journal else ())
        if claimed:
            found.problems.append(f"{epoch} has no intent {sorted(claimed)[:5]}")
    return found
