"""What the objects of a run hold, drawn from a seed. Touches nothing."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

PICTURE = Path(__file__).resolve().parents[2] / "routes/pictures/examples/gps/input.jpg"
FIRST = 1_690_000_000  # seconds since the epoch
WEEKS = 4  # InfluxDB has a shard for each, and a removal goes through all of them
WORDS = ("tree", "river", "bridge", "boat", "tower", "bench", "lamp", "dog", "cloud", "stair")
JSON = "application/json"
LINES = "application/x-ndjson"
JPEG = "image/jpeg"
CSV = "text/csv"
FORMATS = (JSON, LINES, JPEG, CSV)  # of what a route takes, and of poison


@dataclass(frozen=True)
class Content:
    """A body and what is said of it."""

    kind: str
    content_type: str
    body: bytes
    headers: dict = field(default_factory=dict)


def readings(draw, name: str) -> Content:
    """Sensor readings: no two objects have a series in common."""
    start = draw.randrange(FIRST, FIRST + WEEKS * 604_800)
    return Content("readings", JSON, json.dumps([
        _reading(name, start + 60 * number, round(draw.uniform(0, 40), 2), draw)
        for number in range(draw.randint(1, 12))]).encode())


def _reading(name: str, time, value, draw) -> dict:
    return {"topic": f"u4/30{draw.randrange(9)}/chaos{draw.randrange(5)}", "value": value,
            "value_units": "C", "subID": name, "unitID": "inside", "time": time}


def documents(draw, name: str) -> Content:
    """Records, as one array or as lines."""
    records = [{"name": name, "petal": round(draw.uniform(0, 9), 1), "tags": draw.sample(WORDS, 2)}
               for _ in range(draw.randint(1, 8))]
    if draw.random() < 0.5:
        return Content("documents", JSON, json.dumps(records).encode())
    return Content("documents", LINES,
                   "\n".join(json.dumps(record) for record in records).encode())


def picture(draw, _name: str) -> Content:
    """A picture, and what is to be seen on it."""
    seen = draw.sample(WORDS, draw.randint(1, 4))
    said = {"image_content": {"main_object": seen[0], "secondary_object": seen[1:]}}
    return Content("picture", JPEG, PICTURE.read_bytes(),
                   {"X-Object-Meta-Other-Data": json.dumps(said)})


def table(draw, name: str) -> Content:
    """A table with a header. What stands in one of its columns hangs on the object, so that the
    column becomes wider within a run."""
    mixed = draw.choice((lambda: draw.randrange(1000), lambda: round(draw.uniform(0, 9), 1),
                         lambda: draw.choice(WORDS)))
    rows = [f"{name},{date(2024, 1, 1) + timedelta(draw.randrange(366))},"
            f"{round(draw.uniform(0, 9), 1)},{mixed()}\n" for _ in range(draw.randint(1, 9))]
    return Content("table", CSV, ("name,day,petal,mixed\n" + "".join(rows)).encode())


def text(draw, name: str) -> Content:
    """What no route takes."""
    return Content("text", "text/plain", f"{name} {draw.random()}".encode())


def poison(draw, name: str) -> Content:
    """What a route takes and must park, in each format."""
    whole = draw.choice((readings, documents, picture, table))(draw, name)
    if draw.random() < 0.2:
        return Content("poison", whole.content_type, b"")
    if whole.kind == "readings" and draw.random() < 0.5:
        records = [*json.loads(whole.body), _reading(name, "no time", 1, draw)]
        return Content("poison", JSON, json.dumps(records).encode())
    if whole.kind == "table":
        return Content("poison", CSV, whole.body + b"too short\n")
    return Content("poison", whole.content_type, whole.body[:len(whole.body) // 2 or 1],
                   whole.headers)


KINDS = ((readings, 38), (documents, 22), (picture, 16), (table, 14), (text, 4), (poison, 6))


def drawn(draw, name: str, poisoned=True) -> Content:
    """Any of them, poison only where it may be."""
    makers, weights = zip(*(kind for kind in KINDS if poisoned or kind[0] is not poison))
    return draw.choices(makers, weights)[0](draw, name)
