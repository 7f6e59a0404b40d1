"""What a terminal is shown: nothing in it can steer the terminal, and columns line up."""

import os
import sys
import unicodedata

from sluice_cli import digits

COLOURS = {"red": "31", "green": "32", "yellow": "33", "grey": "90"}
SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\"}


def shown(text: str) -> str:
    """The text with what does not print written as an escape: newlines, ESC, lone surrogates."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(SHORT.get(letter) or (letter if letter.isprintable() else _escape(letter))
                   for letter in text)


def shown_json(text: str) -> str:
    """The same of JSON, whose backslashes are escapes already."""
    return "".join(letter if letter.isprintable() else _escape(letter) for letter in text)


def _escape(letter: str) -> str:
    number = ord(letter)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def value(thing) -> str:
    """A value of JSON in a table's cell."""
    if isinstance(thing, str):
        return shown(thing)
    text = digits.written(thing, ascii_only=False)
    return text if text.isprintable() else digits.written(thing)


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if unicodedata.combining(letter) else
               2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def columns(rows: list, right=()) -> list:
    """Lines of aligned cells; `right` holds the numbers of columns that align to the right."""
    if not rows:
        return []
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = []
        for at, cell in enumerate(row):
            space = " " * (widths[at] - width(cell))
            cells.append(space + cell if at in right else cell + space)
        lines.append("  ".join(cells).rstrip())
    return lines


def counted(number: int, noun: str) -> str:
    """How many there are of a thing whose plural ends in s."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def paint(text: str, colour) -> str:
    """The text in a colour, on a terminal that wants colours."""
    if colour is None or not sys.stdout.isatty() or "NO_COLOR" in os.environ \
            or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{COLOURS[colour]}m{text}\033[0m"


def say(text: str) -> None:
    """Prints a line at once; letters that the terminal's encoding lacks are escaped."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "backslashreplace").decode(encoding), flush=True)


def say_json(thing) -> None:
    """Prints JSON, in ASCII: safe for a terminal, and the same for every reader."""
    print(digits.written(thing, lines=True))
