"""A hub of some lines: answers from tables, remembers what it was asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

KEY = "0123456789abcdef"


class FakeHub:
    """Holds traces by (container, object), a list of answers being given one after the other."""

    def __init__(self):
        self.traces, self.gold, self.asked = {}, {}, []
        self.objects, self.routes = {"objects": []}, {"routes": [], "refused": []}
        self.journals = {"journals": []}
        self.queues = {"queues": [], "events": {}, "findings": []}
        self.reconciliations, self.rounds = [], []
        self.parked, self.retried = {"parked": 0, "cut": False, "causes": []}, []
        self.refused, self.sent_again = {"count": 0, "events": []}, None
        self.replays, self.entries = [], {"waiting": 0, "set_aside": []}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Takes it down: its port then refuses connections."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method: str, path: str, words: dict, body):
        """Status and JSON."""
        self.asked.append((method, path, words, body))
        if path == "/v1/trace":
            found = self.traces.get((words.get("container"), words.get("object")))
            if isinstance(found, list):
                found = found.pop(0) if len(found) > 1 else found[0]
            return (200, found) if found else error(404, "object-unknown", "not in the catalogue")
        if path == "/v1/objects":
            return self.objects if isinstance(self.objects, tuple) else (200, self.objects)
        if path == "/v1/routes":
            return 200, self.routes
        if path == "/v1/queues":
            return self.queues if isinstance(self.queues, tuple) else (200, self.queues)
        if path == "/v1/journals":
            return 200, self.journals
        if path.startswith("/v1/journals/") and method == "POST":
            if body["to"] > 99:
                return error(400, "range-invalid", "no range", "It has numbers from 1 to 99.")
            return 200, {"asked": body}
        if path == "/v1/reconciliations" and method == "POST":
            return 200, {"id": "r1"}
        if path == "/v1/reconciliations":
            return 200, {"reconciliations": self.rounds}
        if path == "/v1/reconciliations/r1/stop" and method == "POST":
            return 200, {"id": "r1", "changed": True}
        if path == "/v1/reconciliations/r1":
            return 200, self.reconciliations.pop(0)
        if path == "/v1/parked":
            return 200, self.parked
        if path == "/v1/parked/retry":
            return 200, self.retried.pop(0)
        if path == "/v1/refused-events":
            return 200, self.refused
        if path == "/v1/refused-events/again":
            return 200, self.sent_again
        if path == "/v1/refused-events/forget":
            return 200, {"forgotten": 1}
        if path.startswith("/v1/replays"):
            found = self.replays.pop(0) if len(self.replays) > 1 else self.replays[0]
            return found if isinstance(found, tuple) else (200, found)
        if path == "/v1/data-to-process":
            return 200, self.entries
        if path == "/v1/gold/object":
            return 200, self.gold[words["container"]]
        if path == "/v1/gold/dump":
            found = self.gold[words["project"]]
            return found if isinstance(found, tuple) else (200, found)
        if path.startswith("/v1/gold/") and method == "POST":
            return self.gold.get(body["query"]) or error(
                400, "query-bad", "Cypher does not know MATCHX.", "See line 1.")
        return error(404, "path-unknown", "no such path")


def error(status: int, code: str, message: str, hint: str = ""):
    """An answer as the hub gives it for what it refuses."""
    return status, {"error": {"code": code, "message": message, "hint": hint}}


def _handler(hub: FakeHub):
    class Handler(BaseHTTPRequestHandler):
        """One request."""

        def do_GET(self):
            """Answers a question."""
            self._answer(None)

        def do_POST(self):
            """Answers a question with a body."""
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body):
            asked = urlsplit(self.path)
            words = {name: them[0] for name, them in parse_qs(
                asked.query, keep_blank_values=True).items()}
            if self.headers["Authorization"] == f"Bearer {KEY}":
                status, answer = hub.answer(self.command, asked.path, words, body)
            else:
                status, answer = error(401, "key-wrong", "The key is not the hub's.")
            content = (answer if isinstance(answer, str) else json.dumps(answer)).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            """Says nothing."""
    return Handler
