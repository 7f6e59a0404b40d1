"""`sluice lineage`: what came of an object, and where a record in gold comes from."""

import sys
from collections import Counter

from lake.errors import FINDING, WRONG_USAGE, LakeError
from sluice_cli.connection import connect
from sluice_cli.origins import Origin, origin, record_of
from sluice_cli.raw_object import trace_of
from sluice_cli.text import columns, say, say_json, shown
from sluice_cli.trace import place
from sluice_cli.trace_lines import members

# Files of an archive are objects, with gold of their own; what was sent elsewhere is theirs: no
# dump has it.
UNTOLD = ("members", "kafka", "http")
# What is one record in gold, whoever wrote it.
ONES = {"influxdb": "measurement, tags and time", "postgresql": "key"}
HEAD = ("ROUTE", "REVISION", "VERSION", "RUN", "GOLD", "WROTE", "NOW")


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "lineage", help="what came of an object; where a record in gold comes from",
        description="Of an object: each run that wrote, where to, how many records, and how many "
        "are there now. Of a record in gold, a line of ./sluice gold dump or the object and "
        "version that it names: the object, the route and its revision, the run, and the request "
        "to Swift. Exits 1 if it is not known.")
    verb.add_argument("place", type=place, nargs="?", metavar="CONTAINER/OBJECT")
    verb.add_argument("--account", metavar="A", help="Swift account, where it is not the lake's")
    verb.add_argument("--record", metavar="LINE",
                      help="a line of ./sluice gold dump, or a record as JSON; - reads it")
    verb.add_argument("--version", metavar="V",
                      help="of CONTAINER/OBJECT: the runs of this version (sluice_version) only")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Answers one way or the other."""
    if bool(args.place) == bool(args.record):
        raise LakeError("Say CONTAINER/OBJECT, or --record LINE.", WRONG_USAGE)
    if args.record:
        return _whence(args, sys.stdin.readline() if args.record == "-" else args.record)
    hub = connect()
    trace = trace_of(hub, *args.place, args.account)
    wrote = what_came(hub, trace)
    if args.version:
        wrote = [one for one in wrote if one["version"] == args.version]
        if not wrote:
            raise LakeError(f"No run on record wrote of version {shown(args.version)}, and gold "
                            f"holds nothing of it.", FINDING)
    if args.json:
        say_json({"object": "/".join(args.place), "status": trace.get("status"), "gold": wrote,
                  "members": trace.get("members")})
        return 0
    say(f"{shown('/'.join(args.place))}  {shown(str(trace.get('status')))}")
    rows = [tuple("-" if one[key] is None else shown(str(one[key])) for key in
                  ("route", "revision", "version", "run", "gold", "wrote", "now"))
            for one in wrote]
    for line in columns([HEAD, *rows], right=(5, 6)) if rows else ["Nothing is in gold of it."]:
        say(line)
    for line in [*fewer(trace, wrote), *members(trace)]:
        say(line)
    return 0


def fewer(trace: dict, came: list) -> list:
    """What is to be said of places that have less of the newest version than the last run of a
    route wrote there; what earlier runs wrote counts no more."""
    last = {one.get("route"): (one["version"], _run(one)["run"]) for one in trace.get("runs", [])
            if (one.get("version") or "").partition("+")[0] == trace.get("timestamp")}
    number = (trace.get("document") or {}).get("swift_object_id")
    lines = []
    for one in came:
        service = one["gold"].partition(" ")[0]
        if service in ONES and (one["version"], one["run"]) == last.get(one["route"]) \
                and one["wrote"] is not None and one["now"] < one["wrote"]:
            lines.append(
                f"{shown(one['gold'])} has {one['now']} of {one['wrote']}: records with the same "
                f"{ONES[service]} are one there, of this object or another; what others took comes "
                f"back by ./sluice replay --id {shown(str(number))}")
    return lines


def what_came(hub, trace: dict) -> list:
    """For each place in gold that a run wrote to: the run, what it wrote, what is there now."""
    now = Counter()
    for line in hub.lines("/v1/gold/object", account=trace["account"],
                          container=trace["container"], object=trace["object"]):
        found = record_of(line)
        comes = origin(found[2]) if found else None
        if comes and comes.path == f"{trace['container']}/{trace['object']}" \
                and comes.account in (None, trace["account"]):
            now[(found[0], found[1], comes.route, comes.version)] += 1
    came, told = [], set()
    for one in trace.get("runs", []):
        for gold in one.get("gold") or []:
            key = (gold.get("service"), gold.get("place"), one.get("route"), one.get("version"))
            told.add(key)
            came.append({**_run(one), "gold": _place(gold), "wrote": gold.get("records"),
                         "now": None if gold.get("service") in UNTOLD else now[key]})
    for service, where, route, version in sorted(set(now) - told):
        came.append({"route": route, "revision": None, "version": version, "run": None,
                     "request": None, "gold": f"{service} {where}", "wrote": None,
                     "now": now[(service, where, route, version)]})
    return came


def _run(one: dict) -> dict:
    replay = str(one.get("replay") or "0")
    name = str(one.get("event_id")) + ("" if replay == "0" else f" replay {replay}")
    return {"route": one.get("route"), "revision": _revision(one),
            "version": one.get("version"), "run": name, "request": one.get("trans_id")}


def _revision(one: dict):
    """That of the last attempt: a run is called by that of its first."""
    told = [step["revision"] for step in one.get("operations") or [] if step.get("revision")]
    return told[-1] if told else one.get("revision")


def _place(gold: dict) -> str:
    where = ".".join(str(gold[word]) for word in ("store", "place") if gold.get(word))
    return f"{gold.get('service')} {where}"


def _whence(args, line: str) -> int:
    found = record_of(line.strip())
    comes = origin(found[2]) if found else None
    if comes is None:
        raise LakeError("This is no record that says where it comes from: give a line of "
                        "./sluice gold dump PROJECT, or a record as JSON.", WRONG_USAGE)
    told = whence(connect(), comes, args.account)
    if args.json:
        say_json(told)
        return 0
    rows = [(key.replace("_", " "), shown(str(value))) for key, value in told.items()
            if value is not None and key != "runs"]
    rows += [("run", f"{shown(one['run'])}  revision {shown(str(one['revision']))}  request "
              f"{shown(str(one['request'] or 'not told'))}") for one in told["runs"]]
    for one in columns(rows):
        say(one)
    if not told["runs"]:
        say("No run of that route and version is on record.")
    return 0


def whence(hub, comes: Origin, account) -> dict:
    """What is on record of a record's object, version and route."""
    trace = trace_of(hub, comes.container, comes.object, account or comes.account)
    runs = [_run(one) for one in trace.get("runs", [])
            if one.get("route") == comes.route and one.get("version") == comes.version]
    newest = trace.get("timestamp") == comes.version.partition("+")[0]
    return {"object": comes.path, "account": trace.get("account"), "version": comes.version,
            "which_is": "the newest" if newest else f"older than {trace.get('timestamp')}",
            "route": comes.route, "runs": runs}
