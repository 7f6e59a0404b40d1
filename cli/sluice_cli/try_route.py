"""`sluice try`: what a route would write of a file, or of an object of the lake, writing nothing.
"""

import json
from pathlib import Path

from lake.errors import WRONG_USAGE, LakeError
from sluice_cli import digits, try_object
from sluice_cli.text import paint, say, say_json, shown
from sluice_cli.trial import routes_argument, trial

ELSEWHERE = ("members", "messages", "requests")
KINDS = (*try_object.COMPARED, *ELSEWHERE)


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "try", help="what a route would write of a file or object, writing nothing",
        description="Runs a file through a route without a lake, and shows what would be written "
        "to each gold database; an object of the lake is shown as a difference to what gold now "
        "holds. Nothing is written, and nothing is sent to any service. Exits 1 if it fails, or "
        "the route would not take it, or declines it.")
    verb.add_argument("route", metavar="ROUTE", help="id of the route, or its folder")
    verb.add_argument("what", metavar="FILE|CONTAINER/OBJECT",
                      help="a file or, where there is none of that name, an object of the lake")
    verb.add_argument("--name", metavar="N", help="name of the object (that of the file)")
    verb.add_argument("--content-type", metavar="T", help="its content type (what its bytes say)")
    verb.add_argument("--project", metavar="P", help="whose it is (whom the route takes from)")
    verb.add_argument("--meta", metavar="K=V", action="append", default=[], type=pair,
                      help="as the header X-Object-Meta-K would say it: application, "
                      "data-processing, other-data (JSON), or your own; again for more")
    verb.add_argument("--http", metavar="FILE", help="JSON: what services answer, by path; "
                      "without it they are down, and for an object of the lake asked")
    verb.add_argument("--most", type=int, default=50, metavar="N",
                      help="records to show of each place (%(default)s)")
    verb.add_argument("--save", metavar="CASE", help="keep it as an example of the route")
    verb.add_argument("--json", action="store_true", help="as JSON")
    routes_argument(verb)
    verb.set_defaults(run=run)


def pair(text: str) -> tuple:
    """A name, in lower case as Swift has it, and a value."""
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise ValueError
    return name.strip().lower(), value


def run(args) -> int:
    """Shows what would be written."""
    of_lake = not Path(args.what).exists() and _is_object(args.what)
    if of_lake:
        result, code = try_object.tried(args, described(args))
    else:
        *_, result, code = trial("try", args.routes, route=args.route, file=args.what,
                                 object=json.dumps(described(args)), most=args.most,
                                 save=args.save)
    if args.json:
        say_json(result)
        return code
    if of_lake:
        show(result, try_object.beside(result["told"]))
        try_object.show(result)
    else:
        show(result, result["told"])
    ending(result, counted=not of_lake)
    if result.get("saved"):
        kept(result, args.routes)
    return code


def _is_object(what: str) -> bool:
    container, _, name = what.partition("/")
    return bool(container and name) and container not in (".", "..")


def described(args) -> dict:
    """The object as an example's object.json would have it."""
    said = {"name": args.name, "content_type": args.content_type, "project": args.project}
    said = {key: value for key, value in said.items() if value is not None}
    said.update(from_headers(dict(args.meta)))
    if args.http:
        said["http"] = _json_file(args.http)
    return said


def from_headers(meta: dict) -> dict:
    """What X-Object-Meta-* says of an object."""
    said = {}
    if meta:
        said["user_meta"] = meta
    if "application" in meta:
        said["application"] = meta["application"]
    if "data-processing" in meta:
        said["data_processing"] = meta["data-processing"]
    if "other-data" in meta:
        said["other_data"] = _object(meta["other-data"], "other-data")
    return said


def _json_file(name: str) -> dict:
    try:
        with open(name, encoding="utf-8") as file:
            return _object(file.read(), name)
    except (OSError, UnicodeDecodeError) as error:
        raise LakeError(f"{shown(name)} can not be read: {error}.", WRONG_USAGE) from None


def _object(text: str, what: str) -> dict:
    try:
        thing = json.loads(text)
    except ValueError as error:
        raise LakeError(f"{shown(what)} is no JSON: {error}.", WRONG_USAGE) from None
    if not isinstance(thing, dict):
        raise LakeError(f"{shown(what)} is JSON, but no object.", WRONG_USAGE)
    return thing


def show(result: dict, told: dict) -> None:
    """The object, and what is told of what would come of it."""
    say(f"{shown(result['object'])}  {shown(str(result['content_type']))}, {result['size']} bytes, "
        f"through {shown(result['route'])}")
    if result["takes"]:
        say(paint("note: ", "yellow") + shown(result["takes"]) + " It was run all the same.")
    if told:
        for line in digits.written(told, lines=True, ascii_only=False).splitlines():
            say(safe(line))


def safe(line: str) -> str:
    """A line of JSON in which nothing can steer the terminal."""
    return line if line.isprintable() else json.dumps(line)[1:-1]


def ending(result: dict, counted: bool) -> None:
    """The last lines: how many records, or why it failed."""
    if "service-unreachable" in result["told"].get("failed_operations", []):
        say("A service was not asked: --http FILE says what it answers.")
    for note in result.get("notes", []):
        say(paint("note: ", "yellow") + shown(note))
    trouble = result["trouble"]
    count = result["records"]
    if trouble:
        before = f" Before that, {count} records would have been written." if count else ""
        say(paint(shown(f"failed: {trouble['code']} ({trouble['kind']}): {trouble['message']}"),
                  "red") + before)
        say(shown(trouble["hint"]))
    elif "declined" in result["told"]:
        reason = shown(result["told"]["declined"]).rstrip(".")
        say(f"The route declines it: {reason}. It would be as if the route had not matched."
            + _takes(result))
    elif counted and not count and not result.get("sink", True):
        say("Nothing would be written: the route has no sink. One stands last in a route, such as "
            "kamelet:documents-sink (docs/blocks.md lists them).")
    elif counted:
        say(f"{count} record{'' if count == 1 else 's'} would be written"
            f"{_standing(result)}{_hidden(count, result['told'], KINDS)}; nothing was.")
    elif result["elsewhere"]:
        count = result["elsewhere"]
        say(f"Beside gold, {count} record{'' if count == 1 else 's'} would be sent or become "
            f"objects{_hidden(count, result['told'], ELSEWHERE)}; nothing was.")


def kept(result: dict, routes) -> None:
    """The example: where it is, what is in it, and how it is held against the route."""
    case = Path(result["saved"])
    count = result["records"]
    files = [f"{name} (all {count} records)" if name == "expected.json" and count > 1 else name
             for name in sorted(one.name for one in case.iterdir())]
    say(f"Kept as {shown(str(case))}: {shown(', '.join(files))}")
    folder = f" --routes {shown(routes)}" if routes else ""
    say(f"next: ./sluice test routes {shown(case.parents[1].name)}{folder}")


def _takes(result: dict) -> str:
    """What the route takes, as far as it is known before an object is read."""
    return f" It takes {shown(result['selects'])}." if result.get("selects") else ""


def _standing(result: dict) -> str:
    """How many records are left where others of them take their place."""
    left = result["records"] - result.get("replaced", 0)
    if left == result["records"]:
        return ""
    return f", of which {left} stand{'s' if left == 1 else ''}"


def _hidden(count: int, told: dict, kinds: tuple) -> str:
    """How many of so many records are not among those that are told."""
    kept = sum(len(place.get(kind, [place])) for kind in kinds for place in _places(told, kind))
    return f" ({count - kept} more than are shown; --most)" if count > kept else ""


def _places(told: dict, kind: str) -> list:
    places = told.get(kind, [])
    return places if isinstance(places, list) else [places]
