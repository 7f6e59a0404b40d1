"""`sluice parked`: runs that are set aside with their reason, and trying them again."""

from lake.errors import WRONG_USAGE, LakeError
from sluice_cli.connection import connect
from sluice_cli.text import columns, paint, say, say_json, shown

CHOICE = ("project", "route", "code", "object", "account", "run")


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "parked", help="runs that are set aside, by cause; `parked retry` tries them again",
        description="Lists parked runs, those of one cause together: which route, what is wrong, "
        "since when, and what can be done. Exits 1 if there are any. `sluice parked retry` tries "
        "them again, through the routes as they are now: those that the options choose, or --all.")
    verb.add_argument("what", nargs="?", choices=("list", "retry"), default="list",
                      help="list (default) or retry")
    verb.add_argument("--project", metavar="P", help="of objects of one project")
    verb.add_argument("--route", metavar="R", help="of one route")
    verb.add_argument("--code", metavar="C", help="of the fault, such as json-malformed")
    verb.add_argument("--object", metavar="CONTAINER/OBJECT",
                      help="one object, or those of that name in several accounts")
    verb.add_argument("--account", metavar="A",
                      help="of one Swift account; without it, of all")
    verb.add_argument("--run", metavar="ID", dest="run_id", help="one run")
    verb.add_argument("--all", action="store_true", help="retry: every parked run there is")
    verb.add_argument("--runs", action="store_true", help="list: each run, not only the causes")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Lists, or tries again."""
    choice = _choice(args)
    if args.what == "retry":
        if args.runs:
            raise LakeError("--runs goes with listing, not with retry.", WRONG_USAGE)
        return retry(choice, args.all, args.json)
    if args.all:
        raise LakeError("--all goes with retry; listing shows all as it is.", WRONG_USAGE)
    return listing(choice, args.runs, args.json)


def _choice(args) -> dict:
    container, slash, name = (args.object or "").partition("/")
    if args.object is not None and not (container and slash and name):
        raise LakeError(f"{shown(args.object)} is no object; write CONTAINER/OBJECT.", WRONG_USAGE)
    given = {"project": args.project, "route": args.route, "code": args.code,
             "account": args.account, "container": container or None, "object": name or None,
             "run": args.run_id}
    return {name: value for name, value in given.items() if value is not None}


def listing(choice: dict, runs: bool, as_json: bool) -> int:
    """Prints causes, or runs."""
    answer = connect().get("/v1/parked", **choice, runs="true" if runs else None)
    if as_json:
        say_json(answer)
        return 1 if answer.get("parked") else 0
    if not answer.get("parked"):
        say("Nothing is parked.")
        return 0
    if runs:
        head = [("SINCE", "ROUTE", "CODE", "OBJECT", "RUN")]
        for line in columns(head + [_run_row(one) for one in answer.get("runs") or []]):
            say(line)
    for cause in answer.get("causes") or []:
        for line in _cause(cause):
            say(line)
    if answer.get("cut"):
        say(f"The first {answer['parked']} are shown; choose by --route, --project or --code.")
    return 1


def _run_row(one: dict) -> tuple:
    name = f"{one.get('container')}/{one.get('object')}"
    return tuple(shown(str(cell)) for cell in (
        _second(one.get("since")), one.get("route"), one.get("code"), name, one.get("run")))


def _cause(cause: dict):
    yield (paint(f"{cause.get('count')} parked", "red")
           + shown(f" in {cause.get('route')}, {cause.get('code')} ({cause.get('kind')}), "
                   f"{_second(cause.get('first'))} to {_second(cause.get('last'))}"))
    yield "  " + shown(str(cause.get("message")))
    yield "  " + shown(str(cause.get("hint")))
    objects = [shown(str(one)) for one in cause.get("objects") or []]
    more = (cause.get("count") or 0) - len(objects)
    yield "  " + ", ".join(objects) + (f" and {more} more" if more > 0 else "")


def retry(choice: dict, every: bool, as_json: bool) -> int:
    """Asks until the hub has been through all of them."""
    if not choice and not every:
        raise LakeError(f"Say which: one of {', '.join('--' + name for name in CHOICE)}, "
                        f"or --all.", WRONG_USAGE)
    hub, queued, skipped = connect(), 0, []
    body = {**choice, "all": every}
    while True:
        answer = hub.post("/v1/parked/retry", body)
        queued += answer.get("queued") or 0
        skipped += answer.get("skipped") or []
        if answer.get("after") is None:
            break
        body.update(before=answer["before"], after=answer["after"])
        if not as_json:
            say(f"{queued} queued …")
    if as_json:
        say_json({"queued": queued, "skipped": skipped})
    elif not queued and not skipped:
        say("Nothing that is parked was chosen.")
    else:
        say(f"{queued} queued again; ./sluice parked shows what is parked once more, ./sluice ls "
            f"--status waiting what is not through yet.")
        for one in skipped:
            say(paint("skipped", "yellow")
                + shown(f" {one.get('object')}: {one.get('why')}"))
    return 1 if skipped or not queued else 0


def _second(time) -> str:
    return str(time or "-").partition(".")[0].removesuffix("Z")
