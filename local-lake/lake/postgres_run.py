"""Runs a program of PostgreSQL at the lake's data.

As `python3 -m lake.postgres_run DATA ETC PROGRAM OPTION…`.

PostgreSQL refuses to run as root. Where the lake is root's, the program runs as Debian's user
`postgres`, who may read nothing else of the lake: its folder, or one above it, may be closed to
others. So the data are handed over as an open folder.
"""

import os
import pwd
import shutil
import sys
from pathlib import Path

PROGRAMS = "/usr/lib/postgresql/15/bin"
OWNER = "postgres"


def give(path: Path) -> None:
    """Makes a file or folder that of the user who runs PostgreSQL."""
    if os.geteuid() == 0:
        who = pwd.getpwnam(OWNER)
        os.chown(path, who.pw_uid, who.pw_gid)


def configure(data: Path, etc: Path) -> None:
    """Puts the configuration beside the data."""
    if (data / "PG_VERSION").exists():
        for file in etc.iterdir():
            shutil.copyfile(file, data / file.name)
            give(data / file.name)


def _as_owner(data: str) -> str:
    who = pwd.getpwnam(OWNER)
    handle = os.open(data, os.O_RDONLY | os.O_DIRECTORY)
    os.set_inheritable(handle, True)
    os.setgroups([])
    os.setgid(who.pw_gid)
    os.setuid(who.pw_uid)
    return f"/proc/self/fd/{handle}"


def main(data: str, etc: str, program: str, *options: str) -> None:
    """Becomes the program."""
    configure(Path(data), Path(etc))
    os.umask(0o077)
    os.chdir("/")
    place = _as_owner(data) if os.geteuid() == 0 else data
    command = f"{PROGRAMS}/{program}"
    os.execve(command, [command, *options], {**os.environ, "PGDATA": place})


if __name__ == "__main__":
    main(*sys.argv[1:])
