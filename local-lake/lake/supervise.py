"""Speaks to the lake's own supervisord, Debian's `supervisor`, over its socket."""

import contextlib
import hashlib
import http.client
import os
import socket
import stat
import xmlrpc.client
from pathlib import Path

from lake.errors import LakeError
from lake.settings import Settings

LONGEST_SOCKET = 90


def run_folder(settings: Settings) -> Path:
    """Where sockets stand: in the lake, or under /tmp where that path is too long for a socket."""
    folder = settings.folder("run")
    if len(str(folder / "supervisor.sock").encode()) <= LONGEST_SOCKET:
        return folder
    mark = hashlib.sha256(str(settings.lake).encode()).hexdigest()[:12]
    return Path(f"/tmp/sluice-{os.geteuid()}-{mark}")


def make_run_folder(settings: Settings) -> Path:
    """Makes that folder, and refuses one in /tmp that another user has put there."""
    folder = run_folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise LakeError(f"{folder} is not a folder of yours; the lake's socket can not stand "
                        f"there. Remove it, or give the lake a shorter path (SLUICE_LAKE).")
    folder.chmod(0o700)
    return folder


class _SocketConnection(http.client.HTTPConnection):
    def __init__(self, path: str):
        super().__init__("localhost", timeout=60)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class _SocketTransport(xmlrpc.client.Transport):
    def __init__(self, path: str):
        super().__init__()
        self.path = path

    def make_connection(self, host):
        return _SocketConnection(self.path)


@contextlib.contextmanager
def supervisor(settings: Settings):
    """A connection for a few calls; OSError when no supervisord listens."""
    path = str(run_folder(settings) / "supervisor.sock")
    with xmlrpc.client.ServerProxy("http://localhost/RPC2", _SocketTransport(path)) as server:
        yield server.supervisor


def processes(settings: Settings) -> dict:
    """What supervisord knows of each part, by name; empty when it does not run."""
    try:
        with supervisor(settings) as server:
            return {one["name"]: one for one in server.getAllProcessInfo()}
    except (OSError, http.client.HTTPException, xmlrpc.client.Error):
        return {}


def pid(settings: Settings):
    """The process id of the lake's supervisord, or None."""
    try:
        with supervisor(settings) as server:
            return server.getPID()
    except (OSError, http.client.HTTPException, xmlrpc.client.Error):
        return None


def running(process) -> bool:
    """Whether supervisord holds the process of a part."""
    return bool(process) and process["pid"] > 0
