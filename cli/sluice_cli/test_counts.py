"""Counts tests from JUnit's XML reports, which Surefire and pytest both write."""

import xml.etree.ElementTree as ElementTree
from collections import Counter
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


def _suites(place: Path):
    files = sorted(place.glob("*.xml")) if place.is_dir() else [place] if place.exists() else []
    for file in files:
        yield from ElementTree.parse(file).getroot().iter("testsuite")


def reasons(place: Path) -> Counter:
    """Why tests were skipped, and how many for each reason."""
    # JUnit says the condition first, and behind an arrow what the test's author says of it.
    return Counter((skipped.get("message") or "no reason is given").rpartition("==> ")[2]
                   for suite in _suites(place) for skipped in suite.iter("skipped"))


def flaky(place: Path) -> dict:
    """Surefire's tests that failed and passed the second time: {name: what was said}."""
    return {f"{case.get('classname')}.{case.get('name')}":
            (said.findtext("stackTrace") or "").strip()
            for suite in _suites(place) for case in suite.iter("testcase")
            for said in (*case.iter("flakyFailure"), *case.iter("flakyError"))}


def of_reports(place: Path) -> Counts:
    """The sum of a report, or of all in a folder; nothing where there is none."""
    counts = Counts(0, 0, 0)
    for suite in _suites(place):
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        counts += Counts(int(suite.get("tests", 0)) - failed - skipped, failed, skipped)
    return counts
