"""Starts the lake's supervisord, and keeps it to the configuration as it now is."""

import contextlib
import os
import subprocess
import time
import xmlrpc.client

from lake import orphans, supervise, supervise_conf
from lake.errors import LakeError
from lake.files import generated
from lake.say import say
from lake.settings import Settings

LEFTOVERS = ("supervisor.sock", "supervisord.pid")


def ensure(settings: Settings, parts: list) -> set:
    """Has supervisord run with all parts known to it, none of them started by that.

    Answers the names of the parts that it had to stop, because they are now started otherwise.
    """
    supervise.make_run_folder(settings)
    conf = settings.folder("etc/supervisord.conf")
    generated(conf, supervise_conf.text(settings, parts))
    pid = supervise.pid(settings)
    orphans.end(settings, pid)
    if pid:
        return _reload(settings)
    for left in LEFTOVERS:
        (supervise.run_folder(settings) / left).unlink(missing_ok=True)
    started = subprocess.run(
        ["/usr/bin/python3", "-m", "lake.supervisord", "-c", str(conf)],
        env=supervise_conf.environment(settings), cwd="/", stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    until = time.monotonic() + 15
    while started.returncode == 0 and time.monotonic() < until:
        if supervise.pid(settings):
            return set()
        time.sleep(0.05)
    raise LakeError(f"supervisord did not start: {started.stdout.strip()[:500]} "
                    f"Its log is {settings.folder('log/supervisord.log')}.")


def _reload(settings: Settings) -> set:
    """What `supervisorctl update` does, without starting anything."""
    ran = {name for name, process in supervise.processes(settings).items()
           if supervise.running(process)}
    with supervise.supervisor(settings) as server:
        added, changed, removed = server.reloadConfig()[0]
        for name in changed + removed:
            if name in ran:
                say(f"stopping {name}: it is started otherwise now")
            server.stopProcessGroup(name)
            server.removeProcessGroup(name)
        for name in changed + added:
            server.addProcessGroup(name)
    return ran & set(changed)


def stop(settings: Settings) -> None:
    """Ends supervisord and with it every part, then whatever it had lost."""
    pid = supervise.pid(settings)
    if pid:
        with contextlib.suppress(OSError, xmlrpc.client.Error):
            with supervise.supervisor(settings) as server:
                server.shutdown()
        until = time.monotonic() + 60
        while os.path.exists(f"/proc/{pid}") and time.monotonic() < until:
            time.sleep(0.05)
    orphans.end(settings, None)
    run = supervise.run_folder(settings)
    for left in LEFTOVERS:
        (run / left).unlink(missing_ok=True)
    if run != settings.folder("run"):
        with contextlib.suppress(OSError):
            run.rmdir()
