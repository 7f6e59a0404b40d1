"""Tells the user what is being done. On stderr, so that output that is to be used stays clean."""

import sys


def say(text: str) -> None:
    """Says one line of progress."""
    print(f"lake: {text}", file=sys.stderr, flush=True)
