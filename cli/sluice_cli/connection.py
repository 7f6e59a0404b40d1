"""Finds the hub and the key: in the environment, or in the local lake beside the `sluice` script.
"""

import os
import shlex
import stat

from lake.errors import NOT_REACHABLE, WRONG_USAGE, LakeError
from lake.settings import load
from sluice_cli.hub import Hub
from sluice_cli.text import shown


def connect(environment=None) -> Hub:
    """The hub to ask."""
    environment = os.environ if environment is None else environment
    url = environment.get("SLUICE_HUB_URL")
    file = environment.get("SLUICE_API_KEY_FILE")
    if not url or not file:
        settings = load(environment=environment)
        url = url or f"http://127.0.0.1:{settings.port('hub')}"
        file = file or str(settings.folder("secrets", "hub-api-key"))
    return Hub(url, read_key(file))


def read_key(file: str) -> str:
    """The first line of a file that nobody but its owner can read."""
    try:
        with open(file, encoding="ascii") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            if mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise LakeError(f"Others can read the key in {shown(file)}, so it is not used. "
                                f"Mend it: chmod 600 {shlex.quote(file)}", WRONG_USAGE)
            key = opened.readline().strip()
    except FileNotFoundError as error:
        raise LakeError(f"There is no key in {shown(file)}. Start a lake on this machine "
                        f"(./sluice up), or set SLUICE_HUB_URL and SLUICE_API_KEY_FILE.",
                        NOT_REACHABLE) from error
    except OSError as error:
        raise LakeError(f"The key in {shown(file)} can not be read: {error.strerror}.",
                        WRONG_USAGE) from error
    except UnicodeDecodeError:
        key = ""
    if not key or not key.isprintable():
        raise LakeError(f"The first line of {shown(file)} is no key.", WRONG_USAGE)
    return key
