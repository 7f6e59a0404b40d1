"""
``./sluice bench hub``: what the hub makes of a backlog, how far gold lags, what makes it dearer.
"""

import argparse
import sys

from lake.errors import LakeError
from sluice_bench.arguments import main, positive, size
from sluice_bench.hub import growth, lag, report, warm
from sluice_bench.hub.flows import Flows, entry
from sluice_bench.hub.memory import Memory, flat, flatness
from sluice_bench.hub.objects import FLOWS
from sluice_bench.hub.rig import Rig
from sluice_bench.hub.stores import NGINX, SWIFT
from sluice_bench.upload.client import UploadFailed

PARTS = ("flows", "lag", "growth", "memory")
GOAL, FLOOR = 0.8, 0.5
P50_MS, P99_MS = 100, 500
SPREAD = 0.8


def setting(text):
    """A setting of the hub, as a pair."""
    key, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError("%s is not of the form KEY=VALUE" % text)
    return key, value


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench hub",
        description="Starts a lake of its own and measures its hub. flows: from events on the "
        "topic to rows in gold with all operations on record, beside a bare loop that does the "
        "same without Camel, Kafka and runs (goal: %g of it). lag: from the answer to a PUT to the "
        "point in InfluxDB, by the clock (goals: p50 %d ms, p99 %d ms). growth: with more routes, "
        "and a fuller catalogue (goal: %g of the best). memory: while a very large object passes, "
        "and while events wait (goal: flat). Exit code 1 when a goal is not met."
        % (GOAL, P50_MS, P99_MS, SPREAD))
    parser.add_argument("--part", nargs="+", choices=PARTS, default=list(PARTS),
                        help="what is measured (flows lag growth memory)")
    parser.add_argument("--flow", nargs="+", choices=list(FLOWS), default=list(FLOWS),
                        help="flows: which (all)")
    parser.add_argument("--store", nargs="+", choices=(NGINX, SWIFT), default=[NGINX, SWIFT],
                        help="flows: what serves the objects (both)")
    parser.add_argument("--size", type=size, nargs="+", default=[1 << 10, 64 << 10, 1 << 20],
                        help="flows: of an object (1KiB 64KiB 1MiB)")
    parser.add_argument("--rounds", type=positive, default=8, help="flows, growth: that count (8)")
    parser.add_argument("--warm-up", type=positive,
                        help="rounds that are dropped before a flow's first size, in lag and in "
                        "growth; one before each other size (until one costs hardly less CPU "
                        "than those before, %d to %d)" % (2 * warm.SPAN, warm.MOST))
    parser.add_argument("--objects", type=positive,
                        help="in a turn (2000 of 1 KiB, fewer of larger ones and from Swift)")
    parser.add_argument("--rate", type=positive, default=100, help="lag: uploads a second (100)")
    parser.add_argument("--seconds", type=positive, default=30, help="lag: of uploading (30)")
    parser.add_argument("--documents", type=positive, default=1_000_000,
                        help="growth: in the catalogue (1000000)")
    parser.add_argument("--grows", nargs="+", choices=("routes", "catalogue"),
                        default=["routes", "catalogue"], help="growth: of what (both)")
    parser.add_argument("--large", type=size, default=5 << 30,
                        help="memory: of the object of JSON lines (5GiB)")
    parser.add_argument("--events", type=positive, default=100_000,
                        help="memory: that wait (100000)")
    parser.add_argument("--setting", nargs="+", default=[], type=setting, metavar="KEY=VALUE",
                        help="flows: of the hub, to see what it changes")
    parser.add_argument("--turns", action="store_true", help="print every round")
    parser.add_argument("--json", metavar="FILE", help="write the figures there, too")
    parser.add_argument("--folder", help="where the lake's folder is made (the temporary folder)")
    return parser.parse_args(words)


def run(options):
    """:returns: exit code"""
    results, good = report.Results(options.json), True
    for part in options.part:
        good = {"flows": flows, "lag": lags, "growth": grown, "memory": held}[part](
            options, results) and good
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


def lags(options, results):
    """:returns: whether the goals are met"""
    with Rig(lag.PARTS, options.folder) as rig:
        found = lag.entry(*lag.measure(rig, options.rate, options.seconds, report.progress,
                                       options.warm_up))
    results.put("lag", found)
    print(report.lag(found), flush=True)
    return (found["p50_ms"] < P50_MS and found["p99_ms"] < P99_MS
            and found["held_per_s"] >= lag.HELD * options.rate)


def grown(options, results):
    """:returns: whether the goal is met"""
    ratios = {}
    with Rig(folder=options.folder, more=growth.SETTINGS) as rig:
        measured = growth.Growth(rig, options, report.progress)
        for what in options.grows:
            found = measured.routes() if what == "routes" else measured.catalogue(
                options.documents)
            ratios[what] = growth.spread(found)
            results.put("growth", ratios)
            print(report.growth(what, found, ratios[what]), flush=True)
    return min(ratios.values()) >= SPREAD


def held(options, results):
    """:returns: whether the goal is met"""
    with Rig(folder=options.folder) as rig:
        measured = Memory(rig, report.progress, collects=True)
        seconds, large = measured.large(options.large)
        print(report.memory("while an object of %.1f GiB passes (%.0f s, %.0f MiB/s)" % (
            options.large / (1 << 30), seconds, options.large / seconds / (1 << 20)), large,
            flatness(large)), flush=True)
        waiting, left = measured.waiting(options.events)
        print(report.memory("while %d of %d events wait, or more" % (left, options.events), waiting,
                            flatness(waiting)), flush=True)
    found = {"large_object": report.memory_entry(large, flatness(large)),
             "events_waiting": report.memory_entry(waiting, flatness(waiting))}
    results.put("memory", found)
    good = [flat(each) for each in (large, waiting)]
    return all(good)


if __name__ == "__main__":
    sys.exit(main("hub", run, arguments, (LakeError, UploadFailed)))
