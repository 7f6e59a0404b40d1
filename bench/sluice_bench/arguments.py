"""
What stands on the command lines of all measurements.
"""

import argparse
import json
import re
import signal
import sys

UNITS = {"": 1, "B": 1, "KIB": 1 << 10, "MIB": 1 << 20, "GIB": 1 << 30}


def size(text):
    """``1KiB`` as bytes."""
    found = re.fullmatch(r"(\d+)\s*([A-Za-z]*)", text)
    if not found or found[2].upper() not in UNITS:
        raise argparse.ArgumentTypeError("%s is no size: 1024, 1KiB, 1MiB" % text)
    return int(found[1]) * UNITS[found[2].upper()]


def add_json(parser):
    """``--json``: to a file, or without one to the standard output, all else to the other."""
    parser.add_argument("--json", nargs="?", const="-", metavar="FILE",
                        help="the figures as JSON: into the file, or printed as all there is")


def say(options, text):
    """A line for who looks on."""
    print(text, file=sys.stderr if options.json == "-" else sys.stdout, flush=True)


def tell_json(options, found):
    """Gives the figures to who asked for JSON."""
    text = json.dumps(found, indent=1)
    if options.json == "-":
        print(text)
    elif options.json:
        with open(options.json, "w", encoding="utf-8") as out:
            out.write(text + "\n")


def main(name, run, arguments, failures):
    """Runs a measurement. :returns: exit code"""
    signal.signal(signal.SIGTERM, lambda *_ignored: sys.exit(143))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return run(arguments(sys.argv[1:]))
    except failures as err:
        print("sluice bench %s: %s\nNothing was measured further." % (name, err), file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        print("\nsluice bench %s: interrupted" % name, file=sys.stderr)
        return 130


def positive(text):
    """A whole number above nothing."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("%s is no whole number above 0" % text)
    return int(text)
