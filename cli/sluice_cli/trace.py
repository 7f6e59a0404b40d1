"""`sluice trace`: what became of an object."""

import argparse
import sys
import time

from lake.errors import WRONG_USAGE, LakeError
from sluice_cli.connection import connect
from sluice_cli.hub import HubError
from sluice_cli.text import say, say_json, shown
from sluice_cli.trace_lines import blocks

OBJECT_ENDS = {"done", "parked", "unhandled", "deleted"}
RUN_ENDS = {"done", "parked", "declined", "superseded"}
POLL_SECONDS = 0.5


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "trace", help="what became of an object: its document, runs and operations",
        description="Prints an object's document, its runs and each run's operations in order. "
        "Exits 1 if the object is not known, or --follow ran out of time.")
    verb.add_argument("place", type=place, nargs="?", metavar="CONTAINER/OBJECT")
    verb.add_argument("--id", metavar="TRANS_ID", help="the object that a request to Swift "
                      "changed, by the X-Trans-Id of Swift's answer, its log and the hub's")
    verb.add_argument("--account", metavar="A", help="Swift account, where it is not the lake's")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.add_argument("--follow", action="store_true",
                      help="go on until every run has ended, showing operations as they come")
    verb.add_argument("--timeout", type=float, default=300, metavar="S",
                      help="how long to follow, in seconds (300)")
    verb.set_defaults(run=run)


def place(text: str) -> tuple:
    """Container and object: an object's name may hold slashes, a container's may not."""
    container, _, name = text.partition("/")
    if not container or not name:
        raise argparse.ArgumentTypeError(f"{shown(text)} is not CONTAINER/OBJECT")
    return container, name


def run(args) -> int:
    """Shows a trace once, or until it has ended."""
    if bool(args.place) == bool(args.id):
        raise LakeError("Say which object: CONTAINER/OBJECT, or --id TRANS_ID.", WRONG_USAGE)
    hub = connect()
    if args.id and not _found(hub, args):
        return 1
    if args.follow:
        return _follow(hub, args)
    trace = _fetch(hub, args)
    if trace is None:
        return _unknown(args, "is not known to the hub")
    if args.json:
        say_json(trace)
    else:
        _Printer().show(blocks(trace))
    return 0


def _found(hub, args) -> bool:
    """Whether a request changed one object, which args name from now on; of several, a bulk
    request's, each is said."""
    answer = hub.get("/v1/objects", trans_id=args.id)
    objects = answer.get("objects") or []
    if not objects:
        print(f"sluice: No object is known for the request {shown(args.id)}.", file=sys.stderr)
    elif len(objects) == 1:
        args.place = (objects[0]["container"], objects[0]["object"])
        args.account = objects[0].get("account")
    elif args.json:
        say_json(answer)
    else:
        for one in objects:
            say(f"{shown(str(one.get('status')))}  "
                + shown(f"{one.get('container')}/{one.get('object')}"))
        if answer.get("more"):
            say(f"It changed more than these {len(objects)}.")
    return len(objects) == 1


def ended(trace: dict) -> bool:
    """Whether nothing more will happen to the object by itself."""
    return (trace.get("status") in OBJECT_ENDS
            and all(one.get("status") in RUN_ENDS for one in trace.get("runs", [])))


def _fetch(hub, args):
    container, name = args.place
    try:
        return hub.get("/v1/trace", container=container, object=name, account=args.account)
    except HubError as error:
        if error.status == 404:
            return None
        raise


def _follow(hub, args) -> int:
    deadline = time.monotonic() + args.timeout
    printer = _Printer()
    while True:
        trace = _fetch(hub, args)
        over = time.monotonic() >= deadline
        last = over or (trace is not None and ended(trace))
        if trace is not None and not args.json:
            laid_out = blocks(trace)
            printer.show(laid_out if last else [b for b in laid_out if b.name != "document"])
        if last:
            break
        time.sleep(min(POLL_SECONDS, max(0.0, deadline - time.monotonic())))
    if trace is None:
        return _unknown(args, f"is not known to the hub after {args.timeout:g} s")
    if args.json:
        say_json(trace)
    if ended(trace):
        return 0
    return _unknown(args, f"is still {shown(str(trace.get('status')))} after {args.timeout:g} s")


def _unknown(args, what: str) -> int:
    sys.stdout.flush()
    print(f"sluice: {shown('/'.join(args.place))} {what}.", file=sys.stderr)
    return 1


class _Printer:
    """Prints blocks; when they come again, only what is new in them."""

    def __init__(self):
        self._said = set()
        self._under = None

    def show(self, laid_out: list) -> None:
        """Shows what has not been shown, each line under its title."""
        for block in laid_out:
            title = (block.name, block.title)
            new = [line for line in block.lines if (block.name, line) not in self._said]
            if title in self._said and not new:
                continue
            if title not in self._said or self._under != title:
                say(block.title)
                self._under = title
            for line in new:
                say("  " + line)
            self._said.add(title)
            self._said.update((block.name, line) for line in new)
