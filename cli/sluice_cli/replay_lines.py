"""Lines that `sluice replay` prints: of one that is over, and of the latest."""

from sluice_cli.text import columns, counted, paint, shown
from sluice_cli.trace_lines import STATUS_COLOURS


def result(replay: dict):
    """Lines of a replay that is over."""
    runs = {one["route"]: one["runs"] for one in replay.get("routes") or []}
    if replay.get("dry_run"):
        yield (f"{counted(replay['objects'], 'object')} would be run again, in "
               f"{counted(replay['runs'], 'run')}.")
        yield from columns([("ROUTE", "RUNS")] + [(shown(route), str(number))
                                                  for route, number in runs.items()], right={1})
    else:
        were = "was" if replay["objects"] == 1 else "were"
        yield (f"{counted(replay['objects'], 'object')} {were} run again, in "
               f"{counted(replay['runs'], 'run')} (replay {replay['id']}).")
        ended = replay.get("ended") or []
        rows = [(shown(str(one["route"])), shown(str(one["status"])), str(one["runs"]))
                for one in ended]
        lines = columns([("ROUTE", "STATUS", "RUNS")] + rows, right={2}) if rows else []
        for at, line in enumerate(lines):
            status = ended[at - 1]["status"] if at else None
            yield paint(line, STATUS_COLOURS.get(status) if status == "parked" else None)
    if not any(replay.get(name) for name in ("objects", "unhandled", "under_way")):
        yield f"Nothing in the lake is chosen by {shown(_filters(replay)) or '--all'}."
    if replay.get("unhandled"):
        yield f"{replay['unhandled']} more {_is(replay['unhandled'])} taken by no route."
    if replay.get("under_way"):
        one = replay["under_way"] == 1
        yield (f"{replay['under_way']} more {'waits or runs' if one else 'wait or run'} already, "
               f"and {'was' if one else 'were'} left out.")
    if (replay.get("statuses") or {}).get("parked"):
        yield "./sluice parked says why some are parked."
    if (replay.get("statuses") or {}).get("declined"):
        yield "./sluice trace CONTAINER/OBJECT says why a route declined an object."


def listing(replays: list, entries: dict):
    """Lines of the latest replays, and of what stands in data_to_process and names nothing."""
    head = [("REPLAY", "STATE", "OBJECTS", "RUNS", "OVER", "PARKED", "CHOOSES")]
    for line in columns(head + [_row(one) for one in replays], right={2, 3, 4, 5}) \
            if replays else ["No replays."]:
        yield line
    if entries.get("waiting"):
        one = entries["waiting"] == 1
        yield (f"{entries['waiting']} {'entry waits' if one else 'entries wait'} in "
               "data_to_process.")
    for one in entries.get("set_aside") or []:
        yield (paint("set aside", "yellow")
               + shown(f" {one.get('entry')}: {one.get('reason')} ({one.get('last')})"))


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _filters(replay: dict) -> str:
    return " ".join(f"{name}={thing}" for name, thing in (replay.get("filter") or {}).items())


def _row(replay: dict) -> tuple:
    statuses = replay.get("statuses") or {}
    filters = _filters(replay)
    state = "dry run" if replay.get("dry_run") else str(replay.get("state"))
    return (shown(str(replay["id"])), shown(state), str(replay.get("objects")),
            str(replay.get("runs")), str(sum(statuses.values())),
            str(statuses.get("parked", 0)), shown(filters) or "all")
