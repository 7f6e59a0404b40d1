"""Clients of Swift: threads that send the plan's requests and note the answers."""

import http.client
import threading
import time
from contextlib import suppress
from urllib.parse import quote

from probe.plan import Request

BROKEN = (OSError, http.client.HTTPException)
NUMBER = "X-Trans-Id-Extra"  # Swift puts it at the end of its transaction id
ANSWER_SECONDS = 60


class Door:
    """Where clients knock: Swift's proxy, by one container."""

    def __init__(self, swift, account: str, container: str):
        self.port = swift.ports["proxy"]
        self.container = f"/v1/{account}/{container}"
        self.token = swift.token()

    def connect(self) -> http.client.HTTPConnection:
        """A connection; waits as long as nobody opens."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
            try:
                connection.connect()
                return connection
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def path(self, name: str) -> str:
        """An object's."""
        return f"{self.container}/{quote(name)}"

    def headers(self, request: Request) -> dict:
        """Of a request."""
        headers = {"X-Auth-Token": self.token, NUMBER: request.number}
        if request.verb == "PUT":
            headers["Content-Type"] = "application/x-probe"
        if request.verb == "COPY":
            headers["Destination"] = quote(f"{self.container.rsplit('/', 1)[1]}/{request.name}")
        return headers


class Client(threading.Thread):
    """One of several."""

    def __init__(self, door: Door, requests, ledger):
        super().__init__(daemon=True)
        self._door, self._requests, self._ledger = door, requests, ledger
        self._connection = self.failure = None

    def run(self):
        try:
            for request in self._requests:
                if request.fresh or self._connection is None:
                    self._hang_up()
                    self._connection = self._door.connect()
                self._ledger.note(request, self._send(request))
            self._hang_up()
        except Exception as error:
            self.failure = error

    def _send(self, request: Request):
        try:
            if request.leaves:
                begin(self._connection, self._door, request, len(request.body) // 2)
                self._hang_up()
                return None
            self._connection.request(request.verb, self._door.path(request.source or request.name),
                                     request.body or None, self._door.headers(request))
            return answer(self._connection)
        except BROKEN:
            self._hang_up()
            return None

    def _hang_up(self):
        if self._connection:
            with suppress(OSError):
                self._connection.close()
        self._connection = None


def begin(connection, door: Door, request: Request, count: int) -> None:
    """Sends the head and so many bytes of the body."""
    connection.putrequest("PUT", door.path(request.name))
    for name, value in door.headers(request).items():
        connection.putheader(name, value)
    connection.putheader("Content-Length", str(len(request.body)))
    connection.endheaders()
    connection.send(request.body[:count])


def answer(connection) -> int:
    """The status."""
    response = connection.getresponse()
    response.read()
    return response.status
