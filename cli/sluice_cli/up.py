"""`sluice up`: starts the local lake."""

from lake import single, up
from lake.settings import load


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "up", help="start the local lake: install what is missing, build, start, wait until well",
        description="Installs the Debian packages that are missing (without starting their "
        "services), builds what is newer than its build, starts what is not running, and returns "
        "when every part answers its health check. Run again it changes nothing; a part whose "
        "settings or code changed is restarted.")
    verb.add_argument("parts", nargs="*", metavar="PART",
                      help="only these parts and what they need")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Starts the lake."""
    settings = load()
    for name in args.parts:
        single.check_name(settings, name)
    up.up(settings, args.parts)
    return 0
