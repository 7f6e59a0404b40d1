"""A folder of routes of a test's own, with the blocks of this checkout."""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

THINGS = """\
- route:
    id: things
    from:
      uri: lake:objects
      parameters:
        project: neocampus
      steps:
        - to: kamelet:json-records-action
        - to: kamelet:documents-sink
"""


def folder(place: Path) -> Path:
    """A folder with one route."""
    routes = place / "routes"
    shutil.copytree(ROOT / "routes/blocks", routes / "blocks")
    (routes / "things").mkdir()
    (routes / "things/things.camel.yaml").write_text(THINGS)
    return routes
