"""What `test routes`, `try` and `new` share: the room of the hub that tries routes."""

import tempfile
from pathlib import Path

from lake import hub_conf
from lake.errors import WRONG_USAGE, LakeError
from lake.settings import load
from sluice_cli import hub_java
from sluice_cli.text import shown

MAIN = "org.sluice.trial.Trial"


def routes_argument(verb) -> None:
    """Adds the option that names the folder of routes."""
    verb.add_argument("--routes", metavar="DIR",
                      help="folder of all routes (routes/ of this checkout)")


def trial(command: str, routes, settings=None, **words):
    """Runs a command: its lines, then its exit code. Words that are None are left out; those that
    are lists are given once for each item. What the caller did wrong is a LakeError."""
    settings = settings or load()
    given = {"routes": Path(routes).absolute() if routes else settings.root / "routes", **words}
    with tempfile.TemporaryDirectory() as own:
        given["values"] = Path(own) / "routes.properties"
        given["values"].write_text(hub_conf.routes(settings), encoding="utf-8")
        for line in hub_java.lines(settings, MAIN, [command, *_told(given)]):
            if isinstance(line, dict) and "error" in line:
                raise LakeError(shown(line["error"]), WRONG_USAGE)
            yield line


def _told(given: dict) -> list:
    return [f"{name}={one}" for name, value in given.items()
            for one in (value if isinstance(value, list) else [value]) if one is not None]
