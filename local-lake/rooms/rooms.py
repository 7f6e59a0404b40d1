"""The demo's room names: `rooms.py HOST PORT` answers GET /rooms/ID and GET /health.

It stands for a directory service that a lake asks to enrich what it takes in. The names are
invented.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOMS = json.loads((Path(__file__).parent / "rooms.json").read_text(encoding="utf-8"))


class Rooms(BaseHTTPRequestHandler):
    """Answers in JSON."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self):
        """Answers one question."""
        room = self.path[len("/rooms/"):] if self.path.startswith("/rooms/") else None
        if self.path == "/health":
            self.answer(200, {"status": "UP", "rooms": len(ROOMS)})
        elif room in ROOMS:
            self.answer(200, {"room": room, "name": ROOMS[room]})
        else:
            self.answer(404, {"error": {"code": "not-found", "message": f"No {self.path} here.",
                                        "hint": "GET /rooms/ID, such as /rooms/302"}})

    def answer(self, status: int, body: dict):
        """Sends one answer."""
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_arguments):
        """One line a request is more than a log needs."""


if __name__ == "__main__":
    ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Rooms).serve_forever()
