"""Starts, stops and kills one part."""

import difflib
import signal
import time
import xmlrpc.client

from lake import folder, orphans, parts, supervise, up
from lake.errors import FINDING, WRONG_USAGE, LakeError
from lake.say import say
from lake.settings import Settings


def check_name(settings: Settings, name: str) -> None:
    """Refuses a name that is no part's."""
    names = [part.name for part in parts.table(settings)]
    if name not in names:
        near = difflib.get_close_matches(name, names, 1, 0.5)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise LakeError(f"There is no part {name!r}.{meant} The parts are: {', '.join(names)}.",
                        WRONG_USAGE)


def start(settings: Settings, name: str) -> None:
    """Starts a part and waits until it is well; what it needs is not started."""
    check_name(settings, name)
    up.bring_up(settings, [part for part in parts.table(settings) if part.name == name])


def stop(settings: Settings, name: str) -> None:
    """Ends a part in order; it stays down."""
    check_name(settings, name)
    with folder.locked(settings):
        if not supervise.running(_process(settings, name)):
            say(f"{name} is down already")
            return
        try:
            with supervise.supervisor(settings) as server:
                server.stopProcess(name)
        except xmlrpc.client.Fault as fault:
            raise LakeError(f"{name} could not be stopped: {fault.faultString}.") from None
        orphans.end(settings, supervise.pid(settings), name)
        say(f"{name} is stopped (./sluice start {name})")


def kill(settings: Settings, name: str) -> None:
    """Ends all processes of a part with SIGKILL; it stays down."""
    check_name(settings, name)
    with folder.locked(settings):
        victims = orphans.of_part(settings, name)
        if not victims:
            raise LakeError(f"{name} is down already; there is nothing to kill.", FINDING)
        until = time.monotonic() + 10
        while victims and time.monotonic() < until:
            orphans.send(victims, signal.SIGKILL)
            time.sleep(0.05)
            victims = orphans.of_part(settings, name)
        while supervise.running(supervise.processes(settings).get(name)):
            time.sleep(0.05)
        say(f"{name} is killed (./sluice start {name})")


def _process(settings: Settings, name: str):
    known = supervise.processes(settings)
    if not known:
        raise LakeError(f"The lake at {settings.lake} does not run. Start it: ./sluice up")
    return known.get(name)
