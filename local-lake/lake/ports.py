"""Finds out whether a port is free, and who holds it when not."""

import errno
import os
import socket
from pathlib import Path

from lake import orphans
from lake.errors import LakeError
from lake.settings import Settings


def free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return True
        except OSError as error:
            if error.errno == errno.EACCES:
                raise LakeError(f"Port {port} is for root only. Choose one above 1023.") from error
            return False


def _listening_inodes(port: int) -> set:
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            words = line.split()
            if words[3] == "0A" and int(words[1].rpartition(":")[2], 16) == port:
                inodes.add(words[9])
    return inodes


def holder(port: int):
    """The id of a process that listens on the port, as far as this user may see it."""
    wanted = {f"socket:[{inode}]" for inode in _listening_inodes(port)}
    for folder in Path("/proc").glob("[0-9]*") if wanted else ():
        try:
            if any(os.readlink(handle) in wanted for handle in (folder / "fd").iterdir()):
                return int(folder.name)
        except OSError:
            continue
    return None


def described(pid) -> str:
    """A process in words."""
    if pid is None:
        return "a process that this user may not see"
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        command = b" ".join(words).decode(errors="replace").strip()
        return f"process {pid} ({command[:80]})"
    except OSError:
        return f"process {pid}"


def check(settings: Settings, parts: list) -> None:
    """Refuses to start when a port of one of these parts is held by what is not of this lake."""
    ours = None
    taken = []
    for part in parts:
        for name in part.ports:
            port = settings.port(name)
            if free(port):
                continue
            ours = orphans.marked(settings) if ours is None else ours
            pid = holder(port)
            if pid not in ours:
                taken.append(
                    f"Port {port} is taken by {described(pid)}; {part.name} needs it. End that, "
                    f"or write into sluice.local.conf: SLUICE_PORT_{name.upper()} = "
                    f"{_suggestion(port, settings)}")
    if taken:
        raise LakeError("\n".join(taken))


def _suggestion(port: int, settings: Settings) -> int:
    """A free port near by, the offset taken off again."""
    used = set(settings.ports().values())
    better = next((one for one in range(port + 100, min(port + 1000, 65535))
                   if one not in used and free(one)), port)
    return better - settings.values["SLUICE_PORT_OFFSET"]
