"""`sluice new`: a route from a sample."""

from sluice_cli.text import say, say_json, shown
from sluice_cli.trial import routes_argument, trial


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "new", help="make a route from a sample, with an example that it passes",
        description="Looks at a file and writes a route's folder: blocks, times, values and units "
        "guessed, and said as comments in its YAML, with an example made from the sample. "
        "Nothing is overwritten.")
    verb.add_argument("name", metavar="NAME", help="id of the route and name of its folder")
    verb.add_argument("--from", dest="sample", required=True, metavar="FILE",
                      help="a sample of what is to come: CSV, JSON (an object, an array, lines), "
                      "XML, a log, an archive (ZIP, TAR) or a picture")
    verb.add_argument("--to", choices=("points", "documents", "rows"),
                      help="where its records go (points where each has a time and a number, rows "
                      "of a table, else documents)")
    verb.add_argument("--project", metavar="P",
                      help="take the objects of this project (without --name: that called NAME)")
    verb.add_argument("--name", dest="glob", metavar="GLOB",
                      help="take objects with such names: * within a folder, ** across")
    verb.add_argument("--json", action="store_true", help="as JSON")
    routes_argument(verb)
    verb.set_defaults(run=run)


def run(args) -> int:
    """Writes the route, and shows it."""
    *_, result, code = trial("new", args.routes, route=args.name, project=args.project,
                             name=args.glob, to=args.to, **{"from": args.sample})
    if args.json:
        say_json(result)
        return code
    for line in result["yaml"].splitlines():
        say(shown(line) if not line.isprintable() else line)
    for file in result["files"]:
        say(f"written: {shown(file)}")
    folder = f" --routes {shown(args.routes)}" if args.routes else ""
    say(f"next: ./sluice test routes {args.name}{folder}")
    say(f"      ./sluice try {args.name} FILE{folder}")
    return code
