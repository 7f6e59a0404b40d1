"""`sluice start|stop|kill PART`: one part at a time."""

from lake import single
from lake.settings import load

VERBS = {
    "start": (single.start, "start a part and wait until it is well"),
    "stop": (single.stop, "end a part in order; it stays down until started"),
    "kill": (single.kill, "end all processes of a part with SIGKILL; it stays down until started"),
}


def add_parser(subparsers) -> None:
    """Adds the three verbs."""
    for name, (_, about) in VERBS.items():
        verb = subparsers.add_parser(name, help=about, description=about.capitalize() + ".")
        verb.add_argument("part", metavar="PART", help="a name that `sluice status` shows")
        verb.set_defaults(run=run)


def run(args) -> int:
    """Does it."""
    VERBS[args.verb][0](load(), args.part)
    return 0
