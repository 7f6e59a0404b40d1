"""`sluice logs`: what the parts say."""

import os
import sys

from lake import parts, single
from lake.errors import LakeError
from lake.settings import load
from sluice_cli.numbers import at_least

OTHERS = ("supervisord", "apt", "build", "keystone-setup")


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "logs", help="the last lines of the parts' logs",
        description="Prints the last lines of one part's log, or of all. Beside the parts there "
        f"are the logs {', '.join(OTHERS)}.")
    verb.add_argument("part", nargs="?", metavar="PART", help="a name that `sluice status` shows")
    verb.add_argument("-f", "--follow", action="store_true", help="go on as lines are added")
    verb.add_argument("-n", "--lines", type=at_least(0), metavar="N",
                      help="how many lines (100 of one part, 10 each of all)")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Shows logs."""
    settings = load()
    if args.part and args.part not in OTHERS:
        single.check_name(settings, args.part)
    names = [args.part] if args.part else [*(p.name for p in parts.table(settings)), *OTHERS]
    logs = [str(settings.log(name)) for name in names if settings.log(name).exists()]
    if not logs:
        raise LakeError(f"There is no log of {args.part or 'any part'} in "
                        f"{settings.folder('log')} yet. Start the lake: ./sluice up")
    count = args.lines if args.lines is not None else 100 if args.part else 10
    command = ["tail", "-n", str(count), *(["-F"] if args.follow else []), "--", *logs]
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    sys.stdout.flush()
    os.execvpe(command[0], command, environment)
