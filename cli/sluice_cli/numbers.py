"""Numbers in arguments: what is none is refused in words, before anything is asked."""

import argparse

from sluice_cli.text import shown


def at_least(least: int, most: int = 10 ** 9):
    """The type of an argument that is a whole number from least to most."""
    def whole(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(
                f"{shown(text)} is no whole number from {least} to {most}")
        return number
    return whole
