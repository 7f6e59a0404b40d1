"""What the acceptance tests need: the tests' own lake, as `./sluice env` tells of it."""

import os
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
