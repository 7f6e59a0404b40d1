"""Stands between the shipper and the hub, and does to batches what a bad network, an overloaded
or a mistaken hub would do."""

import http.client
import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from sluice_swift.shipper.delivery import PROGRESS
from sluice_swift.shipper.signature import Signer

from probe.deck import FORWARDED

HANG_SECONDS = 10
RETRY_AFTER = {"Retry-After": "1"}
BROKEN = (OSError, http.client.HTTPException)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_arguments):
        """A shipper that was killed, or lost patience, hangs up: nothing to speak of."""


class Meddler:
    """:param hub_url: the intake; :param deck: of what is done"""

    def __init__(self, hub_url: str, keys_file, deck):
        self.deck = deck
        self.stopped = threading.Event()
        self._hub = urlsplit(hub_url)
        self._signer = Signer(str(keys_file))
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}{self._hub.path}"

    def start(self) -> None:
        """Answers from now on."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Lets go of all that hang."""
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def forward(self, events: list, headers=None):
        """The hub's answer to a batch, status and body; one of BROKEN where it gives none.

        Without the shipper's headers it is a batch of our own making, and signed.
        """
        body = b"[" + b",\n".join(events) + b"]"
        if headers is None:
            headers = {**self._signer.headers("msg_probe", body),
                       "Content-Type": "application/cloudevents-batch+json"}
        connection = http.client.HTTPConnection(self._hub.hostname, self._hub.port, timeout=30)
        try:
            connection.request("POST", self._hub.path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            with suppress(OSError):
                connection.close()


def _handler(meddler: Meddler):
    deck = meddler.deck

    class Handler(BaseHTTPRequestHandler):
        """One batch."""

        protocol_version = "HTTP/1.1"
        timeout = 60

        def do_POST(self):
            card = deck.card()
            if card == "closes before reading":
                self.close_connection = True
                return
            body = self.rfile.read(int(self.headers["Content-Length"]))
            events = body[1:-1].split(b",\n")
            if not deck.suits(card, sum(PROGRESS not in event for event in events)):
                card = FORWARDED
            try:
                self._play(card, events)
            except BROKEN:
                self.close_connection = True  # the hub is down

        def _play(self, card: str, events: list):
            if card == "hangs":
                meddler.stopped.wait(HANG_SECONDS)
                self.close_connection = True
            elif card == "400 naming an event":
                self._name_one(events)
            elif card == "400 without a name":
                self._answer(400, {"error": {"message": "something is wrong with this batch"}})
            elif card in ("500", "503", "429", "401", "413"):
                more = RETRY_AFTER if card in ("503", "429") else {}
                self._answer(int(card), {"error": {"message": "probed"}}, more)
            else:
                status, answer = self._forward(events)
                if card == "taken, closes without an answer":
                    self.close_connection = True
                elif card == "taken, half an answer":
                    self._answer_half(status, answer)
                else:
                    self._send(status, answer)

        def _forward(self, events: list):
            wanted = ("webhook-id", "webhook-timestamp", "webhook-signature", "Content-Type")
            return meddler.forward(events, {name: self.headers[name] for name in wanted})

        def _name_one(self, events: list):
            """By the contract the others of the batch are taken."""
            index = deck.draw.choice([number for number, event in enumerate(events)
                                      if PROGRESS not in event])
            rest = events[:index] + events[index + 1:]
            status, answer = meddler.forward(rest) if rest else (202, b"")
            if status != 202:
                self._send(status, answer)
                return
            self._answer(400, {"error": {"message": "one event is refused"}, "bad": [
                {"index": index, "field": "/data", "message": "probed"}]})

        def _answer(self, status: int, told: dict, more=None):
            self._send(status, json.dumps(told).encode(), more)

        def _send(self, status: int, body: bytes, more=None):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            for name, value in (more or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _answer_half(self, status: int, body: bytes):
            self.send_response(status)
            self.send_header("Content-Length", str(len(body) + 10))
            self.end_headers()
            self.wfile.write(body)
            self.close_connection = True

        def log_message(self, *_args):
            pass

    return Handler
