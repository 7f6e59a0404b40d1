"""`sluice status`: a line a part, a hub, a queue; what is not well and what to do."""

import json
from datetime import datetime, timezone

from lake import report
from lake.errors import LakeError
from lake.settings import load
from sluice_cli.connection import connect
from sluice_cli.text import columns, paint, say, shown, value


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "status", help="parts, hubs, queues, what is not well and what to do",
        description="Asks every part whether it is well, and the hub for all hubs of the lake "
        "(since when, ready or not, their routes, runs under way), for the queue of each route "
        "(waiting, oldest, running, parked), and what is not well and what to do. Exits 0 only if "
        "all parts are up; what is parked has a verb of its own.")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Shows the state of the lake."""
    settings = load()
    rows = report.status(settings)
    stand = _stand()
    if args.json:
        told = {"lake": str(settings.lake), "parts": rows}
        print(json.dumps({**told, **(stand or {"hubs": None, "queues": None})}, indent=2))
    else:
        print(report.table(rows))
        for line in lines(stand) if stand else ():
            say(line)
    return 0 if all(row["up"] for row in rows) else 1


def _stand():
    """What the hub says of its queues; None where it says nothing, as its line shows."""
    try:
        return connect().get("/v1/queues")
    except LakeError:
        return None


def lines(stand: dict, now=None):
    """The hubs and the queues as tables, then each finding with what to do."""
    now = now or datetime.now(timezone.utc)
    hubs = stand.get("hubs") or []
    if hubs:
        yield ""
        yield from columns([("HUB", "SINCE", "READY", "ROUTES", "RUNNING")]
                           + [_hub(one, now) for one in hubs])
    head = [("QUEUE", "STATE", "WAITING", "OLDEST", "RUNNING", "PARKED")]
    rows = [(shown(str(one.get("route"))), shown(str(one.get("state"))),
             value(one.get("waiting")), age(one.get("oldest"), now), value(one.get("running")),
             value(one.get("parked"))) for one in stand.get("queues") or []]
    yield ""
    yield from columns(head + rows, right={2, 3, 4, 5})
    events = stand.get("events") or {}
    if events.get("waiting"):
        yield (f"{events['waiting']} events are not in the catalogue yet, the oldest for "
               f"{age(events.get('oldest'), now)}")
    findings = stand.get("findings") or []
    if findings:
        yield ""
    for one in findings:
        yield paint("not well", "yellow") + "  " + shown(str(one.get("what")))
        yield "          " + shown(str(one.get("todo")))


def _hub(one: dict, now) -> tuple:
    """A hub's cells; of one that is silent nothing is known."""
    since = age(one.get("since"), now)
    if one.get("silent"):
        return (value(one.get("hub")), since, f"silent for {age(one.get('seen'), now)}", "-", "-")
    ready = {True: "yes", False: "no"}.get(one.get("ready"), "not known yet")
    not_well = one.get("not_well") or []
    if not_well:
        ready += ", not well: " + ", ".join(value(part) for part in not_well)
    running = one.get("running") or []
    total = str(sum(each["runs"] for each in running))
    if running:
        total += " (" + ", ".join(f"{value(each['route'])} {each['runs']}"
                                  for each in running) + ")"
    return value(one.get("hub")), since, ready, value(one.get("routes") or "-"), total


def age(moment, now) -> str:
    """How long ago a moment was, in its two largest units."""
    if not moment:
        return "-"
    seconds = max(0, int((now - datetime.fromisoformat(moment.split(".")[0].rstrip("Z")).replace(
        tzinfo=timezone.utc)).total_seconds()))
    for size, unit, less, below in ((86400, "d", 3600, "h"), (3600, "h", 60, "min"),
                                    (60, "min", 1, "s")):
        if seconds >= size:
            return f"{seconds // size} {unit} {seconds % size // less} {below}"
    return f"{seconds} s"
