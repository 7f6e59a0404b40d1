"""What seeded runs have in common as commands: options, report, exit code."""

import argparse
import json
import os
import shutil
import time
from pathlib import Path

from probe import report


def main(name: str, about: str, amount: str, most: int, run) -> int:
    """
    :param name: of the run, in its reports and of the storm
    :param amount: what the run has so many of, as an option
    :param most: how many by default
    :param run: given seed, amount, folder and the lake's environment, answers sections and checks
    :returns: 0 all well, 1 a finding
    """
    parser = argparse.ArgumentParser(prog=name, description=about)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument(f"--{amount}", dest="amount", type=int, default=most)
    parser.add_argument("--folder", type=Path, required=True, help="for the run; removed if well")
    parser.add_argument("--reports", type=Path, required=True,
                        help=f"folder for {name}-SEED.xml (the checks) and .json (the numbers)")
    args = parser.parse_args()
    started = time.monotonic()
    shutil.rmtree(args.folder, ignore_errors=True)
    args.folder.mkdir(parents=True)
    sections, checks = run(args.seed, args.amount, args.folder, os.environ)
    title = f"{name}, seed {args.seed} ({time.monotonic() - started:.0f} s)"
    print(report.table(title, sections, checks), flush=True)
    report.junit(args.reports / f"{name}-{args.seed}.xml", f"{name} {args.seed}", checks)
    (args.reports / f"{name}-{args.seed}.json").write_text(json.dumps(sections), encoding="utf-8")
    if any(check.problems for check in checks):
        print(f"  What the parts wrote is in {args.folder}. Again: ./sluice test storm --of {name} "
              f"--first {args.seed} --seeds 1 --{amount} {args.amount}", flush=True)
        return 1
    shutil.rmtree(args.folder)
    return 0
