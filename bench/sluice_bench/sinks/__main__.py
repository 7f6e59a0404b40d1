"""
``./sluice bench sinks``: records a second into each gold database, against its bare driver.
"""

import argparse
import sys

from lake.errors import LakeError
from sluice_bench.arguments import add_json, main, positive, say, size, tell_json
from sluice_bench.hub import memory, report
from sluice_bench.hub.rig import STORES, Rig
from sluice_bench.sinks import held
from sluice_bench.sinks.measure import RECORDS, Sinks, entry
from sluice_bench.sinks.records import FORMATS

PARTS = (*STORES, "postgresql")
GOAL = 0.7
# The embedded server keeps what it finds documents by in memory.
SETTINGS = {"SLUICE_HEAP_MONGODB": "2048"}
HEAD = "%-11s %-6s %9s %9s %6s  %-26s %s" % (
    "sink", "format", "hub/s", "bare/s", "ratio", "CPU µs a record", "the bare loop writes")


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench sinks",
        description="Starts a lake of its own and measures how many records a second of CSV and "
        "of JSON lines come into each sink: through the hub, one large object through a "
        "route of a block that reads and a sink, beside a bare loop that parses the same file with "
        "the same libraries and writes by the same driver, in batches as large and by the same "
        "statements (goal: %g of it). With --memory it measures what the hub holds while 1 MiB and "
        "a very large object pass (goal: flat). Exit code 1 when a goal is not met." % GOAL)
    parser.add_argument("--sink", nargs="+", choices=list(RECORDS), default=list(RECORDS),
                        help="which (all)")
    parser.add_argument("--format", nargs="+", choices=list(FORMATS), default=list(FORMATS),
                        help="of the records (both)")
    parser.add_argument("--records", type=positive,
                        help="a turn (%s)" % ", ".join("%s %d" % each for each in RECORDS.items()))
    parser.add_argument("--rounds", type=positive, default=3, help="that count (3)")
    parser.add_argument("--warm-up", type=positive, default=2, help="rounds that are dropped (2)")
    parser.add_argument("--memory", action="store_true",
                        help="measure the hub's memory instead")
    parser.add_argument("--large", type=size, default=5 << 30,
                        help="memory: of the large object (5GiB)")
    parser.add_argument("--turns", action="store_true", help="print every round")
    add_json(parser)
    parser.add_argument("--folder", help="where the lake's folder is made (the temporary folder)")
    return parser.parse_args(words)


def teller(options):
    """:returns: called after each round, says how far it is"""
    def tell(cell, number, found):
        text = "%s, %s, round %d of %d: hub %.0f/s, bare %.0f/s, %.3f%s" % (
            cell.sink, cell.format, number, options.rounds, found.hub.per_s, found.bare.per_s,
            found.hub.per_s / found.bare.per_s, "" if number > 0 else " (dropped)")
        if options.turns:
            say(options, "   " + text)
        else:
            report.progress(text)
    return tell


def line(found):
    """A sink and format."""
    return "%-11s %-6s %9d %9d %6.2f  hub %7.1f, bare %7.1f  %3.0f %% of its time; %s" % (
        found["name"], found["format"], found["hub_per_s"], found["bare_per_s"], found["ratio"],
        found["hub_cpu_us"], found["bare_cpu_us"], 100 * found["bare_writing"],
        "met" if found["ratio"] >= GOAL else "missed")


def sinks(options):
    """:returns: (figures, whether the goal is met)"""
    found = []
    with Rig(PARTS, options.folder, SETTINGS) as rig:
        say(options, report.head(rig))
        say(options, HEAD)
        for cell, rounds in Sinks(rig, options, teller(options)).measure():
            found.append(entry(cell, rounds))
            say(options, line(found[-1]))
    worst = min(each["ratio"] for each in found)
    say(options, "The hub reaches %g of the bare driver in all sinks: the goal is met." % GOAL
        if worst >= GOAL else
        "The worst ratio is %.2f: the goal, %g, is missed." % (worst, GOAL))
    return {"goal": GOAL, "sinks": found}, worst >= GOAL


def memories(options):
    """:returns: (figures, whether the goal is met)"""
    forms = [memory.FORMS[name] for name in options.format]
    with Rig(folder=options.folder) as rig:
        say(options, report.head(rig))
        watched, found = memory.Memory(rig, report.progress, forms, collects=True), []
        for form in forms:
            found.append(held.held(watched, form, options.large))
            say(options, held.line(found[-1]))
    return {"memory": found}, all(held.flat(each) for each in found)


def run(options):
    """:returns: exit code"""
    found, good = memories(options) if options.memory else sinks(options)
    tell_json(options, found)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main("sinks", run, arguments, LakeError))
