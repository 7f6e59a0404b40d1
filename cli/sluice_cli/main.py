"""The entry of the command line: finds the verb, runs it, and answers with its exit code.

A verb is a module in this package with `add_parser(subparsers)`, which gives the parser of each
verb in it `set_defaults(run=run)`, and `run(args) -> int`: 0 well, 1 a finding, 2 wrong usage,
3 not reachable. To add a verb, write the module and add its name to VERBS.
"""

import argparse
import importlib
import os
import sys

from lake.errors import LakeError
from sluice_cli.text import shown

VERBS = (
    "up", "down", "status", "logs", "part", "env",
    "ls", "trace", "lineage", "routes", "new", "check", "try_route",
    "parked", "refused", "replay", "reconcile", "gold", "journals",
    "camel", "console",
    "demo", "test", "bench",
)


def parser() -> argparse.ArgumentParser:
    """The parser of all verbs."""
    top = argparse.ArgumentParser(
        prog="sluice", description="A data lake that works by itself: upload to Swift, read what "
        "came of it in the gold databases.",
        epilog="./sluice VERB --help tells more of a verb. Exit codes: 0 well, 1 a finding, "
        "2 wrong usage, 3 not reachable.")
    verbs = top.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    for name in VERBS:
        importlib.import_module(f"sluice_cli.{name}").add_parser(verbs)
    return top


def parse(words: list) -> argparse.Namespace:
    """The arguments; what a verb does not know is told with that verb's usage."""
    top = parser()
    args, unknown = top.parse_known_args(words)
    if unknown:
        _innermost(top, args).error(f"unrecognized arguments: {' '.join(map(shown, unknown))}")
    return args


def _innermost(outer: argparse.ArgumentParser, args) -> argparse.ArgumentParser:
    """The parser of the verb within the verb that was asked for, however deep."""
    for action in outer._actions:
        if isinstance(action, argparse._SubParsersAction) and getattr(args, action.dest, None):
            return _innermost(action.choices[getattr(args, action.dest)], args)
    return outer


def main(arguments=None) -> int:
    """Runs one verb."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        if not words or words == ["help"]:
            parser().print_help(sys.stdout if words else sys.stderr)
            return 0 if words else 2
        args = parse(words)
        code = args.run(args)
        sys.stdout.flush()
        return code
    except LakeError as error:
        print(f"sluice: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("\nsluice: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


if __name__ == "__main__":
    sys.exit(main())
