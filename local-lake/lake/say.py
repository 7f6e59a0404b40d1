"""Tells the user what is being done. On stderr, so that output that is to be used stays clean."""

import contextlib
import sys


def say(text: str) -> None:
    """Says one line of progress; nobody listening is no reason to stop the work."""
    with contextlib.suppress(OSError):
        print(f"lake: {text}", file=sys.stderr, flush=True)
