"""`sluice check`: what is wrong with route files, without a lake."""

import tempfile
from pathlib import Path

from lake import hub_conf
from lake.errors import WRONG_USAGE, LakeError
from lake.settings import load
from sluice_cli import hub_java
from sluice_cli.text import paint, say, say_json, shown

MAIN = "org.sluice.RouteCheck"
COLOURS = {"error": "red", "warning": "yellow", "note": "grey"}


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "check", help="what is wrong with route files, with line and column; needs no lake",
        description="Looks at the routes, blocks and policies as a hub does that starts with "
        "them. An error: the lake refuses the file, and what ran before runs on. A warning: it "
        "takes the file, and it is not well all the same (a secret in clear, a route that no "
        "object comes to). A note: maybe meant so. Exits 1 for an error or a warning.")
    verb.add_argument("route", nargs="?", metavar="ROUTE",
                      help="id or folder of one route (all of them)")
    verb.add_argument("--routes", metavar="DIR",
                      help="folder of all routes (routes/ of this checkout)")
    verb.add_argument("--values", metavar="FILE",
                      help="values of the placeholders (those of the local lake)")
    verb.add_argument("--settings", metavar="FILE",
                      help="settings of the hub that is to run the routes, for what they permit "
                      "(those of the local lake, where there is one)")
    verb.add_argument("--json", action="store_true", help="as JSON")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Says what there is to say of each file."""
    settings = load()
    folder = Path(args.routes).absolute() if args.routes else settings.root / "routes"
    with tempfile.TemporaryDirectory() as own:
        values = Path(args.values).absolute() if args.values else Path(own) / "routes.properties"
        if not args.values:
            values.write_text(hub_conf.routes(settings), encoding="utf-8")
        elif not values.is_file():
            raise LakeError(f"There is no file of values at {shown(args.values)}.", WRONG_USAGE)
        words = [f"routes={folder}", f"values={values}"]
        hub = _hub(settings, args.settings, Path(own) / "hub.properties")
        words += [f"settings={hub}"] if hub else []
        words += [f"route={args.route}"] if args.route else []
        *_, answer, code = hub_java.lines(settings, MAIN, words)
    if "error" in answer:
        raise LakeError(shown(answer["error"]), WRONG_USAGE)
    if args.json:
        say_json(answer)
    else:
        show(answer, _below(folder))
    return code


def _hub(settings, given: str, own: Path):
    """The hub's settings; None where none are known, and then nothing is said of them."""
    if not given:
        try:
            own.write_text(hub_conf.hub(settings), encoding="utf-8")
        except (FileNotFoundError, PermissionError):
            return None
        return own
    if not Path(given).is_file():
        raise LakeError(f"There is no file of settings at {shown(given)}.", WRONG_USAGE)
    return Path(given).absolute()


def _below(folder: Path) -> str:
    """The folder as the caller would write it, so that a terminal can follow the place."""
    try:
        return f"{folder.relative_to(Path.cwd())}/"
    except ValueError:
        return f"{folder}/"


def show(answer: dict, folder: str) -> None:
    """A line a finding, and a closing line."""
    counts = {"error": 0, "warning": 0, "note": 0}
    for one in answer["findings"]:
        counts[one["level"]] += 1
        place = "".join(f":{one[name]}" for name in ("line", "column") if one[name])
        say(paint(one["level"].ljust(7), COLOURS[one["level"]])
            + shown(f"  {folder}{one['file']}{place}: {one['message']}"))
    told = ", ".join(f"{count} {level}{'' if count == 1 else 's'}"
                     for level, count in counts.items())
    files = len(answer["files"])
    say(f"{files} route file{'' if files == 1 else 's'}: {told}")
