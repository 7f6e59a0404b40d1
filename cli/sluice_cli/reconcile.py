"""`sluice reconcile`: Swift's listings against the catalogue, and what is missing sent."""

import sys
import time

from lake.errors import FINDING, NOT_REACHABLE, WRONG_USAGE, LakeError
from sluice_cli.connection import connect
from sluice_cli.numbers import at_least
from sluice_cli.text import columns, paint, say, say_json, shown

KINDS = ("missing", "changed", "metadata", "deleted", "older")
PAUSE = 0.3  # between two looks at the hub
TOLD_EVERY = 5.0  # a line of progress


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "reconcile", help="compare Swift with the catalogue, and send what is missing",
        description="Compares Swift's listings with the catalogue, both ways, by name and "
        "timestamp. What is missing is sent as the event that the filter would have told; what "
        "Swift has no more is marked deleted, and gold follows. Looks at containers that moved "
        "since they were last compared, --full at all: an overwrite of the same size moves "
        "nothing. --prove only counts. Exits 1 where a difference is left: of a dry run, one that "
        "could not be set right, or a container that could not be compared; and where it was "
        "stopped. What changed within the grace is counted as left, and as no difference.")
    verb.add_argument("project", nargs="?", metavar="PROJECT", help="only this project")
    verb.add_argument("--full", action="store_true", help="every container, moved or not")
    verb.add_argument("--dry-run", action="store_true", help="compare, and send nothing")
    verb.add_argument("--prove", action="store_true",
                      help="objects in Swift, in the catalogue and in a final state by container, "
                      "and what differs; sends nothing; exits 1 if anything does")
    verb.add_argument("--rate", type=at_least(1), metavar="N",
                      help="compare at most N objects a second")
    verb.add_argument("--grace", type=at_least(0), metavar="SECONDS",
                      help="leave what changed within "
                      "this time for the next round (the hub's reconcile.grace-seconds)")
    verb.add_argument("--detach", action="store_true", help="do not wait for its end")
    verb.add_argument("--stop", action="store_true",
                      help="end the round that a command began, and tell what it compared")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Begins a round, waits for it and tells what it came to."""
    if args.stop and (args.project or args.full or args.dry_run or args.prove or args.detach
                      or args.rate is not None or args.grace is not None):
        raise LakeError("--stop goes alone.", WRONG_USAGE)
    if args.prove and (args.detach or args.grace is not None):
        raise LakeError("--prove looks at all as it is now, and waits: it goes neither with "
                        "--detach nor with --grace.", WRONG_USAGE)
    hub = connect()
    if args.stop:
        return stop(hub, args.json)
    begun = hub.post("/v1/reconciliations", asked(args))
    if args.detach:
        if args.json:
            say_json(begun)
        else:
            say(f"Begun: {begun['id']}. ./sluice reconcile --stop ends it before its time.")
        return 0
    try:
        return outcome(hub, _wait(hub, begun["id"], not args.json), args)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        outcome(hub, halted(hub, begun["id"]), args)
        return 130


def asked(args) -> dict:
    """What the hub is asked for."""
    words = {"project": args.project, "full": args.full or args.prove,
             "dry_run": args.dry_run or args.prove, "rate": args.rate,
             "grace": 0 if args.prove else args.grace}
    return {name: value for name, value in words.items() if value is not None}


def stop(hub, as_json: bool) -> int:
    """Ends the round that a command began, on whichever hub, and tells what it compared."""
    rounds = hub.get("/v1/reconciliations").get("reconciliations") or []
    going = [one["id"] for one in rounds
             if one.get("state") == "running" and one.get("by") == "command"]
    if not going:
        raise LakeError("No round that a command began is under way. Those of the schedule end by "
                        "themselves.", FINDING)
    report = halted(hub, going[0])
    _check(report, as_json)
    tell(report, as_json)
    return 0


def halted(hub, number: str) -> dict:
    """Has a round stopped, and answers what it came to."""
    try:
        hub.post(f"/v1/reconciliations/{number}/stop", {})
    except LakeError as error:
        raise LakeError(f"{error} So round {number} was not told to stop, and goes on as long as "
                        f"its hub: ./sluice reconcile --stop", error.code) from error
    return _wait(hub, number, False)


def outcome(hub, report: dict, args) -> int:
    """Tells what a round came to that is over."""
    _check(report, args.json)
    if args.prove and report["state"] == "done":
        return prove(report, hub.get("/v1/journals").get("journals") or [], args.json)
    return tell(report, args.json)


def _check(report: dict, as_json: bool) -> None:
    if report["state"] not in ("done", "stopped"):
        if as_json:
            say_json(report)
        raise LakeError(f"The reconciliation is {report['state']}: "
                        f"{shown(str(report.get('error')))}. Begin it anew; what was sent is known "
                        f"by its ids, and nothing is done twice.", FINDING)


def _wait(hub, number: str, speaks: bool) -> dict:
    told = time.monotonic()
    while True:
        report = _look(hub, number)
        if report.get("state") != "running":
            return report
        if speaks and time.monotonic() - told > TOLD_EVERY:
            told = time.monotonic()
            say(f"{report['compared']} objects compared in {_looked_at(report)} containers, "
                f"{report['sent']} events sent …")
        time.sleep(PAUSE)


def _look(hub, number: str) -> dict:
    try:
        return hub.get(f"/v1/reconciliations/{number}")
    except LakeError as error:
        if error.code != NOT_REACHABLE:
            raise
        raise LakeError(f"{error} The round ends with its hub: begin it anew once one is back; "
                        f"what was sent is known by its ids.", NOT_REACHABLE) from error


def _looked_at(report: dict) -> int:
    return report["containers"] - report["skipped"]


def _left_out(report: dict) -> int:
    """Containers that the hub compared and does not tell of one by one, so many are they."""
    return max(0, _looked_at(report) - len(report["by_container"]))


def tell(report: dict, as_json: bool) -> int:
    """Prints what was compared, found and sent."""
    dry, found = report.get("dry_run"), report.get("found") or {}
    differs = sum(found.get(kind) or 0 for kind in KINDS)
    left = differs if dry else found.get("older") or 0
    stopped = report.get("state") == "stopped"
    code = FINDING if left or report.get("failed") or stopped else 0
    if as_json:
        say_json(report)
        return code
    differing = [one for one in report["by_container"] if one["gaps"] or one["error"]]
    rows = [_row(one) for one in differing]
    if rows:
        head = ("COMPARED", *(kind.upper() for kind in KINDS), "YOUNG", "SENT", "WHY", "CONTAINER")
        for line in columns([head, *rows], right=set(range(8))):
            say(line)
    for line in _errors(report):
        say(line)
    told = sum(one["found"].get(kind) or 0 for one in differing for kind in KINDS)
    if differs > told:
        say(f"and {differs - told} more differences in {_left_out(report)} containers that are "
            f"not listed one by one: ./sluice reconcile PROJECT tells of a project's.")
    say(f"{report['compared']} objects of {_looked_at(report)} containers compared, "
        f"{report['skipped']} containers without a sign of change left out (--full takes them): "
        f"{differs} differ, {report['sent']} events sent"
        + (" (a dry run)" if dry else "") + f"; {report['requests']} requests to Swift.")
    if stopped:
        say(paint("Stopped", "yellow") + " before its end: the rest was not compared. Begin it "
            "anew; what was sent is known by its ids.")
    if found.get("young"):
        say(f"{found['young']} that may differ changed within {report['grace_seconds']} s and are "
            f"left for a later round, as their events may be on their way: --grace 0 takes them "
            f"now.")
    if found.get("older"):
        say(paint(f"{found['older']} older in Swift than in the catalogue", "red")
            + ": no event sets that right. Upload them again, or delete them.")
    return code


def _row(one: dict) -> tuple:
    found = one["found"]
    numbers = (one["swift"], *(found[kind] for kind in KINDS), found["young"], one["sent"])
    return (*(str(number) for number in numbers), one["why"], shown(_name(one)))


def _name(one: dict) -> str:
    """An account alone is one of which no container could be compared."""
    return one["account"] if one["container"] is None else f"{one['account']}/{one['container']}"


def _errors(report: dict):
    for one in report["by_container"]:
        if one["error"]:
            yield paint("not compared", "red") + shown(f"  {_name(one)}: {one['error']}")


def prove(report: dict, journals: list, as_json: bool) -> int:
    """Prints a line a container and the sums; 1 when they differ."""
    containers = report["by_container"]
    sums = {key: report["sums"][key] for key in ("swift", "catalogue", "final", "gaps")}
    gaps = sum(one.get("gap_numbers") or 0 for one in journals)
    lost = sum(one.get("lost_numbers") or 0 for one in journals)
    young = report["found"].get("young") or 0
    well = (sums["swift"] == sums["catalogue"] == sums["final"]
            and not sums["gaps"] and not young and not report["failed"])
    if as_json:
        say_json({"containers": containers, "more": _left_out(report), "sums": sums,
                  "young": young, "whole": well,
                  "journals": {"gaps": gaps, "lost": lost}, "requests": report["requests"]})
        return 0 if well else FINDING
    rows = [(*(str(one[key]) for key in sums), shown(_name(one))) for one in containers]
    if _left_out(report):
        rows.append(("",) * len(sums) + (f"and {_left_out(report)} more",))
    rows.append((*(str(number) for number in sums.values()),
                 f"{_looked_at(report)} containers"))
    for line in columns([("SWIFT", "CATALOGUE", "FINAL", "GAPS", "CONTAINER"), *rows],
                        right={0, 1, 2, 3}):
        say(line)
    for line in _errors(report):
        say(line)
    say(f"Journals: {gaps} numbers missing, {lost} lost"
        + (" (what they told of is compared above)." if gaps or lost else "."))
    if young:
        say(f"{young} changed while they were compared: prove it again once they rest.")
    if well:
        say(paint("Nothing is missing.", "green"))
    else:
        say(paint("They differ.", "red") + " Objects whose runs are under way are not final yet; "
            "./sluice reconcile --full sends what is missing.")
    return 0 if well else FINDING
