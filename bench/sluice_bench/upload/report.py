"""
What ``bench upload`` prints, and writes with ``--json``.
"""

import json
import statistics

from sluice_bench.upload.ratios import verdict
from sluice_bench.upload.turns import P50, THROUGHPUT

HEAD = "%-8s %7s %-9s %-11s %-24s %-24s %s" % (
    "size", "clients", "hub", "measure", "B/A", "A'/A", "")


def rows(measured):
    """A line a measure, and what it means."""
    cell, lines = measured.cell, []
    for measure in (THROUGHPUT, P50):
        found, null = (measured.ratio(measure, proxy) for proxy in ("B", "A'"))
        word, reason = verdict(found)
        lines.append("%-8s %7d %-9s %-11s %-24s %-24s %s" % (
            size_text(cell.size), cell.clients, cell.hub, measure, interval(found),
            interval(null), "%s%s" % (word, ": " + reason if reason else "")))
    return lines


def interval(found):
    """A ratio with its 95 % interval."""
    return "%.3f (%.3f to %.3f)" % found


def medians(measured):
    """
    What the proxies did, for a feeling of the machine; ratios count, not these. CPU is the
    proxy's for one PUT, B's with the shipper's.
    """
    return "   ".join("%s %.0f PUT/s, p50 %.2f ms, CPU %.3f ms" % (
        name, statistics.median(turn.throughput for turn in turns),
        1000 * statistics.median(turn.p50 for turn in turns),
        1000 * statistics.fmean(turn.cpu for turn in turns))
        for name, turns in measured.turns.items())


def entries(measured):
    """The ratios of a cell as they stand in the JSON file."""
    cell, found = measured.cell, []
    for measure in (THROUGHPUT, P50):
        own = measured.ratio(measure, "B")
        found.append({"size": cell.size, "clients": cell.clients, "hub": cell.hub,
                      "measure": measure, "ratio": round(own.mean, 4), "low": round(own.low, 4),
                      "high": round(own.high, 4),
                      "null": round(measured.ratio(measure, "A'").mean, 4)})
    return found


def write(path, found):
    """:param found: dict of what was measured"""
    with open(path, "w", encoding="utf-8") as out:
        json.dump(found, out, indent=1)
        out.write("\n")


def size_text(size):
    """1024 as ``1KiB``."""
    for unit, name in ((1 << 20, "MiB"), (1 << 10, "KiB")):
        if size >= unit and size % unit == 0:
            return "%d%s" % (size // unit, name)
    return "%dB" % size
