"""What the user adds to the properties that are generated for the hub and for its routes."""

import difflib
import re

from lake.errors import WRONG_USAGE, LakeError
from lake.settings import ROOT, Settings

HUB = "hub.local.properties"
ROUTES = "routes.local.properties"
KEY = re.compile(r"\s*([^#!\s=:][^\s=:]*)")
SAMPLE = re.compile(r"^#?([a-z][a-z0-9.-]*)=", re.M)
PORT = "the port is {} in sluice.local.conf"
MADE = "`./sluice up` makes it, in the lake's folder secrets"
# What the launcher and the commands go by too: a hub that is told otherwise would not be found.
ELSEWHERE = {
    "http.host": "the local lake listens on 127.0.0.1",
    "http.port": PORT.format("SLUICE_PORT_HUB"),
    "console.host": "the local lake listens on 127.0.0.1",
    "console.port": PORT.format("SLUICE_PORT_CONSOLE"),
    "console.user": "the local lake has one user for it",
    "console.password-file": MADE,
    "console.tools-dir": "it is the lake's folder run",
    "events.keys-file": MADE,
    "api.key-file": MADE,
    "routes.dir": "the local lake runs routes/",
    "routes.properties-file": f"values of placeholders stand in {ROUTES}",
}


def added(settings: Settings, name: str) -> str:
    """What a file of the user's adds, to stand behind what is generated; nothing where it is not.

    A setting of the hub that there is not, or that stands elsewhere, is refused.
    """
    path = settings.properties / name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise LakeError(f"{path} can not be read ({error}). Make it a text in UTF-8 that this "
                        f"user may read, or take it away.", WRONG_USAGE) from None
    if name == HUB:
        for number, key in _keys(text):
            _check(key, f"{path}:{number}")
    return f"\n# Added by {name}:\n{text.rstrip()}\n"


def _keys(text: str):
    """The line's number and the name of each pair; a line may go on behind a backslash."""
    goes_on = False
    for number, line in enumerate(text.splitlines(), 1):
        found = None if goes_on else KEY.match(line)
        if found:
            yield number, found.group(1)
        backslashes = len(line) - len(line.rstrip("\\"))
        goes_on = bool(found or goes_on) and backslashes % 2 == 1


def _check(key: str, where: str) -> None:
    if key in ELSEWHERE:
        raise LakeError(f"{where}: {key} is not set here: {ELSEWHERE[key]}.", WRONG_USAGE)
    known = SAMPLE.findall((ROOT / "config/hub.properties.sample").read_text(encoding="utf-8"))
    if key not in known and not key.startswith("camel."):
        near = difflib.get_close_matches(key, known, 1, 0.6)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise LakeError(f"{where}: the hub has no setting {key}.{meant} All are in "
                        f"config/hub.properties.sample.", WRONG_USAGE)
