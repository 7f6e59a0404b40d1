"""`sluice env`: what a shell needs to speak to the lake."""

from lake import exports
from lake.settings import load


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "env", help="print export lines for a shell: source <(./sluice env)",
        description="Prints export lines with the lake's addresses and the uploader's password. "
        "After `source <(./sluice env)`, `swift upload neocampus FILE` works as it stands.")
    verb.set_defaults(run=run)


def run(_args) -> int:
    """Prints the lines."""
    print(exports.text(load()))
    return 0
