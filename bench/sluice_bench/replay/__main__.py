"""
``./sluice bench replay``: how a replay keeps to its rate, and what it does to live uploads.
"""

import argparse
import sys

from lake.errors import LakeError
from sluice_bench.arguments import add_json, main, positive, say, tell_json
from sluice_bench.hub import lag, report
from sluice_bench.hub.rig import Rig
from sluice_bench.left import span
from sluice_bench.replay.again import FLOW, Objects, Replay, held
from sluice_bench.upload.client import UploadFailed

OFF = 0.1
TIMES = 2
WHEN = ("at_rest", "at_first", "meanwhile")
LAGS = ("p50_ms", "p99_ms")
# The embedded server keeps what it finds documents by in memory.
SETTINGS = {"SLUICE_HEAP_MONGODB": "2048"}


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench replay",
        description="Starts a lake of its own, uploads objects, and replays all of them at a "
        "rate. Live uploads go on by the clock: from the answer to a PUT to the point in InfluxDB, "
        "at rest and while the replay goes, twice: as it begins, and once the JVM has compiled "
        "what a replay takes. Goals: the rate is kept within %d %%, the lag stays within %d times "
        "its value at rest, and live uploads keep their own rate. Exit code 1 when one is not met."
        % (100 * OFF, TIMES))
    parser.add_argument("--objects", type=positive, default=100_000, help="replayed (100000)")
    parser.add_argument("--rate", type=positive, default=100, help="of the replay (100 a second)")
    parser.add_argument("--live", type=positive, default=10, help="live uploads a second (10)")
    parser.add_argument("--seconds", type=positive, default=60, help="of live uploads (60)")
    add_json(parser)
    parser.add_argument("--folder", help="where the lake's folder is made (the temporary folder)")
    return parser.parse_args(words)


def entry(options, lags, rate, told):
    """
    The figures as they stand in JSON.

    :param lags: at rest, as the replay begins, and meanwhile
    """
    def of(one):
        return {"p50_ms": round(1000 * lag.quantile(one.lags, 0.5), 1),
                "p99_ms": round(1000 * lag.quantile(one.lags, 0.99), 1),
                "held_per_s": round(one.held_per_s, 2)}
    found = dict(zip(WHEN, map(of, lags)))
    rest = found[WHEN[0]]
    return {"objects": told["objects"], "asked_per_s": options.rate, "held_per_s": round(rate, 2),
            "statuses": told["statuses"], "live_per_s": options.live, **found,
            "times": {when: {name: round(found[when][name] / rest[name], 2) for name in LAGS}
                      for when in WHEN[1:]}}


def complaints(options, found):
    """What is not as it should be."""
    if found["statuses"] != {"done": options.objects}:
        yield "Not all were replayed: %s." % found["statuses"]
    if abs(found["held_per_s"] / options.rate - 1) > OFF:
        yield "The rate was not kept within %d %%." % (100 * OFF)
    for when in WHEN:
        if found[when]["held_per_s"] < lag.HELD * options.live:
            yield "%s: live uploads came to %.1f a second of %d." % (
                when, found[when]["held_per_s"], options.live)
    for when, times in found["times"].items():
        for name, value in times.items():
            if value > TIMES:
                yield "%s: %s was %.2f times its value at rest." % (
                    when, name.partition("_")[0], value)


def run(options):
    """:returns: exit code"""
    least = 3 * options.rate * options.seconds
    if options.objects < least:
        raise LakeError("%d objects at %d a second are over before %d s of live uploads are well "
                        "on; give --objects %d or more, a lower --rate or fewer --seconds." % (
                            options.objects, options.rate, options.seconds, least))
    with Rig(lag.PARTS, options.folder, SETTINGS) as rig:
        say(options, report.head(rig))
        say(options, "The replay alone takes %s; before it all is uploaded and processed." % span(
            options.objects / options.rate))
        live = lag.LagBench(rig, report.progress, (FLOW,))
        objects = Objects(rig)
        objects.upload(options.objects)
        live.at(options.live, options.seconds)  # warms up, and is dropped
        lags = [live.at(options.live, options.seconds)]
        replay = Replay(objects, options.objects, options.rate)
        replay.start()
        lags += [live.at(options.live, options.seconds) for _ in range(2)]
        if replay.told:
            raise LakeError("The replay was over before the live uploads were: give more --objects")
        told = replay.finish(2 * options.objects / options.rate + 300)
    found = entry(options, lags, held(replay.fed), told)
    say(options, "%(objects)d objects replayed: %(held_per_s)g a second of %(asked_per_s)d" % found)
    for when in WHEN:
        say(options, "live lag %-9s p50 %6.1f ms, p99 %6.1f ms" % (
            when, found[when]["p50_ms"], found[when]["p99_ms"]))
    wrong = list(complaints(options, found))
    for one in wrong:
        say(options, one)
    tell_json(options, found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("replay", run, arguments, (LakeError, UploadFailed)))
