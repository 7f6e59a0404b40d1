"""PostgreSQL under the lake's folder: its configuration, and its first making."""

import os
import shutil
import subprocess

from lake import credentials, postgres_run
from lake.errors import LakeError
from lake.files import generated
from lake.settings import Settings

USER = "sluice"
DATABASE = "gold"
FILES = ("postgresql.conf", "pg_hba.conf")


def text(settings: Settings) -> str:
    """postgresql.conf: TCP on this machine only; no words of users' rows in the log."""
    return f"""listen_addresses = '127.0.0.1'
port = {settings.port("postgresql")}
unix_socket_directories = ''
max_connections = 80
shared_buffers = 64MB
max_wal_size = 256MB
huge_pages = off
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
password_encryption = 'scram-sha-256'
log_error_verbosity = terse
log_min_error_statement = panic
log_checkpoints = off
"""


def who_may() -> str:
    """pg_hba.conf: the hub's user with its password, and nobody else."""
    return f"host all {USER} 127.0.0.1/32 scram-sha-256\n"


def write(settings: Settings) -> None:
    """Writes both files; they are put beside the data when the server starts."""
    for name, words in zip(FILES, (text(settings), who_may())):
        generated(settings.folder("etc/postgresql", name), words)


def command(settings: Settings, program: str, *words: str) -> list:
    """A program of PostgreSQL at the lake's data."""
    return ["/usr/bin/python3", "-m", "lake.postgres_run", str(settings.folder("data/postgresql")),
            str(settings.folder("etc/postgresql")), program, *words]


def prepare(settings: Settings) -> None:
    """Makes the database and the hub's user, once."""
    data, made = settings.folder("data/postgresql"), settings.folder("data/postgresql.made")
    if made.exists():
        return
    # What an interrupted first making has left is no database.
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(mode=0o700)
    postgres_run.give(data)
    password = credentials.read(settings.folder("secrets"), "sql")
    _do(settings, "", "initdb", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8",
        "--auth=reject", "--no-instructions")
    # By its standard input, so that the password is on no command line.
    _do(settings, f"CREATE ROLE {USER} LOGIN PASSWORD '{password}'\n"
        f"CREATE DATABASE {DATABASE} OWNER {USER}\n", "postgres", "--single", "postgres")
    made.touch()


def _do(settings: Settings, words: str, program: str, *options: str) -> None:
    path = str(settings.root / "local-lake")
    with open(settings.log("postgresql-setup"), "ab") as log:
        code = subprocess.run(
            command(settings, program, *options), input=words.encode(), stdout=log, stderr=log,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "PYTHONPATH": path},
            check=False).returncode
    if code:
        raise LakeError(f"PostgreSQL could not be set up ({program}: exit code {code}); its words "
                        f"are in {settings.log('postgresql-setup')}.")
