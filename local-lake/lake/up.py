"""Brings a lake up: installs, configures, builds, starts, and waits until every part is well."""

import time

from lake import build, credentials, daemon, folder, orphans, packages, parts, ports, start
from lake import supervise, toolchain
from lake.say import say
from lake.settings import Settings


def up(settings: Settings, names=()) -> None:
    """Starts all parts, or the named ones with what they need; what runs is left as it is."""
    began = time.monotonic()
    table = [part for part in parts.table(settings) if parts.present(settings, part)]
    wanted = start.with_needs(table, names or [part.name for part in table])
    modules = sorted({part.module for part in wanted if part.module})
    if modules:
        toolchain.check()
    with folder.locked(settings):
        folder.make(settings)
        orphans.end(settings, supervise.pid(settings))
        running = supervise.processes(settings)
        ports.check(settings, [part for part in wanted
                               if not supervise.running(running.get(part.name))])
        packages.ensure(packages.LAKE, settings.log("apt"))
        credentials.make(settings.folder("secrets"))
        parts.configure(settings)
        build.ensure(settings, modules)
        daemon.ensure(settings, table)
        start.Start(settings, wanted).run()
    say(f"all {len(wanted)} parts are up ({time.monotonic() - began:.0f} s)")


def down(settings: Settings, wipe: bool) -> None:
    """Stops all parts; deletes the lake when asked to."""
    if not settings.lake.exists():
        say(f"there is no lake at {settings.lake}")
        return
    with folder.locked(settings):
        say("stopping all parts …")
        daemon.stop(settings)
        if wipe:
            folder.wipe(settings)
            say(f"deleted {settings.lake}")
        else:
            say(f"stopped; the data stays in {settings.lake}")
