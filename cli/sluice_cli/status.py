"""`sluice status`: a line a part."""

import json

from lake import report
from lake.settings import load


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "status", help="a line a part: up or not, since when, address, version, what is wrong",
        description="Asks every part whether it is well. Exits 0 only if all are up.")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Shows the state of the lake."""
    settings = load()
    rows = report.status(settings)
    if args.json:
        print(json.dumps({"lake": str(settings.lake), "parts": rows}, indent=2))
    else:
        print(report.table(rows))
    return 0 if all(row["up"] for row in rows) else 1
