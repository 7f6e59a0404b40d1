"""The seeded probe: one run in the whole test, many in a storm."""

import json
import os
import subprocess
from collections import defaultdict

from lake.say import say
from probe import report
from sluice_cli.test_counts import Counts, of_reports

PYTHON = "/usr/bin/python3"
PATH = ("local-lake", "cli", "swift-middleware", "swift-middleware/tests")
PACKAGES = ("kcat", "libfaketime")
SEED, CHANGES = 1, 5000


def probe(settings, reports, variables: dict, seed=SEED, changes=CHANGES) -> Counts:
    """A run against the lake that the variables name; a check that it makes counts as a test."""
    say(f"probe, seed {seed}, {changes} changes …")
    told = reports / f"probe-{seed}.xml"
    done = subprocess.run(
        [PYTHON, "-m", "probe", "--seed", str(seed), "--changes", str(changes),
         "--folder", str(reports / f"probe-{seed}"), "--reports", str(reports)],
        check=False, env={**os.environ, **variables, "PYTHONDONTWRITEBYTECODE": "1",
                          "PYTHONPATH": ":".join(str(settings.root / one) for one in PATH)})
    counts = of_reports(told)
    return counts + Counts(0, 1, 0) if done.returncode and not counts.failed else counts


def storm(settings, reports, variables: dict, args) -> Counts:
    """Several seeds one after the other, and the sum of what they counted."""
    counts = Counts(0, 0, 0)
    seeds = range(args.first, args.first + args.seeds)
    for seed in seeds:
        counts += probe(settings, reports, variables, seed, args.changes)
    sums = defaultdict(lambda: defaultdict(float))
    told = [reports / f"probe-{seed}.json" for seed in seeds]
    for file in filter(lambda file: file.exists(), told):
        for title, rows in json.loads(file.read_text(encoding="utf-8")).items():
            for name, number in rows.items():
                sums[title][name] += number
    print("\n".join([f"storm, seeds {seeds[0]} to {seeds[-1]}", *report.rows(sums)]), flush=True)
    return counts
