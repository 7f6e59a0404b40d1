"""Counts tests from JUnit's XML reports, which Surefire and pytest both write."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Counts:
    """How many tests ended in each way."""

    passed: int
    failed: int
    skipped: int

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed,
                      self.skipped + other.skipped)

    def line(self) -> str:
        """The closing line."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def of_reports(place: Path) -> Counts:
    """The sum of a report, or of all in a folder; nothing where there is none."""
    files = sorted(place.glob("*.xml")) if place.is_dir() else [place] if place.exists() else []
    counts = Counts(0, 0, 0)
    for file in files:
        for suite in ElementTree.parse(file).getroot().iter("testsuite"):
            failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped = int(suite.get("skipped", 0))
            counts += Counts(int(suite.get("tests", 0)) - failed - skipped, failed, skipped)
    return counts
