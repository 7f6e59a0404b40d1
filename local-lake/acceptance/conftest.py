"""What the acceptance tests need: the tests' own lake, as `./sluice env` tells of it."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "cli"), str(ROOT / "local-lake"), str(Path(__file__).parent)]

from rig import Lake  # noqa: E402


@pytest.fixture(scope="session")
def lake():
    """The running lake; without one every test of it fails."""
    assert os.environ.get("SLUICE_HUB_URL"), "No lake: run ./sluice test, or source ./sluice env"
    return Lake(ROOT)


@pytest.fixture(name="route")
def fixture_route(lake):
    """Puts a route of its own beside the others, or takes it away; the hub reads them at start."""
    folder = lake.root / "routes/tried-for-a-moment"

    def change(parameters):
        assert lake.sluice("stop", "hub").returncode == 0
        shutil.rmtree(folder, ignore_errors=True)
        if parameters is not None:
            folder.mkdir()
            (folder / "tried-for-a-moment.camel.yaml").write_text(json.dumps([{"route": {
                "id": "tried-for-a-moment", "from": {
                    "uri": "lake:objects", "parameters": {"contentType": "application/json",
                                                          **parameters},
                    "steps": [{"to": {"uri": "kamelet:json-records-action"}}, {"to": {
                        "uri": "kamelet:documents-sink", "parameters": {"collection": "tried"}}}],
                }}}]), encoding="utf-8")
        assert lake.sluice("start", "hub").returncode == 0
    yield change
    change(None)
