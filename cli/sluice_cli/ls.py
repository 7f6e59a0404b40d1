"""`sluice ls`: objects that the lake knows."""

from sluice_cli.connection import connect
from sluice_cli.numbers import at_least
from sluice_cli.text import columns, paint, say, say_json, shown, value
from sluice_cli.trace_lines import STATUS_COLOURS, when

STATUSES = ("done", "running", "waiting", "parked", "unhandled", "deleted")


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "ls", help="objects, by status, project or route",
        description="Lists objects that the lake knows, newest first within a project.")
    verb.add_argument("--status", choices=STATUSES, metavar="S", help=", ".join(STATUSES))
    verb.add_argument("--project", metavar="P")
    verb.add_argument("--route", metavar="R", help="objects that this route took")
    verb.add_argument("--limit", type=at_least(1), metavar="N", help="at most so many (1000)")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Prints the list."""
    answer = connect().get("/v1/objects", status=args.status, project=args.project,
                           route=args.route, limit=args.limit)
    if args.json:
        say_json(answer)
        return 0
    found = answer.get("objects", [])
    head = [("STATUS", "CONTENT TYPE", "SIZE", "STORED", "OBJECT")]
    lines = columns(head + [_row(one) for one in found], right={2}) if found else []
    for at, line in enumerate(lines):
        status = shown(str(found[at - 1].get("status"))) if at else ""
        say(paint(status, STATUS_COLOURS.get(status)) + line[len(status):])
    if not found:
        say("No objects.")
    if answer.get("more"):
        say(f"There are more than these {len(found)}: narrow them down with --project, --status or "
            f"--route, or see more with --limit N.")
    return 0


def _row(one: dict) -> tuple:
    def cell(name: str) -> str:
        return "-" if one.get(name) is None else value(one[name])

    name = f"{one.get('container')}/{one.get('object')}"
    return (cell("status"), cell("content_type"), cell("size"), when(one.get("timestamp")),
            shown(name))
