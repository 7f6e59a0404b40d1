"""Tells whether a running part still is what its settings and its code say."""

import hashlib
import json

from lake import build
from lake.files import generated
from lake.part import Part
from lake.settings import Settings


def of(settings: Settings, part: Part) -> str:
    """A digest of everything that a start of the part would read."""
    told = {"command": part.command, "environment": part.environment}
    for name in part.configuration:
        path = settings.folder("etc", name)
        told[name] = path.read_text(encoding="utf-8") if path.exists() else None
    places = [settings.root / place for place in part.code]
    if part.home:
        places += [settings.root / part.home / "target" / name for name in ("classes", "lib")]
    told["code"] = build.newest(*places)
    told["libraries"] = _jars(settings, part)
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _jars(settings: Settings, part: Part) -> list:
    """Which jars the user adds. One that is copied in may be older than all others."""
    found = (settings.root / part.libraries).glob("*.jar") if part.libraries else ()
    return sorted([jar.name, jar.stat().st_size, jar.stat().st_mtime] for jar in found)


def _path(settings: Settings, part: Part):
    return settings.folder("run", f"{part.name}.started")


def keep(settings: Settings, part: Part) -> None:
    """Notes what the part is being started from."""
    generated(_path(settings, part), of(settings, part))


def same(settings: Settings, part: Part) -> bool:
    """Whether a start now would start the same."""
    path = _path(settings, part)
    return path.exists() and path.read_text(encoding="utf-8") == of(settings, part)
