"""
``./sluice bench sample``: from ``sluice new`` to the first record in gold of the running lake.
"""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from lake.errors import LakeError
from lake.settings import load
from sluice_bench import login
from sluice_bench.arguments import add_json, main, say, tell_json
from sluice_bench.sample.way import STAGES, Way

GOAL_S = 60
SAMPLE = """\
station;at;temperature;rain
roof;2026-11-27T06:00:00Z;3,5;no
roof;2026-11-27T06:10:00Z;3,75;yes
yard;2026-11-27T06:10:00Z;4,25;no
"""


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench sample",
        description="On the lake that runs: makes a route of a sample (sluice new), waits until "
        "the lake has taken it, uploads the sample, and waits until gold has a record of it. Then "
        "all of it is taken away again. Goal: %d s. Exit code 1 when it is not met." % GOAL_S)
    parser.add_argument("--sample", type=lambda text: Path(text).resolve(),
                        help="a file (a small CSV with semicolons)")
    add_json(parser)
    return parser.parse_args(words)


def run(options):
    """:returns: exit code"""
    if options.sample and not options.sample.is_file():
        print("sluice bench sample: %s is no file" % options.sample, file=sys.stderr)
        return 2
    settings = load()
    with tempfile.TemporaryDirectory() as folder:
        sample = options.sample or Path(folder) / "readings.csv"
        if not options.sample:
            sample.write_text(SAMPLE, encoding="utf-8")
        way = Way(settings.root, "bench-sample-" + secrets.token_hex(3), login.connection(settings))
        seconds = way.go(sample)
    total = round(sum(seconds.values()), 2)
    say(options, "%s: %s; %.1f s from sluice new to the first record in gold (goal: %d s)" % (
        sample.name, ", ".join("%s %.1f s" % (stage, seconds[stage]) for stage in STAGES), total,
        GOAL_S))
    tell_json(options, {"seconds": total, "stages": seconds, "goal": GOAL_S})
    return 0 if total < GOAL_S else 1


if __name__ == "__main__":
    sys.exit(main("sample", run, arguments, LakeError))
