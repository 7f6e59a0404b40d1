"""`sluice camel`: Camel's own command against the lake's hub."""

import os
import time
from pathlib import Path

from lake import build, folder, toolchain
from lake.errors import NOT_REACHABLE, LakeError
from lake.part import Part
from lake.settings import Settings, load

MODULE = "cli/camel"
MAIN = "org.sluice.camel.Camel"
# A hub writes its state anew each second, and for a moment the file is empty.
REWRITTEN_SECONDS = 2
# Words that say nothing without a hub that runs.
OF_A_HUB = ("get", "top", "trace", "cmd", "ps", "log", "stop")


def add_parser(subparsers) -> None:
    """Adds the verb; all that follows it is the command's, options too."""
    verb = subparsers.add_parser(
        "camel", help="Camel's own command: get route, top, trace, cmd stop-route …",
        add_help=False, prefix_chars="\0")
    verb.add_argument("words", nargs="*", default=[])
    verb.set_defaults(run=run)


def run(args) -> int:
    """Becomes the command."""
    settings = load()
    home = Path(os.environ.get("SLUICE_TOOLS_DIR") or settings.folder("run"))
    if args.words[:1] and args.words[0] in OF_A_HUB and not running(home):
        raise LakeError(f"No hub lets Camel's command in at {home}. Start the lake (./sluice up), "
                        f"or name the console.tools-dir of a hub of this machine in "
                        f"SLUICE_TOOLS_DIR.", NOT_REACHABLE)
    ensure(settings)
    os.umask(0o077)
    line = command(settings, home, args.words)
    os.execvp(line[0], line)


def running(home: Path) -> list:
    """Ids of the processes that let the command in."""
    deadline = time.monotonic() + REWRITTEN_SECONDS
    while True:
        living = [one for one in home.glob(".camel/*-status.json")
                  if os.path.exists(f"/proc/{_process(one)}")]
        told = [_process(one) for one in living if one.stat().st_size]
        if told or not living or time.monotonic() > deadline:
            return told
        time.sleep(0.05)


def _process(status: Path) -> str:
    return status.name.removesuffix("-status.json")


def ensure(settings: Settings) -> None:
    """Builds the command where it is not built, or is older than its source."""
    toolchain.check()
    folder.make(settings)
    build.ensure(settings, [Part("camel", [], None, None, home=MODULE, build=MODULE)])


def command(settings: Settings, home: Path, words) -> list:
    """The command line; the command finds hubs in its home."""
    target = settings.root / MODULE / "target"
    return ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", f"-Duser.home={home}",
            "-cp", f"{target}/classes:{target}/lib/*", MAIN, *words]
