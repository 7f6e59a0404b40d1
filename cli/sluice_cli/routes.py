"""`sluice routes`: what runs in the hub, where its queues stand, and which files it refused."""

from datetime import datetime, timezone

from lake.errors import LakeError
from sluice_cli.connection import connect
from sluice_cli.status import age
from sluice_cli.text import columns, paint, say, say_json, shown, value

FIGURES = ("waiting", "oldest", "running", "parked")


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "routes", help="routes that run, their queues, and files that are refused",
        description="Lists the routes of the hub, what each takes and where its queue stands "
        "(waiting, oldest, running, parked), those whose queue waits and why, the files that it "
        "refused, and those that the hubs of the lake differ in. "
        "Exits 1 if a queue waits, a file is refused or hubs differ.")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Prints routes and refusals."""
    hub = connect()
    answer = hub.get("/v1/routes")
    _add_figures(answer, hub)
    refused = answer.get("refused") or []
    differing = list(_differing(answer.get("set") or {}))
    bad = bool(refused or differing) or any(
        one.get("waits") or one.get("state") == "stopped" for one in answer.get("routes") or [])
    if args.json:
        say_json(answer)
        return 1 if bad else 0
    now = datetime.now(timezone.utc)
    rows = [_row(route, now) for route in answer.get("routes") or []]
    head = [("ROUTE", "STATE", *(name.upper() for name in FIGURES), "REVISION", "TAKES", "FILE",
             "DESCRIPTION")]
    for line in columns(head + rows, right={2, 3, 4, 5}) if rows else ["No routes."]:
        say(line)
    for route in answer.get("routes") or []:
        waits = route.get("waits")
        if route.get("state") == "stopped":
            say(paint("stopped", "yellow") + shown(f" {route.get('id')} by hand; its queue waits: "
                f"./sluice camel cmd start-route --id={route.get('id')}"))
        if waits:
            said = ". ".join(str(waits.get(word) or "").rstrip(".") for word in ("reason", "hint"))
            say(paint("waits", "yellow") + shown(f" {route.get('id')} since {waits.get('since')}: "
                                                 f"{said}. Tried again at {waits.get('next_try')}"))
    for one in refused:
        place = "".join(f":{one[name]}" for name in ("line", "column") if one.get(name))
        runs = f" (its revision {one['runs']} runs on)" if one.get("runs") else ""
        say(paint("refused", "red")
            + shown(f" {one.get('file')}{place}: {one.get('message')}{runs}"))
    for line in differing:
        say(line)
    if answer.get("no_figures"):
        say(paint("no figures", "yellow") + f" of the queues: {answer['no_figures']}")
    return 1 if bad else 0


def _differing(common: dict):
    for said in common.get("differs_here") or []:
        yield paint("not the lake's", "red") + shown(f" {said}")
    for said in common.get("not_taken") or []:
        yield paint("not taken", "yellow") + shown(f" {said}")


def _add_figures(answer: dict, hub) -> None:
    """Puts where each route's queue stands beside what the hub says of the route."""
    queues = {}
    try:
        queues = {one.get("route"): one for one in hub.get("/v1/queues").get("queues") or []}
    except LakeError as error:
        # Of the routes the hub knows all the same: it asks Kafka for the queues.
        answer["no_figures"] = str(error)
    for route in answer.get("routes") or []:
        queue = queues.get(route.get("id"))
        route["queue"] = {name: queue.get(name) for name in FIGURES} if queue else None


def _row(route: dict, now) -> tuple:
    selects = route.get("selects") or {}
    takes = " ".join(f"{key}={thing}" for key, thing in selects.items()) \
        if isinstance(selects, dict) else value(selects)
    first, last = (tuple(shown(str(route.get(name) or "-")) for name in names)
                   for names in (("id", "state"), ("file", "description")))
    return (*first, *_figures(route["queue"], now), shown(str(route.get("revision") or "-")),
            shown(takes) or "everything", *last)


def _figures(queue, now) -> tuple:
    if not queue:
        return ("-",) * len(FIGURES)
    return tuple(age(queue[name], now) if name == "oldest" else value(queue[name])
                 for name in FIGURES)
