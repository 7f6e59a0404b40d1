"""`sluice test routes`: the routes' examples, without a lake."""

from sluice_cli.test_counts import Counts
from sluice_cli.text import paint, say, say_json, shown
from sluice_cli.trial import trial

COLOURS = {"ok": "green", "accepted": "yellow", "failed": "red", "skipped": "yellow"}
DIFFERENCE = {"-": "red", "+": "green"}


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
            _say(one)
    if args.json:
        say_json({"examples": told, **counts})
    return Counts(counts["ok"] + counts["accepted"], counts["failed"], counts["skipped"])


def _say(one: dict) -> None:
    name = ": ".join(shown(one[word]) for word in ("route", "case") if one[word])
    message = f"  {shown(one['message'])}" if one["message"] else ""
    say(paint(one["state"].ljust(8), COLOURS[one["state"]]) + f" {name}{message}")
    for line in one["difference"]:
        say("         " + paint(shown(line), DIFFERENCE.get(line[:1])))
