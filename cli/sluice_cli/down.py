"""`sluice down`: stops the local lake."""

from lake import up
from lake.settings import load


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser("down", help="stop the local lake; its data stays",
                                 description="Stops every part of the local lake.")
    verb.add_argument("--wipe", action="store_true",
                      help="delete the lake's folder too: all objects, gold and secrets")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Stops the lake."""
    up.down(load(), args.wipe)
    return 0
