"""`sluice console`: where Hawtio is, and who it lets in."""

import http.client
import os
import shutil
import subprocess

from lake import hub_conf
from lake.errors import NOT_REACHABLE, LakeError
from lake.settings import Settings, load
from sluice_cli.text import say, say_json


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "console", help="open Hawtio on the hub, or print where it is",
        description="Opens Hawtio on the lake's hub in a browser, where there is a display, and "
        "prints its address, its user and where the password stands. Routes are under Camel.")
    verb.add_argument("--no-browser", action="store_true", help="only print")
    verb.add_argument("--json", action="store_true", help="as JSON; opens nothing")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Says where it is, once it answers."""
    settings = load()
    password = settings.folder("secrets", "console")
    url = f"http://127.0.0.1:{settings.port('console')}/hawtio/"
    check(settings, url)
    if args.json:
        say_json({"url": url, "user": hub_conf.CONSOLE_USER, "password_file": str(password)})
        return 0
    say(f"{url}\nuser      {hub_conf.CONSOLE_USER}\npassword  the line in {password}")
    if not args.no_browser:
        browse(url)
    return 0


def check(settings: Settings, url: str) -> None:
    """Refuses where no console answers."""
    connection = http.client.HTTPConnection("127.0.0.1", settings.port("console"), timeout=10)
    try:
        connection.request("GET", "/hawtio/")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise LakeError(f"No console answers at {url}: {error}. Start the lake: ./sluice up",
                        NOT_REACHABLE) from error
    finally:
        connection.close()
    if status != 401:
        raise LakeError(f"What answers at {url} asks for no password ({status}), so it is not the "
                        f"hub's console. Give the console another port: SLUICE_PORT_CONSOLE.",
                        NOT_REACHABLE)


def browse(url: str) -> None:
    """Opens it where there is a display to open it on."""
    opener = shutil.which("xdg-open")
    if opener and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        subprocess.run([opener, url], check=False, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
