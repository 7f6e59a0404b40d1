"""The demo's room names."""

import json
import threading
import urllib.error
import urllib.request
from http.server import ThreadingHTTPServer

import pytest

from conftest import ROOT


@pytest.fixture(name="ask", scope="module")
def running_service():
    """Asks a running service for a path, and answers status and body."""
    import importlib.util
    spec = importlib.util.spec_from_file_location("rooms", ROOT / "local-lake/rooms/rooms.py")
    rooms = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rooms)
    with ThreadingHTTPServer(("127.0.0.1", 0), rooms.Rooms) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def ask(path):
            url = f"http://127.0.0.1:{server.server_port}{path}"
            try:
                with urllib.request.urlopen(url, timeout=60) as answer:
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as error:
                return error.code, json.load(error)
        yield ask
        server.shutdown()


def test_a_room_is_told_by_its_number(ask):
    assert ask("/rooms/302") == (200, {"room": "302", "name": "Lecture room 302, building U4"})


@pytest.mark.parametrize("path", ["/rooms/999", "/rooms/", "/", "/rooms/302/x"])
def test_what_is_not_known_is_a_404(ask, path):
    status, body = ask(path)
    assert status == 404 and body["error"]["code"] == "not-found"


def test_it_says_that_it_is_well(ask):
    assert ask("/health")[0] == 200
