"""
``./sluice bench scale``: what two and three hubs do, and whether all is there when one is killed.
"""

import argparse
import sys

from lake.errors import LakeError
from sluice_bench.arguments import add_json, main, positive, say, tell_json
from sluice_bench.hub import report
from sluice_bench.hub.rig import Rig
from sluice_bench.hub.warm import MOST
from sluice_bench.scale.hubs import AT_A_TIME, PARTITIONS, WARM_SPAN, Scale

HUBS = (1, 2, 3)
GOAL = 2.7
SETTINGS = {"SLUICE_HEAP_MONGODB": "2048"}


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench scale",
        description="Starts a lake of its own with one, two and three hubs that share the work, "
        "%d runs at a time a hub, and a route with a step that waits: what the hubs do side by "
        "side and not what the machine's cores do. From events on the topic to documents in gold. "
        "Then a hub is killed in the middle: nothing may be lost, and nothing twice in gold. "
        "Goal: three hubs do %g times what one does. Exit code 1 when it is not met."
        % (AT_A_TIME, GOAL))
    parser.add_argument("--wait-ms", type=positive, default=50, help="of the step (50)")
    parser.add_argument("--objects", type=positive, default=3000,
                        help="a hub and round (3000)")
    parser.add_argument("--rounds", type=positive, default=3, help="that count (3)")
    parser.add_argument("--warm-up", type=positive,
                        help="rounds that are dropped as each hub joins (until one costs hardly "
                        "less CPU than those before, %d to %d)" % (2 * WARM_SPAN, MOST))
    add_json(parser)
    parser.add_argument("--folder", help="where the lake's folder is made (the temporary folder)")
    return parser.parse_args(words)


def entry(rates, killed):
    """The figures as they stand in JSON."""
    return {"hubs": {str(hubs): round(rate, 1) for hubs, rate in rates.items()},
            "ratio_3": round(rates[3] / rates[1], 3), "killed": killed}


def well(killed):
    """Whether everything is there, once."""
    return (killed["done"] == killed["runs"] == killed["objects"]
            and not (killed["lost"] or killed["twice"] or killed["others_in_gold"]))


def run(options):
    """:returns: exit code"""
    rates = {}
    with Rig(folder=options.folder, more=SETTINGS) as rig:
        say(options, "%s, %d runs at a time a hub, a step of %d ms, %d partitions" % (
            report.head(rig), AT_A_TIME, options.wait_ms, PARTITIONS))
        scale = Scale(rig, options, report.progress)
        for hubs in HUBS:
            rates[hubs] = scale.throughput()
            say(options, "%d hubs: %8.1f objects/s, %.2f times one; the step alone would let "
                "through %.0f" % (hubs, rates[hubs], rates[hubs] / rates[1],
                                  1000 * AT_A_TIME * hubs / options.wait_ms))
        killed = scale.killed()
    found = entry(rates, killed)
    say(options, "one of three killed: of %(objects)d objects %(done)d done, %(lost)d lost, "
        "%(twice)d twice in gold; %(seconds)g s" % killed)
    tell_json(options, found)
    return 0 if found["ratio_3"] >= GOAL and well(killed) else 1


if __name__ == "__main__":
    sys.exit(main("scale", run, arguments, LakeError))
