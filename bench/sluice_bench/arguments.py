"""
What stands on the command lines of all measurements.
"""

import argparse
import re

UNITS = {"": 1, "B": 1, "KIB": 1 << 10, "MIB": 1 << 20, "GIB": 1 << 30}


def size(text):
    """``1KiB`` as bytes."""
    found = re.fullmatch(r"(\d+)\s*([A-Za-z]*)", text)
    if not found or found[2].upper() not in UNITS:
        raise argparse.ArgumentTypeError("%s is no size: 1024, 1KiB, 1MiB" % text)
    return int(found[1]) * UNITS[found[2].upper()]


def positive(text):
    """A whole number above nothing."""
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("%s is no whole number above 0" % text)
    return int(text)
