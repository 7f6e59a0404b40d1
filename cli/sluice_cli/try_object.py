"""`sluice try ROUTE CONTAINER/OBJECT`: what a run would change of what gold now holds of it."""

import json
import re
import tempfile
from collections import Counter, defaultdict
from datetime import datetime, timezone
from pathlib import Path

from lake.errors import FINDING, WRONG_USAGE, LakeError
from lake.settings import load
from sluice_cli import raw_object
from sluice_cli.connection import connect
from sluice_cli.origins import origin, record_of
from sluice_cli.text import paint, say, shown
from sluice_cli.trial import trial

# What `gold dump` has: it is shown line by line, as a difference.
COMPARED = ("points", "documents", "graph", "nodes", "rows", "objects")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?")


def tried(args, more: dict) -> tuple:
    """The result of a trial with the difference in it, and the exit code.

    `more` is what the caller says of the object; it goes before what the catalogue says.
    """
    container, _, name = args.what.partition("/")
    settings, hub, trace = _found(args.what)
    member = (trace.get("document") or {}).get("member")
    if member:
        raise LakeError(f"{shown(args.what)} stands in {shown(container)}/{shown(member['root'])}: "
                        "take the file out of it, and try the file.", FINDING)
    said = {**raw_object.described(trace, args.route), **more}
    with tempfile.TemporaryDirectory(prefix="sluice-try") as folder:
        file = raw_object.download(settings, container, name, Path(folder))
        *told, result, code = trial(
            "try", args.routes, settings, route=args.route, file=str(file),
            object=json.dumps(said), most=args.most, save=args.save, lines="true",
            asks=None if args.http else "true")
    coming = _by_content(one["line"] for one in told)
    result["elsewhere"] = result["records"] - len(told)
    lines, others = in_gold(hub, trace, result["route"])
    there = _by_content(lines)
    result["gone"] = _lines(there, coming)
    result["new"] = _lines(coming, there)
    result["same"] = len(lines) - len(result["gone"])
    result["other_routes"] = others
    if result["size"] != trace.get("size"):
        result["changed"] = f"Swift has {result['size']} bytes, the catalogue {trace.get('size')}"
    return result, code


def _found(what: str) -> tuple:
    """The lake, its hub and the object's trace; who meant a file is told that there is none."""
    container, _, name = what.partition("/")
    try:
        settings, hub = load(), connect()
        return settings, hub, raw_object.trace_of(hub, container, name)
    except LakeError as error:
        folder = Path(what).parent
        here = f", though there is a folder {shown(str(folder))}" if folder.is_dir() else ""
        raise LakeError(f"There is no file {shown(what)}{here}. Taken for {shown(name)} in the "
                        f"container {shown(container)}: {error}",
                        WRONG_USAGE if here else error.code) from error


def _by_content(lines) -> dict:
    """Lines by what they say: PostgreSQL spells times and JSON in a way of its own."""
    found = defaultdict(list)
    for line in lines:
        service, place, record = record_of(line)
        if service == "postgresql":
            record = {key: _plain(value) for key, value in record.items()}
        found[json.dumps([service, place, record], sort_keys=True)].append(line)
    return found


def _plain(value):
    if not isinstance(value, str):
        return value
    if value[:1] in ("{", "["):
        try:
            return json.loads(value, parse_int=float)
        except ValueError:
            return value
    found = MOMENT.fullmatch(value)
    if not found:
        return value
    day, clock, part, zone = found.groups()
    zone = {"": "", None: "", "Z": "+00:00"}.get(zone, zone)
    text = f"{day}T{clock or '00:00'}{(part or '')[:7]}{zone}{':00' if len(zone) == 3 else ''}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return value
    return (moment.astimezone(timezone.utc) if moment.tzinfo else moment).isoformat()


def _lines(some: dict, others: dict) -> list:
    """The lines of the first that the second has not, or has not as often."""
    return sorted(line for content, lines in some.items()
                  for line in lines[len(others.get(content, ())):])


def in_gold(hub, trace: dict, route: str) -> tuple:
    """The lines of `gold dump` that a route wrote of an object, and how many others wrote."""
    path = f"{trace['container']}/{trace['object']}"
    there, others = [], Counter()
    for line in hub.lines("/v1/gold/object", account=trace["account"],
                          container=trace["container"], object=trace["object"]):
        found = record_of(line)
        comes = origin(found[2]) if found else None
        if comes is None or comes.path != path or comes.account not in (None, trace["account"]):
            continue
        if comes.route == route:
            there.append(line)
        else:
            others[comes.route] += 1
    return there, dict(others)


def beside(told: dict) -> dict:
    """What a run would come to beside gold: what it rejects, sends, and failed to ask."""
    return {key: value for key, value in told.items() if key not in COMPARED}


def show(result: dict) -> None:
    """The difference, a line a record, as `gold dump` has them; they are ASCII."""
    if result.get("changed"):
        say(paint("note: ", "yellow") + f"{result['changed']}: it has changed meanwhile.")
    if result["trouble"]:
        return
    for sign, colour, key in (("-", "red", "gone"), ("+", "green", "new")):
        for line in result[key]:
            say(paint(f"{sign} {line}", colour))
    say(f"Records in gold: {len(result['gone'])} would go, {len(result['new'])} would come, "
        f"{result['same']} would stay as they are; nothing was written.")
    for route, count in sorted(result["other_routes"].items()):
        say(f"Of other routes: {shown(route)} {count}.")
