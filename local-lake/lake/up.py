"""Brings a lake up: installs, configures, builds, starts, and waits until every part is well."""

import time

from lake import build, credentials, daemon, folder, packages, parts, ports, start, toolchain
from lake.say import say
from lake.settings import Settings


def up(settings: Settings, names=()) -> None:
    """Starts all parts, or the named ones with what they need; what runs is left as it is."""
    table = parts.table(settings)
    bring_up(settings, start.with_needs(table, names or [part.name for part in table]))


def bring_up(settings: Settings, wanted: list) -> None:
    """Starts these parts, and returns when each is well."""
    began = time.monotonic()
    if any(part.build for part in wanted):
        toolchain.check()
    with folder.locked(settings):
        folder.make(settings)
        ports.check(settings, wanted)
        packages.ensure(packages.LAKE, settings.log("apt"))
        credentials.make(settings.folder("secrets"))
        parts.configure(settings)
        build.ensure(settings, wanted)
        table = parts.table(settings)
        names = {part.name for part in wanted} | daemon.ensure(settings, table)
        start.Start(settings, [part for part in table if part.name in names]).run()
    names = f"all {len(wanted)} parts are" if len(wanted) > 1 else f"{wanted[0].name} is"
    say(f"{names} up ({time.monotonic() - began:.0f} s)")


def down(settings: Settings, wipe: bool) -> None:
    """Stops all parts; deletes the lake when asked to."""
    if not settings.lake.exists():
        say(f"there is no lake at {settings.lake}")
        return
    folder.check(settings)
    with folder.locked(settings):
        say("stopping all parts …")
        daemon.stop(settings)
        if wipe:
            folder.wipe(settings)
            say(f"deleted {settings.lake}")
        else:
            say(f"stopped; the data stays in {settings.lake}")
