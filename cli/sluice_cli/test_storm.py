"""The seeded runs, probe and chaos: one of each in the whole test, many in a storm; and swaps."""

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
OBJECTS = 3000  # of a chaos run
KINDS = ("probe", "chaos")
SWAPS = 100  # in a storm; the whole test does fewer


def probe(settings, reports, variables: dict, seed=SEED, changes=CHANGES) -> Counts:
    """Does the lake lose or invent a change? A check that it makes counts as a test."""
    say(f"probe, seed {seed}, {changes} changes …")
    return _run(settings, reports, variables, "probe", seed, "--changes", str(changes))


def chaos(settings, reports, variables: dict, seed=SEED, objects=OBJECTS) -> Counts:
    """Is gold the same whatever dies meanwhile? A check that it makes counts as a test."""
    say(f"chaos, seed {seed}, {objects} objects …")
    return _run(settings, reports, variables, "chaos", seed, "--objects", str(objects))


def _run(settings, reports, variables: dict, what: str, seed: int, *words: str) -> Counts:
    """A run against the lake that the variables name."""
    told = reports / f"{what}-{seed}.xml"
    done = subprocess.run(
        [PYTHON, "-m", what, "--seed", str(seed), *words,
         "--folder", str(reports / f"{what}-{seed}"), "--reports", str(reports)],
        check=False, env={**os.environ, **variables, "PYTHONDONTWRITEBYTECODE": "1",
                          "PYTHONPATH": ":".join(str(settings.root / one) for one in PATH)})
    counts = of_reports(told)
    return counts + Counts(0, 1, 0) if done.returncode and not counts.failed else counts


def swaps(settings, reports, variables: dict, many=SWAPS) -> Counts:
    """Does a swap of a route's file, block or policy under load lose or double an object?"""
    say(f"{many} swaps under load …")
    told = reports / "swaps.xml"
    done = subprocess.run(
        [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={told}",
         "-k", "under_load", "test_swaps.py"],
        cwd=settings.root / "local-lake/acceptance", check=False,
        env={**os.environ, **variables, "SLUICE_SWAPS": str(many)})
    counts = of_reports(told)
    return counts + Counts(0, 1, 0) if done.returncode and not counts.failed else counts


def storm(settings, reports, variables: dict, args) -> Counts:
    """Several seeds one after the other, and the sum of what they counted; and once the swaps."""
    counts = Counts(0, 0, 0)
    if args.of in ("swaps", "all"):
        counts += swaps(settings, reports, variables, args.swaps)
    seeds = range(args.first, args.first + args.seeds)
    kinds = [kind for kind in KINDS if args.of in (kind, "all")]
    for seed in seeds:
        if "probe" in kinds:
            counts += probe(settings, reports, variables, seed, args.changes)
        if "chaos" in kinds:
            counts += chaos(settings, reports, variables, seed, args.objects)
    for kind in kinds:
        sums = _sums([reports / f"{kind}-{seed}.json" for seed in seeds])
        print("\n".join([f"storm of {kind}, seeds {seeds[0]} to {seeds[-1]}", *report.rows(sums)]),
              flush=True)
    return counts


def _sums(files: list) -> dict:
    sums = defaultdict(lambda: defaultdict(float))
    for file in filter(lambda file: file.exists(), files):
        for title, rows in json.loads(file.read_text(encoding="utf-8")).items():
            for name, number in rows.items():
                sums[title][name] += number
    return sums
