"""
What the hub holds in memory while a small object of records passes, and a very large one.
"""

from sluice_bench.hub.memory import FLAT, flatness

SMALL, SMALLS = 1 << 20, 10
WARM = 128 << 20  # passes first, and is dropped: a JVM grows to what it works with


def peaks(samples):
    """The most that was held, in bytes. :returns: (resident memory, old generation)"""
    return tuple(max(getattr(each, what) for each in samples) for what in ("rss", "heap"))


def held(memory, form, size):
    """
    :param memory: a hub.memory.Memory
    :param form: of the records
    :param size: of the large object, in bytes
    :returns: a format as it stands in JSON
    """
    memory.large(WARM, form)
    small = [sample for _each in range(SMALLS) for sample in memory.large(SMALL, form)[1]]
    seconds, large = memory.large(size, form)
    return entry(form.name, size, seconds, small, large)


def entry(name, size, seconds, small, large):
    """Memory in MiB, and the large object's by the small one's."""
    told = {"format": name, "large_bytes": size, "seconds": round(seconds, 1)}
    for what, one, other in zip(("resident", "old_generation"), peaks(small), peaks(large)):
        told[what] = {"small_mib": round(one / (1 << 20), 1),
                      "large_mib": round(other / (1 << 20), 1),
                      "ratio": round(other / max(1, one), 3)}
    return {**told, "second_half_by_first": flatness(large)[0]}


def flat(found):
    """Whether a large object holds no more than a small one, however large it is."""
    return found["resident"]["ratio"] <= FLAT and found["second_half_by_first"] <= FLAT


def line(found):
    """What is printed of a format."""
    return "%-6s %s: resident %.0f MiB at 1 MiB, %.0f MiB at %.2f GiB (%.2f, second half by " \
        "first %.2f); old generation after collections %.0f and %.0f MiB; %.0f s, %.0f MiB/s" % (
            found["format"], "flat" if flat(found) else "not flat",
            found["resident"]["small_mib"], found["resident"]["large_mib"],
            found["large_bytes"] / (1 << 30), found["resident"]["ratio"],
            found["second_half_by_first"], found["old_generation"]["small_mib"],
            found["old_generation"]["large_mib"], found["seconds"],
            found["large_bytes"] / (1 << 20) / max(0.1, found["seconds"]))
