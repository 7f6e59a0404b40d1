"""What the acceptance tests need: the tests' own lake, as `./sluice env` tells of it."""

import os
import re
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "cli"), str(ROOT / "local-lake"), str(Path(__file__).parent)]

import route_files  # noqa: E402
from lake import settings as lake_settings  # noqa: E402
from plain import Proxy  # noqa: E402
from rig import Lake  # noqa: E402


@pytest.fixture(scope="session")
def lake():
    """The running lake; without one every test of it fails."""
    assert os.environ.get("SLUICE_HUB_URL"), "No lake: run ./sluice test, or source ./sluice env"
    return Lake(ROOT)


@pytest.fixture(name="settings", scope="session")
def settings_of_the_lake():
    """The settings of the running lake."""
    return lake_settings.load()


@pytest.fixture(name="route")
def fixture_route(lake):
    """Puts a route of its own beside the others, changes it, or takes it away."""
    name = "tried-for-a-moment"

    def change(parameters):
        if parameters is None:
            route_files.remove(lake, name)
        else:
            route_files.put(lake, name, {"route": {"id": name, "from": {
                "uri": "lake:objects",
                "parameters": {"contentType": "application/json", **parameters},
                "steps": [{"to": {"uri": "kamelet:json-records-action"}}, {"to": {
                    "uri": "kamelet:documents-sink", "parameters": {"collection": "tried"}}}]}}})
    yield change
    change(None)


@pytest.fixture(scope="session", name="plain")
def plain_proxy(lake, tmp_path_factory):
    """A door to Swift that the filter does not see."""
    proxy = Proxy(lake, tmp_path_factory.mktemp("plain"))
    yield proxy
    proxy.stop()


@pytest.fixture(name="container")
def own_container(lake, request):
    """A container of the test's own."""
    name = re.sub(r"\W", "-", request.node.name)[:40] + f"-{time.time_ns() % 10**9}"
    assert lake.swift("PUT", name)[0] in (201, 202)
    return name
