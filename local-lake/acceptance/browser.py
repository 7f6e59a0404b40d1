"""Debian's Chromium without a display, through its driver's HTTP interface."""

import base64
import contextlib
import http.client
import json
import subprocess
from pathlib import Path

from rig import eventually, free_port

# The last five keep it from asking the network for things of its own.
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1400,800",
           "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync")
CLICK = """const all = [...document.querySelectorAll('a,button,span,label')]
             .filter(one => one.textContent.trim() === arguments[0]);
           if (all.length) all[all.length - 1].click();
           return all.length > 0;"""


class Browser:
    """One window."""

    def __init__(self, port: int, profile: Path):
        self._port = port
        eventually(self._driver_answers, 120, "chromedriver answers")
        told = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": {
                "binary": "/usr/bin/chromium", "args": [*OPTIONS, f"--user-data-dir={profile}"]}}}})
        self._session = f"/session/{told['sessionId']}"

    def _driver_answers(self) -> bool:
        with contextlib.suppress(OSError):
            return self._ask("GET", "/status")["ready"]
        return False

    def _ask(self, method: str, path: str, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=120)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None)
            told = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        assert not (isinstance(told, dict) and told.get("error")), told
        return told

    def open(self, url: str) -> None:
        """Goes there."""
        self._ask("POST", self._session + "/url", {"url": url})

    def text(self) -> str:
        """What the page shows."""
        return self._ask("POST", self._session + "/execute/sync", {
            "script": "return document.body ? document.body.innerText : ''", "args": []})

    def shows(self, *words: str) -> None:
        """Waits until the page shows all of it."""
        eventually(lambda: all(word in self.text() for word in words), 120,
                   f"the page shows {words}")

    def click(self, label: str) -> None:
        """Clicks what is labelled so, once it is there."""
        eventually(lambda: self._ask("POST", self._session + "/execute/sync", {
            "script": CLICK, "args": [label]}), 120, f"{label} can be clicked")

    def picture(self) -> bytes:
        """The window, as PNG."""
        return base64.b64decode(self._ask("GET", self._session + "/screenshot"))

    def close(self) -> None:
        """Closes the window."""
        self._ask("DELETE", self._session)


@contextlib.contextmanager
def browser(folder: Path):
    """A window with a profile of its own in the folder."""
    port = free_port()
    with (folder / "driver.log").open("wb") as log, subprocess.Popen(
            ["/usr/bin/chromedriver", f"--port={port}"], stdout=log, stderr=log) as driver:
        try:
            window = Browser(port, folder / "profile")
            try:
                yield window
            finally:
                window.close()
        finally:
            driver.terminate()
