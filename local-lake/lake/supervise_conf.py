"""The configuration of the lake's own supervisord."""

import os
import shlex

from lake.settings import Settings
from lake.supervise import run_folder

MARK = "SLUICE_PART_OF"


def quoted(text: str) -> str:
    """A value as supervisor's configuration wants it: in quotes, with its % doubled."""
    return '"' + text.replace("%", "%%").replace('"', '\\"') + '"'


def program(settings: Settings, part) -> str:
    """The section of one part. A part that dies stays down, so that it is seen."""
    environment = {"SLUICE_PART": part.name, "SLUICE_PART_OF": str(settings.lake),
                   **part.environment}
    return f"""[program:{part.name}]
command = {shlex.join(part.command).replace("%", "%%")}
directory = {settings.folder("run")}
environment = {",".join(f"{key}={quoted(value)}" for key, value in environment.items())}
autostart = false
autorestart = false
startsecs = 0
startretries = 0
stopsignal = {part.stop_signal}
stopwaitsecs = {part.stop_seconds}
stopasgroup = false
killasgroup = true
redirect_stderr = true
stdout_logfile = {settings.log(part.name)}
stdout_logfile_maxbytes = 20MB
stdout_logfile_backups = 1
"""


def text(settings: Settings, parts: list) -> str:
    """supervisord.conf: its socket in the lake's folder, readable by its owner only."""
    run = run_folder(settings)
    user = "user = root\n" if os.geteuid() == 0 else ""
    head = f"""[unix_http_server]
file = {run}/supervisor.sock
chmod = 0700

[supervisord]
logfile = {settings.folder("log/supervisord.log")}
logfile_maxbytes = 5MB
logfile_backups = 1
pidfile = {run}/supervisord.pid
childlogdir = {settings.folder("log")}
umask = 077
strip_ansi = true
{user}
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
    return "\n".join([head, *(program(settings, part) for part in parts)])


def environment(settings: Settings) -> dict:
    """What every part finds in its environment: little, and nothing of the caller's secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "JAVA_HOME", "TZ") if name in os.environ}
    root = settings.root
    return {"LC_ALL": "C.UTF-8", "HOME": str(settings.folder("run")), "MALLOC_ARENA_MAX": "2",
            "PYTHONUNBUFFERED": "1", **kept,
            "PYTHONPATH": f"{root}/local-lake:{root}/swift-middleware",
            "SLUICE_PART": "supervisord", MARK: str(settings.lake)}
