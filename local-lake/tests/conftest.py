"""Puts the launcher and the command line on the path, and gives tests a lake of their own."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / one) for one in ("local-lake", "cli", "swift-middleware")]


@pytest.fixture(name="settings")
def lake_settings(tmp_path):
    """The shipped settings, with a lake in a temporary folder."""
    from lake import settings
    return settings.load(local=tmp_path / "none", environment={"SLUICE_LAKE": str(tmp_path / "l")})
