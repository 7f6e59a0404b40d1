"""
``./sluice bench upload``: what an upload through the filter costs, as a ratio.
"""

import argparse
import itertools
import sys
import tempfile
import time

from sluice_bench.arguments import positive, size
from sluice_bench.upload import lake, report
from sluice_bench.upload.client import UploadFailed
from sluice_bench.upload.ratios import verdict
from sluice_bench.upload.rig import RECEIVER, STOPPED, Rig
from sluice_bench.upload.turns import P50, THROUGHPUT, Cell, measure


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench upload",
        description="Uploads through three proxies of one Swift that take turns: A and A' without "
        "Sluice's filter, B with it. Prints B/A and, as a measure of what chance does, A'/A, with "
        "95 % intervals; below 1 is slower. Goal: every interval of B/A reaches 0.98 and is no "
        "wider than 0.04. Exit code 1 when the goal is not met.")
    parser.add_argument("--size", type=size, nargs="+", default=[1 << 10, 1 << 20],
                        help="of an object (1KiB 1MiB)")
    parser.add_argument("--clients", type=positive, nargs="+", default=[1, 16],
                        help="uploading at a time (1 16)")
    parser.add_argument("--hub", nargs="+", choices=(STOPPED, RECEIVER),
                        default=[STOPPED, RECEIVER],
                        help="stopped: nothing takes the events; receiver: a bare 202 does (both)")
    parser.add_argument("--rounds", type=positive, default=10,
                        help="that count; one more is dropped (10)")
    parser.add_argument("--puts", type=positive, default=2000, help="in a turn (2000)")
    parser.add_argument("--slice", type=positive, default=200, metavar="PUTS",
                        help="after so many the next proxy goes on (200)")
    parser.add_argument("--workers", type=positive, default=2, help="of each proxy (2)")
    parser.add_argument("--json", metavar="FILE", help="write the ratios there, too")
    parser.add_argument("--turns", action="store_true", help="print every turn")
    parser.add_argument("--lake", action="store_true",
                        help="instead: the running lake, all parts at work, at half of what it "
                        "takes at most; the latency is reported, without a goal")
    parser.add_argument("--folder", help="where Swift keeps its objects (the temporary folder)")
    found = parser.parse_args(words)
    if found.rounds < 2:
        parser.error("--rounds: an interval needs two at least")
    return found


def run(options):
    """:returns: exit code"""
    if options.lake:
        return lake.run(options.puts, options.json)
    cells = [Cell(*each) for each in itertools.product(options.size, options.clients, options.hub)]
    ratios, goal = [], True
    with tempfile.TemporaryDirectory(prefix="sluice-bench-", dir=options.folder) as folder:
        print("Starting a Swift with three proxies …", file=sys.stderr, flush=True)
        with Rig(folder, options.workers) as rig:
            print("%s, %d workers a proxy; %d rounds of %d PUTs a turn, one round before them "
                  "dropped" % (rig.versions(), options.workers, options.rounds, options.puts))
            print(report.HEAD)
            for number, cell in enumerate(cells, 1):
                measured = measure(rig, cell, options.rounds, options.puts, options.slice,
                                   Teller(cell, "%d of %d" % (number, len(cells)), options))
                print("\n".join(report.rows(measured)))
                print("         " + report.medians(measured), flush=True)
                ratios += report.entries(measured)
                goal = goal and all(verdict(measured.ratio(each, "B")).word == "met"
                                    for each in (THROUGHPUT, P50))
                if options.json:
                    report.write(options.json, {"ratios": ratios})
    print("Every interval reaches 0.98 and is no wider than 0.04." if goal
          else "The goal is not met by all: see the right column.")
    return 0 if goal else 1


class Teller:
    """Says how far it is, on a terminal in one line that is written over."""

    def __init__(self, cell, place, options):
        self._cell, self._place, self._options = cell, place, options
        self._began = time.monotonic()

    def __call__(self, number, proxy, turn):
        if self._options.turns:
            print("   round %2d %-2s %7.1f PUT/s  p50 %7.3f ms  CPU %.3f ms%s" % (
                number, proxy, turn.throughput, 1000 * turn.p50, 1000 * turn.cpu,
                "" if number else "  (dropped)"), flush=True)
        elif sys.stderr.isatty():
            print("\r%s: %s, %d clients, %s: round %d of %d, %d s\033[K" % (
                self._place, report.size_text(self._cell.size), self._cell.clients,
                self._cell.hub, number, self._options.rounds, time.monotonic() - self._began),
                end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(run(arguments(sys.argv[1:])))
    except UploadFailed as err:
        print("sluice bench upload: %s; nothing was measured further." % err, file=sys.stderr)
        sys.exit(3)
    except KeyboardInterrupt:
        print("\nsluice bench upload: interrupted", file=sys.stderr)
        sys.exit(130)
