"""The demo's samples: the inputs of the shipped routes' own examples, and one made here."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    """One upload, and how it should end: the object's status and the gold services that hold it."""

    name: str
    file: Path
    headers: tuple
    status: str
    services: tuple


def all_samples(root: Path) -> list:
    """Every kind of end that an object can come to."""
    notes = root / "local-lake" / "samples" / "notes.txt"
    return [
        _example(root, "neocampus-sensors/mqtt-batch", "readings.json", "done", "influxdb"),
        _example(root, "neocampus-sensors/template", "reading.json", "done", "influxdb"),
        _example(root, "pictures/gps", "bridge.jpg", "done", "neo4j"),
        _example(root, "pictures/damaged-exif", "damaged-exif.jpg", "done", "neo4j"),
        _example(root, "json-documents/flowers", "flowers.json", "done", "mongodb"),
        _example(root, "neocampus-sensors/cut", "cut.json", "parked"),
        _example(root, "csv-tables/readings", "readings.csv", "done", "postgresql"),
        Sample("demo/notes.txt", notes, (), "unhandled", ()),
    ]


def _example(root: Path, example: str, name: str, status: str, *services: str) -> Sample:
    route, case = example.split("/")
    folder = root / "routes" / route / "examples" / case
    file = next(folder.glob("input.*"))
    headers = []
    told = folder / "object.json"
    if told.exists():
        other = json.loads(told.read_text(encoding="utf-8")).get("other_data")
        if other:
            headers.append("X-Object-Meta-Other-Data: " + json.dumps(other))
    return Sample(f"demo/{name}", file, tuple(headers), status, services)
