"""
``./sluice bench hub``: what the hub makes of a backlog, how far gold lags, what makes it dearer.
"""

import argparse
import signal
import sys

from lake.errors import LakeError
from sluice_bench.arguments import positive, size
from sluice_bench.hub import report
from sluice_bench.hub.flows import Flows, entry
from sluice_bench.hub.objects import FLOWS
from sluice_bench.hub.rig import Rig
from sluice_bench.hub.stores import NGINX, SWIFT
from sluice_bench.upload.client import UploadFailed

PARTS = ("flows",)
GOAL, FLOOR = 0.8, 0.5


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench hub",
        description="Starts a lake of its own and measures its hub. flows: from events on the "
        "topic to rows in gold with all operations on record, beside a bare loop that does the "
        "same without Camel, Kafka and runs (goal: %g of it). Exit code 1 when a goal is not met."
        % GOAL)
    parser.add_argument("--part", nargs="+", choices=PARTS, default=list(PARTS),
                        help="what is measured (all)")
    parser.add_argument("--flow", nargs="+", choices=list(FLOWS), default=list(FLOWS),
                        help="flows: which (all)")
    parser.add_argument("--store", nargs="+", choices=(NGINX, SWIFT), default=[NGINX, SWIFT],
                        help="flows: what serves the objects (both)")
    parser.add_argument("--size", type=size, nargs="+", default=[1 << 10, 64 << 10, 1 << 20],
                        help="flows: of an object (1KiB 64KiB 1MiB)")
    parser.add_argument("--rounds", type=positive, default=3, help="flows: that count (3)")
    parser.add_argument("--warm-up", type=positive, default=3,
                        help="flows: rounds that are dropped before a flow's first size; one "
                        "before each other (3)")
    parser.add_argument("--objects", type=positive,
                        help="in a turn (2000 of 1 KiB, fewer of larger ones and from Swift)")
    parser.add_argument("--turns", action="store_true", help="print every round")
    parser.add_argument("--json", metavar="FILE", help="write the figures there, too")
    parser.add_argument("--folder", help="where the lake's folder is made (the temporary folder)")
    return parser.parse_args(words)


def run(options):
    """:returns: exit code"""
    results, good = report.Results(options.json), True
    if "flows" in options.part:
        good = flows(options, results) and good
    return 0 if good else 1


def flows(options, results):
    """:returns: whether the goal is met"""
    worst = 2.0
    with Rig(folder=options.folder) as rig:
        print(report.head(rig))
        print(report.FLOWS_HEAD, flush=True)
        for cell, rounds in Flows(rig, options, report.teller(options)).measure():
            found = entry(cell, rounds)
            print(report.flow(found), flush=True)
            results.add("flows", found)
            worst = min(worst, found["ratio"])
    print("The hub reaches %g of the bare loop in all flows." % GOAL if worst >= GOAL else
          "The worst ratio is %.2f: the goal, %g, is not met%s." % (
              worst, GOAL, " and the least that counts as done, %g, neither" % FLOOR
              if worst < FLOOR else ""))
    return worst >= GOAL


def main(words):
    """:returns: exit code"""
    signal.signal(signal.SIGTERM, lambda *_ignored: sys.exit(143))
    try:
        return run(arguments(words))
    except (LakeError, UploadFailed) as err:
        print("sluice bench hub: %s\nNothing was measured further." % err, file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("\nsluice bench hub: interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
