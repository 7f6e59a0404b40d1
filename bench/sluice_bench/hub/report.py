"""
What ``bench hub`` prints, and writes with ``--json``.
"""

import os
import sys
import time

from lake import versions
from sluice_bench.upload.report import size_text, write

FLOWS_HEAD = "%-10s %-6s %-6s %9s %9s %6s  %-22s %s" % (
    "flow", "store", "size", "hub/s", "bare/s", "ratio", "CPU s per 1,000 objects",
    "the bare loop's time")


class Results:
    """What was measured so far; the file holds it after each step."""

    def __init__(self, path):
        self._path, self._found = path, {}

    def add(self, part, found):
        """One more of a list."""
        self._found.setdefault(part, []).append(found)
        self._write()

    def put(self, part, found):
        """All of a part."""
        self._found[part] = found
        self._write()

    def _write(self):
        if self._path:
            write(self._path, self._found)


def head(rig):
    """What is measured, and on what."""
    return "Sluice %s, InfluxDB %s, %d cores, hub's and bare loop's heap %d MiB" % (
        versions.hub(rig.settings), versions.influxdb(rig.settings), os.cpu_count(),
        rig.settings.heap("hub"))


def flow(found):
    """A cell of flows."""
    shares = found["bare_shares"]
    return "%-10s %-6s %-6s %9.1f %9.1f %6.2f  hub %6.2f, bare %6.2f %s" % (
        found["name"], found["store"], size_text(found["size"]), found["hub_per_s"],
        found["bare_per_s"], found["ratio"], found["hub_cpu_s_per_1000"],
        found["bare_cpu_s_per_1000"], "reading %.0f %%, parsing %.0f %%, writing %.0f %%" % tuple(
            100 * shares[name] for name in ("reading", "parsing", "writing")))


def lag(found):
    """A line a rate."""
    lines = ["lag: %(saturation_per_s).1f PUT/s is what the lake takes at most" % found]
    for one in (found, found.get("half_of_saturation")):
        if one:
            lines.append(
                "lag: at %(asked_per_s).1f PUT/s by the clock (%(held_per_s).1f held): p50 "
                "%(p50_ms).0f ms, p99 %(p99_ms).0f ms" % one)
    return "\n".join(lines) + " (seen up to %d ms late)" % found["resolution_ms"]


def growth(what, found, ratio):
    """A line of growth."""
    return "growth: %s: %s; worst by best %.2f" % (what, ", ".join(
        "%d: %.1f objects/s" % each for each in found.items()), ratio)


def memory(what, samples, flat):
    """A line of memory."""
    return ("memory %s: resident %.0f to %.0f MiB, old generation %.0f to %.0f MiB; second half by "
            "first: %.2f and %.2f" % (what, *_range(samples, "rss"), *_range(samples, "heap"),
                                      *flat))


def memory_entry(samples, flat):
    """The same in the JSON file."""
    return {"resident_mib": round(_range(samples, "rss")[1], 1), "seconds": len(samples),
            "old_generation_mib": round(_range(samples, "heap")[1], 1),
            "second_half_by_first": flat[0], "old_generation_second_half_by_first": flat[1]}


def _range(samples, what):
    values = [getattr(each, what) / (1 << 20) for each in samples]
    return min(values), max(values)


def teller(options):
    """:returns: called after each round, says how far it is"""
    began = time.monotonic()

    def tell(cell, number, found):
        if options.turns:
            servers = ", ".join("%s %.2f" % each for each in sorted(
                found.servers.items(), key=lambda each: -each[1]) if each[1] >= 0.05)
            print("   round %2d  hub %8.1f/s (CPU %.2f)  bare %8.1f/s (CPU %.2f)  %.3f%s\n"
                  "             servers' CPU in the hub's turn: %s" % (
                      number, found.hub.per_s, found.hub.cpu, found.bare.per_s, found.bare.cpu,
                      found.hub.per_s / found.bare.per_s, "" if number > 0 else "  (dropped)",
                      servers), flush=True)
        elif sys.stderr.isatty():
            progress("%s, %s, %s: round %d of %d, %d s" % (
                cell.flow, cell.store, size_text(cell.size), number, options.rounds,
                time.monotonic() - began))
    return tell


def progress(text):
    """A line on a terminal that the next one is written over."""
    if sys.stderr.isatty():
        print("\r%s\033[K" % text, end="\r", file=sys.stderr, flush=True)
