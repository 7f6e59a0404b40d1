"""JSON whose numbers keep all of their digits, also those that no float has."""

import json
from decimal import Decimal


def read(text):
    """What a JSON text says. A number is a float where that tells the same, else a Decimal."""
    return json.loads(text, parse_float=_number)


def _number(text: str):
    number = float(text)
    exact = Decimal(text)
    return number if Decimal(repr(number)) == exact else exact


def written(thing, lines: bool = False, ascii_only: bool = True, margin: str = "\n") -> str:
    """A thing as JSON: in one line, or a line an item."""
    if isinstance(thing, Decimal):
        return str(thing)
    if not isinstance(thing, (dict, list, tuple)) or not thing:
        return json.dumps(thing, ensure_ascii=ascii_only)
    inner = margin + "  "

    def part(one):
        return written(one, lines, ascii_only, inner)
    if isinstance(thing, dict):
        ends = "{}"
        parts = [f"{part(_key(key))}: {part(each)}" for key, each in thing.items()]
    else:
        ends = "[]"
        parts = [part(each) for each in thing]
    if not lines:
        return ends[0] + ", ".join(parts) + ends[1]
    return ends[0] + inner + ("," + inner).join(parts) + margin + ends[1]


def _key(key) -> str:
    return key if isinstance(key, str) else json.dumps(key)
