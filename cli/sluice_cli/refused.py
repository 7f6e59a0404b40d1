"""`sluice refused`: events that could not be registered, and sending them again."""

from lake.errors import WRONG_USAGE, LakeError
from sluice_cli.connection import connect
from sluice_cli.text import columns, paint, say, say_json, shown

# How ids begin of runs that could not be kept on record: they are no events.
RUNS = "log.operations/"
RUN_AGAIN = (f"What is called {RUNS}… is a run, and its reason names the object: ./sluice replay "
             "--project P --name OBJECT, then ./sluice refused forget ID.")


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "refused", help="events that could not be registered; `refused again` sends them again",
        description="Lists events that the hub could not register and set aside, with the reason: "
        "MongoDB refuses what was to be written, or they are no events. Exits 1 if there are any. "
        "`sluice refused again` sends them again: one that is registered then is set aside no "
        "longer. `sluice refused forget` lets go of them for good.")
    verb.add_argument("what", nargs="?", choices=("list", "again", "forget"), default="list",
                      help="list (default), again or forget")
    verb.add_argument("id", nargs="?", metavar="ID", help="again, forget: this one")
    verb.add_argument("--all", action="store_true", help="again, forget: every one")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Lists, sends again or forgets."""
    if args.what == "list":
        if args.id is not None or args.all:
            raise LakeError("--all and an id go with again and forget; listing shows all as it is.",
                            WRONG_USAGE)
        return listing(args.json)
    if (args.id is None) != args.all:
        raise LakeError("Say which: the id of one, as ./sluice refused lists it, or --all.",
                        WRONG_USAGE)
    body = {"all": True} if args.all else {"id": args.id}
    if args.what == "again":
        return again(body, args.json)
    return forget(body, args.json)


def listing(as_json: bool) -> int:
    """Prints what is set aside, a line for what and one for why."""
    answer = connect().get("/v1/refused-events")
    events, count = answer.get("events") or [], answer.get("count") or 0
    if as_json:
        say_json(answer)
        return 1 if count else 0
    if not count:
        say("No event is set aside.")
        return 0
    head = [("LAST", "TIMES", "EVENT", "ID", "OBJECT")]
    lines = columns(head + [_row(one) for one in events], right={1})
    say(lines[0])
    for line, one in zip(lines[1:], events):
        say(line)
        say(f"  {paint(shown(str(one.get('code'))), 'red')}  {shown(str(one.get('why')))}")
    if count > len(events):
        say(f"The latest {len(events)} of {count} are shown.")
    runs = _runs(events)
    say("Mend the cause, then ./sluice refused again --all." if runs < count else
        "Mend the cause.")
    if runs:
        say(RUN_AGAIN)
    return 1


def _runs(some: list) -> int:
    return sum(str(one.get("id")).startswith(RUNS) for one in some)


def _row(one: dict) -> tuple:
    name = "/".join(str(one[part]) for part in ("account", "container", "object") if part in one)
    event = str(one.get("type") or "-").rpartition(".")[2]
    last = str(one.get("last") or "-").partition(".")[0].removesuffix("Z")
    return tuple(shown(cell) for cell in (
        last, str(one.get("times") or 1), event, str(one.get("id")), name or "-"))


def again(body: dict, as_json: bool) -> int:
    """Sends them the way that events come."""
    answer = connect().post("/v1/refused-events/again", body)
    left = answer.get("left") or []
    if as_json:
        say_json(answer)
        return 1 if left else 0
    say(f"{answer.get('sent')} sent again; ./sluice refused lists what is refused once more.")
    for one in left:
        say(paint("not sent", "yellow") + shown(f" {one.get('id')}: {one.get('why')}"))
    runs = _runs(left)
    if runs:
        say(RUN_AGAIN)
    if runs < len(left):
        say("./sluice reconcile --full finds what Swift has and the catalogue has not; then "
            "./sluice refused forget ID.")
    return 1 if left else 0


def forget(body: dict, as_json: bool) -> int:
    """Lets go of them."""
    answer = connect().post("/v1/refused-events/forget", body)
    if as_json:
        say_json(answer)
    else:
        say(f"{answer.get('forgotten')} forgotten.")
    return 0
