"""`sluice journals`: what the hub has of each journal, and asking for a range again."""

import re
from urllib.parse import quote

from lake.errors import WRONG_USAGE, LakeError
from sluice_cli.connection import connect
from sluice_cli.text import columns, paint, say, say_json, shown

LINES = 10  # of each kind, a journal
REASONS = {
    "dropped": "the journal took no record of them: look at its disk",
    "unsettled": "neither the answer nor Swift told what became of them",
    "gone": "the journal's files are deleted",
}


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "journals", help="what the hub has of each journal: gaps, losses",
        description="Every proxy worker numbers its changes in a journal. Lists what the hub was "
        "told of each: the highest number, how many of those below are lost, and how many it was "
        "told nothing of (gaps). Exits 1 if there are gaps or losses. The hub asks for gaps again "
        "by itself; --again asks for any range.")
    verb.add_argument("--again", nargs=2, metavar=("PROXY/EPOCH", "FROM-TO"),
                      help="ask for these numbers again, such as 12-40")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Prints the journals, or asks for a range."""
    if args.again:
        return ask(*args.again, args.json)
    answer = connect().get("/v1/journals")
    journals = answer.get("journals") or []
    bad = [one for one in journals if one.get("gap_numbers") or one.get("lost_numbers")]
    if args.json:
        say_json(answer)
        return 1 if bad else 0
    if not journals:
        say("No journals: nothing was heard from a shipper yet.")
        return 0
    head = [("TOLD TO", "LOST", "GAPS", "REPEATS", "ASKED", "HEARD", "JOURNAL")]
    for line in columns(head + [_row(one) for one in journals], right={0, 1, 2, 3, 4}):
        say(line)
    for one in bad:
        for line in _findings(one):
            say(line)
    return 1 if bad else 0


def ask(journal: str, numbers: str, as_json: bool) -> int:
    """Asks for a range of one journal."""
    proxy, _, epoch = journal.rpartition("/")
    ends = re.fullmatch(r"(\d{1,16})(?:-(\d{1,16}))?", numbers, re.ASCII)
    if not proxy or not epoch:
        raise LakeError(f"{shown(journal)} is no journal; ./sluice journals lists them as "
                        f"PROXY/EPOCH.", WRONG_USAGE)
    if not ends:
        raise LakeError(f"{shown(numbers)} is no range; write it like 12-40.", WRONG_USAGE)
    first, last = int(ends[1]), int(ends[2] or ends[1])
    path = "/".join(quote(part, safe="", errors="surrogateescape") for part in (proxy, epoch))
    answer = connect().post(f"/v1/journals/{path}/again", {"from": first, "to": last})
    if as_json:
        say_json(answer)
    else:
        say(f"Asked for {first} to {last} of {shown(journal)}. Its shipper learns of it with its "
            f"next batch, half a minute from now at the latest; ./sluice journals shows it under "
            f"ASKED until it has come.")
    return 0


def _row(one: dict) -> tuple:
    asked = sum(_size(ask) for ask in one.get("asked") or [])
    numbers = (one.get("highest"), one.get("lost_numbers"), one.get("gap_numbers"),
               one.get("repeats"), asked)
    return (*(str(number or 0) for number in numbers), shown(_second(one.get("seen"))),
            shown(_name(one)))


def _findings(one: dict):
    name = shown(_name(one))
    gaps, losses = one.get("gaps") or [], one.get("lost") or []
    for gap in gaps[:LINES]:
        tries = [ask.get("tries") or 0 for ask in one.get("asked") or []
                 if ask["from"] <= gap["to"] and gap["from"] <= ask["to"]]
        said = f"asked for {max(tries, default=0)} times"
        yield (paint("gap", "red") + f"   {name} {_range(gap)}: {said}. Is its shipper running? "
               f"To ask afresh: ./sluice journals --again {name} {_range(gap)}")
    for lost in losses[:LINES]:
        why = str(lost.get("why"))
        yield (paint("lost", "red") + f"  {name} {_range(lost)}: {shown(REASONS.get(why, why))}. "
               f"./sluice reconcile compares Swift with the catalogue")
    for kind, ranges in (("gap ", gaps), ("lost", losses)):
        if len(ranges) > LINES:
            yield f"{paint(kind, 'red')}  {name}: {len(ranges) - LINES} more ranges (--json)"
    if one.get("lost_earlier"):
        yield paint("lost", "red") + f"  {name}: {one['lost_earlier']} more, earlier"


def _name(one: dict) -> str:
    return f"{one.get('proxy')}/{one.get('epoch')}"


def _range(one: dict) -> str:
    return f"{one['from']}-{one['to']}"


def _size(one: dict) -> int:
    return one["to"] - one["from"] + 1


def _second(time) -> str:
    """An ISO time without its fraction."""
    return re.sub(r"\.\d+Z$", "Z", str(time or "-"))
