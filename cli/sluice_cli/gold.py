"""`sluice gold`: asks a gold database, or tells all gold of a project, through the hub."""

import difflib
import hashlib
import re
from decimal import Decimal

from lake.errors import NOT_REACHABLE, WRONG_USAGE, LakeError
from sluice_cli import digits
from sluice_cli.connection import connect
from sluice_cli.text import columns, say, say_json, shown, value

HELP = {
    "influx": "InfluxQL; the database is the project's",
    "mongo": "DATABASE.COLLECTION and, as a word of its own, a filter as JSON; DATABASE alone "
             "lists its collections, nothing lists databases",
    "neo4j": "Cypher",
    "sql": "one SQL query; --project names the schema whose tables are meant",
    "dump": "a project; all its gold as sorted text, a line a record, and the SHA-256 of them. A "
            "project that nothing is registered for is wrong usage",
}
METAVARS = {"dump": "PROJECT", "mongo": "DATABASE.COLLECTION"}


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "gold", help="ask a gold database: gold influx|mongo|neo4j|sql QUERY, gold dump PROJECT",
        description="Asks a gold database through the hub, reading only. "
        + " ".join(f"{name}: {text}." for name, text in HELP.items()))
    # A parser for each: in one, an option between the service and the query is taken for the end.
    services = verb.add_subparsers(dest="service", required=True, metavar="|".join(sorted(HELP)))
    for name, text in sorted(HELP.items()):
        service = services.add_parser(name, help=text, description=f"Takes {text}.")
        service.add_argument("query", nargs="?", default="", metavar=METAVARS.get(name, "QUERY"))
        if name == "mongo":
            service.add_argument("filter", nargs="?", default="", metavar="FILTER")
        if name == "dump":
            service.add_argument("--portable", action="store_true", help="without versions, "
                                 "accounts and numbers of objects, which another lake would have "
                                 "otherwise")
        else:
            service.add_argument("--project", metavar="P", help="the project whose gold is asked")
        service.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Prints the answer as a table."""
    if not args.query.strip() and args.service != "mongo":
        raise LakeError(f"gold {args.service} needs a query ({HELP[args.service]}).", WRONG_USAGE)
    if args.service == "dump":
        return dump(args.query.strip(), args.portable)
    if args.service == "mongo":
        args.query = f"{args.query} {args.filter}".strip()
    body = {"query": args.query}
    if args.project is not None:
        body["project"] = args.project
    hub = connect()
    answer = hub.post(f"/v1/gold/{args.service}", body, digits.read)
    if args.service == "mongo" and not answer.get("rows"):
        _require_collection(hub, args.query)
    if args.json:
        say_json(answer)
        return 0
    for line in table(answer.get("columns", []), answer.get("rows", [])):
        say(line)
    return 0


def _require_collection(hub, query: str) -> None:
    """A collection whose name is mistyped has no documents either."""
    database, dot, collection = re.split(r"\s|(?=\{)", query.strip(), maxsplit=1)[0].partition(".")
    if not dot:
        return
    there = [row[0] for row in hub.post("/v1/gold/mongo", {"query": database}).get("rows", [])]
    if there and collection not in there:
        near = difflib.get_close_matches(collection, there, 1)
        meant = f"did you mean {near[0]}?" if near else f"there are: {', '.join(there)}."
        raise LakeError(shown(f"There is no collection {collection} in {database}; {meant}"),
                        WRONG_USAGE)


def dump(project: str, portable: bool) -> int:
    """Prints all gold of a project; what came is held against the SHA-256 at its end."""
    digest = hashlib.sha256()
    last = None
    for line in connect().lines("/v1/gold/dump", project=project,
                                portable="true" if portable else None):
        if last is not None:
            digest.update((last + "\n").encode())
            say(last)
        last = line
    if not (last or "").startswith(f"sha256 {digest.hexdigest()} "):
        raise LakeError(f"The dump of {project} broke off. Ask again.", NOT_REACHABLE)
    say(last)
    return 0


def table(names: list, rows: list) -> list:
    """Lines of a table, and how many rows it has; columns of numbers align to the right."""
    cells = [[value(thing) for thing in row] for row in rows]
    numbers = {at for at in range(len(names)) if rows and all(
        isinstance(row[at], (int, float, Decimal)) and not isinstance(row[at], bool)
        for row in rows)}
    lines = columns([[shown(str(name)) for name in names], *cells], numbers) if names else []
    return [*lines, f"{len(rows)} row{'' if len(rows) == 1 else 's'}"]
