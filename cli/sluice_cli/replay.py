"""`sluice replay`: objects run again through the routes, as many as a filter chooses."""

import argparse
import re
from datetime import datetime, timedelta, timezone

from lake.errors import WRONG_USAGE, LakeError
from sluice_cli.connection import connect
from sluice_cli.replay_lines import listing
from sluice_cli.replay_watch import Watch, paused
from sluice_cli.text import say, say_json, shown

STATUSES = ("parked", "waiting", "running", "done", "unhandled")
FILTERS = ("project", "route", "content_type", "name", "since", "until", "status", "id")
AGO = {"m": "minutes", "h": "hours", "d": "days"}


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "replay", help="run objects again: by project, route, type, name, time, status",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Runs objects that are in the lake again through the routes as they are now; "
        "gold comes out the\nsame. All options that choose must hold; without any, --all is asked "
        "for. What already waits or runs is\nleft out, unless --status waiting or running asks for "
        "it (a queue that was lost). Live events go first:\na replay is put on the queues while "
        "these are short.\n\nReturns when all it sent is over: 0 well, 1 some are parked. Ctrl-C "
        "pauses it: what is on the queues is\ndone, nothing more is put there, and --continue ID "
        "goes on behind it. The hub does the work: if it dies,\nanother, or the same once it is "
        "back, goes on by itself, and this command waits for it.\nThe same options given again "
        "make a new replay.")
    choose = verb.add_argument_group("which objects")
    choose.add_argument("--project", metavar="P")
    choose.add_argument("--route", metavar="R", help="through this route only: what it ran before")
    choose.add_argument("--existing", action="store_true",
                        help="with --route: all that it takes as it now is, as after a change")
    choose.add_argument("--content-type", metavar="T", help="such as image/*")
    choose.add_argument("--name", metavar="GLOB", help="* within a folder, ** across folders")
    choose.add_argument("--since", metavar="T", type=moment,
                        help="stored then or later: 2026-11-24, 2026-11-24T10:00 (UTC), 90m, 24h, "
                        "7d")
    choose.add_argument("--until", metavar="T", type=moment, help="stored earlier than that")
    choose.add_argument("--status", metavar="S", choices=STATUSES, help=", ".join(STATUSES))
    choose.add_argument("--id", metavar="N", action="append", type=_number,
                        help="swift_object_id; may be given several times")
    choose.add_argument("--all", action="store_true", help="every object there is")
    verb.add_argument("--dry-run", action="store_true",
                      help="only count: objects, and runs by route")
    verb.add_argument("--rate", metavar="N", type=_rate, help="at most so many objects a second")
    verb.add_argument("--detach", action="store_true", help="do not wait: print the id and return")
    verb.add_argument("--continue", metavar="ID", dest="continued",
                      help="go on with a replay, or wait for one that goes on")
    verb.add_argument("--pause", metavar="ID", help="put no more of a replay on the queues")
    verb.add_argument("--list", action="store_true", dest="listed",
                      help="the latest replays, and entries of data_to_process that name nothing")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def moment(text: str) -> str:
    """A moment as the hub reads it, from a date, a time in UTC, or how long ago."""
    ago = re.fullmatch(r"(\d{1,6})([mhd])", text, re.ASCII)
    try:
        if ago:
            when = datetime.now(timezone.utc) - timedelta(**{AGO[ago[2]]: int(ago[1])})
        else:
            when = datetime.fromisoformat(_offset(text))
        when = when if when.tzinfo else when.replace(tzinfo=timezone.utc)
        return when.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")
    except (ValueError, OverflowError) as error:
        raise argparse.ArgumentTypeError(
            f"{shown(text)} is no time; write it like 2026-11-24, 2026-11-24T10:00 or 24h"
        ) from error


def _offset(text: str) -> str:
    return re.sub(r"[zZ]$", "+00:00", text)


def _number(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,17}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{shown(text)} is no number of an object")
    return text


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0 < rate <= 1e6:
        raise argparse.ArgumentTypeError(
            f"{shown(text)} is no number above 0, and 1000000 at the most")
    return rate


def run(args) -> int:
    """Begins a replay, or does something with one."""
    chosen = {name: getattr(args, name) for name in FILTERS if getattr(args, name) is not None}
    others = [args.continued is not None, args.pause is not None, args.listed]
    if sum(others) > 1 or any(others) and (chosen or args.all or args.existing or args.dry_run
                                           or args.rate):
        raise LakeError("--continue, --pause and --list go alone.", WRONG_USAGE)
    if args.listed:
        return list_all(args.json)
    hub = connect()
    if args.pause is not None:
        return paused(hub.post(f"/v1/replays/{_id(args.pause)}/pause", {}), args.json)
    if args.continued is not None:
        replay = hub.post(f"/v1/replays/{_id(args.continued)}/continue", {})
    else:
        replay = begin(hub, args, chosen)
    if args.detach:
        return detached(replay, args.json)
    return Watch(hub, replay["id"], args.json).until_over()


def _id(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z-]{1,64}", text, re.ASCII):
        raise LakeError(f"{shown(text)} is no replay; ./sluice replay --list lists them.",
                        WRONG_USAGE)
    return text


def begin(hub, args, chosen: dict) -> dict:
    """Asks the hub for a replay."""
    if not chosen and not args.all:
        options = ", ".join("--" + name.replace("_", "-") for name in FILTERS)
        raise LakeError(f"Say which objects: {options}; or --all for every one.", WRONG_USAGE)
    if args.existing and not args.route:
        raise LakeError("--existing goes with --route.", WRONG_USAGE)
    if "since" in chosen and "until" in chosen \
            and datetime.fromisoformat(_offset(chosen["since"])) \
            >= datetime.fromisoformat(_offset(chosen["until"])):
        raise LakeError("Nothing was stored between --since and --until: the second is not later "
                        "than the first.", WRONG_USAGE)
    body = dict(chosen)
    if "id" in body:
        body["id"] = ",".join(body["id"])
    return hub.post("/v1/replays", {**body, "existing": args.existing, "all": args.all,
                                    "dry_run": args.dry_run, "rate": args.rate or 0})


def detached(replay: dict, as_json: bool) -> int:
    """Says how to come back to it."""
    if as_json:
        say_json(replay)
    else:
        say(f"Replay {replay['id']} goes on by itself; ./sluice replay --continue {replay['id']} "
            f"waits for it.")
    return 0


def list_all(as_json: bool) -> int:
    """The latest replays, and what the list data_to_process holds that names nothing."""
    hub = connect()
    replays = hub.get("/v1/replays").get("replays") or []
    entries = hub.get("/v1/data-to-process")
    if as_json:
        say_json({"replays": replays, "data_to_process": entries})
    else:
        for line in listing(replays, entries):
            say(line)
    return 0
