"""A user of the lake: uploads, asks, and kills."""

import http.client
import json
import os
import socket
import subprocess
import time
from urllib.parse import quote, urlencode, urlsplit

from sluice_cli.trace import ended


def eventually(ask, seconds: float, what):
    """
    The first answer of `ask` that is true; fails after so many seconds. What did not come is a
    text, or makes one: so that nobody is asked for it unless it is told.
    """
    deadline = time.monotonic() + seconds
    while True:
        began = time.monotonic()
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what() if callable(what) else what}")
        # A question that is much work is not to keep the lake from what it is asked about.
        time.sleep(min(max(0.1, time.monotonic() - began), 1))


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


class Lake:
    """The lake that the environment names."""

    def __init__(self, root):
        self.root = root
        self.stored = {}
        self.hub = urlsplit(os.environ["SLUICE_HUB_URL"])
        self.key = open(os.environ["SLUICE_API_KEY_FILE"], encoding="ascii").read().strip()
        self.token, self.storage = self._login()
        assert self.swift("PUT", "neocampus")[0] in (201, 202)

    def _login(self):
        told = subprocess.run(["/usr/bin/swift", "auth"], capture_output=True, text=True,
                              check=True).stdout
        pairs = dict(line.replace("export ", "", 1).split("=", 1) for line in told.splitlines())
        return pairs["OS_AUTH_TOKEN"], urlsplit(pairs["OS_STORAGE_URL"])

    def swift(self, method: str, path: str, body: bytes = b"", headers=None):
        """One request to Swift; answers status and headers."""
        connection = http.client.HTTPConnection(self.storage.hostname, self.storage.port,
                                                timeout=60)
        try:
            connection.request(method, f"{self.storage.path}/{quote(path)}", body,
                               {"X-Auth-Token": self.token, **(headers or {})})
            response = connection.getresponse()
            response.read()
            return response.status, dict(response.getheaders())
        finally:
            connection.close()

    def put(self, name: str, body: bytes, kind: str, container="neocampus", headers=None) -> int:
        """Uploads an object, and remembers when Swift says that it was stored."""
        status = self.swift("PUT", f"{container}/{name}", body,
                            {"Content-Type": kind, **(headers or {})})[0]
        stored = self.swift("HEAD", f"{container}/{name}")[1].get("X-Timestamp", "")
        self.stored[f"{container}/{name}"] = stored
        assert status == 201, f"PUT {container}/{name} was answered {status}"
        return status

    def ask(self, method: str, path: str, body: bytes = b"", headers=None):
        """One request to the hub; answers status and JSON."""
        connection = http.client.HTTPConnection(self.hub.hostname, self.hub.port, timeout=60)
        try:
            connection.request(method, path, body, headers if headers is not None else {
                "Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, json.loads(response.read() or b"null")
        finally:
            connection.close()

    def trace(self, name: str, container="neocampus"):
        """An object's trace, or None."""
        status, trace = self.ask(
            "GET", "/v1/trace?" + urlencode({"container": container, "object": name}))
        return trace if status == 200 else None

    def settled(self, name: str, container="neocampus", seconds=120) -> dict:
        """The trace of the version that was put last, once nothing more happens to it."""
        stored = self.stored.get(f"{container}/{name}", "")

        def look():
            trace = self.trace(name, container)
            return trace if trace and trace["timestamp"] >= stored and ended(trace) else None
        return eventually(look, seconds,
                          lambda: f"{container}/{name} settled: {self.trace(name, container)}")

    def gold(self, database: str, query: str, project="neocampus") -> list:
        """Rows of a gold database."""
        return self.gold_table(database, query, project)["rows"]

    def gold_table(self, database: str, query: str, project="neocampus") -> dict:
        """Columns and rows of a gold database."""
        status, answer = self.ask("POST", f"/v1/gold/{database}", json.dumps(
            {"query": query, "project": project}).encode())
        assert status == 200, answer
        return answer

    def sluice(self, *words: str) -> subprocess.CompletedProcess:
        """The command line."""
        return subprocess.run([str(self.root / "sluice"), *words], capture_output=True, text=True,
                              check=False)
