"""Route files of a test's own: the running hub takes them, and lets go of them."""

import contextlib
import json
import shutil

from rig import eventually


def write(lake, name: str, *routes: dict) -> None:
    """Puts a file of routes beside the others, whatever the hub says of it."""
    folder = lake.root / "routes" / name
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.camel.yaml").write_text(json.dumps(routes), encoding="utf-8")


def taken(lake, name: str):
    """The revision of a route that runs; None where it does not."""
    routes = lake.ask("GET", "/v1/routes")[1]["routes"]
    return next((one["revision"] for one in routes if one["id"] == name), None)


def put(lake, name: str, *routes: dict) -> None:
    """Writes a file of routes, and waits until the hub runs them as they now are."""
    before = {one["route"]["id"]: taken(lake, one["route"]["id"]) for one in routes}
    write(lake, name, *routes)
    for route, revision in before.items():
        eventually(lambda: taken(lake, route) not in (None, revision), 120,
                   lambda: f"{route} runs: {lake.ask('GET', '/v1/routes')[1]['refused']}")


def remove(lake, name: str) -> None:
    """Takes a file of routes away, if it is there, and waits until none of them runs."""
    folder = lake.root / "routes" / name
    shutil.rmtree(folder, ignore_errors=True)
    eventually(lambda: not [one for one in lake.ask("GET", "/v1/routes")[1]["routes"]
                            if one["file"].startswith(f"{name}/")], 120, f"{name} is gone")


@contextlib.contextmanager
def running(lake, name: str, *routes: dict):
    """Routes that run for the time of the block."""
    try:
        put(lake, name, *routes)
        yield
    finally:
        remove(lake, name)
