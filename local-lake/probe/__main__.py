"""`python3 -m probe --seed N`: one run against the lake that the environment names."""

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

from probe import report
from probe.plan import FULL_RUN, Plan
from probe.run import run


def main() -> int:
    """:returns: 0 all well, 1 a finding"""
    parser = argparse.ArgumentParser(prog="probe", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--changes", type=int, default=FULL_RUN)
    parser.add_argument("--folder", type=Path, required=True, help="for the run; removed if well")
    parser.add_argument("--reports", type=Path, required=True,
                        help="folder for probe-SEED.xml (the checks) and .json (the numbers)")
    args = parser.parse_args()
    started = time.monotonic()
    shutil.rmtree(args.folder, ignore_errors=True)
    args.folder.mkdir(parents=True)
    sections, checks = run(Plan(args.seed, args.changes), args.folder, os.environ)
    title = f"probe, seed {args.seed} ({time.monotonic() - started:.0f} s)"
    print(report.table(title, sections, checks), flush=True)
    report.junit(args.reports / f"probe-{args.seed}.xml", f"probe {args.seed}", checks)
    (args.reports / f"probe-{args.seed}.json").write_text(json.dumps(sections), encoding="utf-8")
    if any(check.problems for check in checks):
        print(f"  What the parts wrote is in {args.folder}. Again: ./sluice test storm --of probe "
              f"--first {args.seed} --seeds 1 --changes {args.changes}", flush=True)
        return 1
    shutil.rmtree(args.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
