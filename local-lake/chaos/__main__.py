"""`python3 -m chaos --seed N`: one run against the lake that the environment names."""

import argparse
import json
import os
import shutil
import sys
import time
from pathlib import Path

from probe import report

from chaos.plan import FULL_RUN, Plan
from chaos.run import run


def main() -> int:
    """:returns: 0 all well, 1 a finding"""
    parser = argparse.ArgumentParser(prog="chaos", description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--objects", type=int, default=FULL_RUN)
    parser.add_argument("--folder", type=Path, required=True, help="for the run; removed if well")
    parser.add_argument("--reports", type=Path, required=True,
                        help="folder for chaos-SEED.xml (the checks) and .json (the numbers)")
    args = parser.parse_args()
    started = time.monotonic()
    shutil.rmtree(args.folder, ignore_errors=True)
    args.folder.mkdir(parents=True)
    sections, checks = run(Plan(args.seed, args.objects), args.folder, os.environ)
    title = f"chaos, seed {args.seed} ({time.monotonic() - started:.0f} s)"
    print(report.table(title, sections, checks), flush=True)
    report.junit(args.reports / f"chaos-{args.seed}.xml", f"chaos {args.seed}", checks)
    (args.reports / f"chaos-{args.seed}.json").write_text(json.dumps(sections), encoding="utf-8")
    if any(check.problems for check in checks):
        print(f"  The hubs' logs are in {args.folder}. Again: ./sluice test storm --of chaos "
              f"--first {args.seed} --seeds 1 --objects {args.objects}", flush=True)
        return 1
    shutil.rmtree(args.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
