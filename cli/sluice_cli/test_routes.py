"""`sluice test routes`: the routes' examples, without a lake."""

import shlex
from pathlib import Path

from lake.settings import load
from sluice_cli.test_counts import Counts
from sluice_cli.text import counted, paint, say, say_json, shown, shown_json
from sluice_cli.trial import trial

COLOURS = {"ok": "green", "accepted": "yellow", "failed": "red", "skipped": "yellow"}
DIFFERENCE = {"-": "red", "+": "green"}
MOST = 40


def examples(args) -> Counts:
    """Runs all of them, or those of one route; a line each as it comes."""
    counts = dict.fromkeys(COLOURS, 0)
    told = []
    for one in trial("test", args.routes, route=args.route,
                     accept="true" if args.accept else None):
        if not isinstance(one, dict):
            continue
        counts[one["state"]] += 1
        told.append(one)
        if not args.json:
            _say(one, args.routes)
    if args.json:
        say_json({"examples": told, **counts})
    return Counts(counts["ok"] + counts["accepted"], counts["failed"], counts["skipped"])


def _say(one: dict, routes) -> None:
    name = ": ".join(shown(one[word]) for word in ("route", "case") if one[word])
    message = f"  {shown(one['message'])}" if one["message"] else ""
    say(paint(one["state"].ljust(8), COLOURS[one["state"]]) + f" {name}{message}")
    for line in one["difference"][:MOST]:
        say("         " + paint(shown_json(line), DIFFERENCE.get(line[:1])))
    if len(one["difference"]) > MOST:
        say("         " + _rest(one, routes))


def _rest(one: dict, routes) -> str:
    """Of a long difference: how much there is, and what shows all of it."""
    signs = [line[:1] for line in one["difference"]]
    # What has been accepted is no difference any more when the examples run again.
    all_of_it = (f"{_expected(one, routes)} has what is expected now"
                 if one["state"] == "accepted" else "--json has all of it")
    return (f"… {counted(len(signs) - MOST, 'line')} more; in all {signs.count('-')} expected and "
            f"not there, {signs.count('+')} there and not expected: {all_of_it}.")


def _expected(one: dict, routes) -> str:
    """The file that says what is expected, as a shell takes it."""
    folder = Path(routes) if routes else load().root / "routes"
    word = shlex.quote(str(folder / one["route"] / "examples" / one["case"] / "expected.json"))
    return word if word.isprintable() else shown(word)
