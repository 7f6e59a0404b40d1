"""`sluice console`: where Hawtio is, who is let in, and that it asks for a password."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sluice_cli import console


@pytest.fixture(name="answering")
def console_that_answers(tmp_path, monkeypatch):
    """Something on the console's port that answers with a status."""
    servers = []

    def serve(status):
        class Handler(BaseHTTPRequestHandler):
            """Says the status."""

            def do_GET(self):
                """Answers."""
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_):
                """Says nothing."""
        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        monkeypatch.setenv("SLUICE_PORT_CONSOLE", str(server.server_port))
        monkeypatch.setenv("SLUICE_PORT_OFFSET", "0")
        monkeypatch.setenv("SLUICE_LAKE", str(tmp_path / "l"))
        return server.server_port
    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def test_it_prints_the_address_the_user_and_where_the_password_is(sluice, answering, tmp_path):
    port = answering(401)
    code, out, _ = sluice("console", "--no-browser")
    assert code == 0 and out.splitlines() == [
        f"http://127.0.0.1:{port}/hawtio/", "user      sluice",
        f"password  the line in {tmp_path}/l/secrets/console"]
    told = json.loads(sluice("console", "--json")[1])
    assert told == {"url": f"http://127.0.0.1:{port}/hawtio/", "user": "sluice",
                    "password_file": f"{tmp_path}/l/secrets/console"}


def test_what_asks_for_no_password_is_not_the_console(sluice, answering):
    answering(200)
    code, out, said = sluice("console")
    assert (code, out) == (3, "") and "asks for no password" in said


def test_without_a_lake_it_says_so(sluice, answering, monkeypatch):
    port = answering(401)
    monkeypatch.setenv("SLUICE_PORT_CONSOLE", str(port - 1 if port > 60000 else port + 1))
    code, out, said = sluice("console")
    assert (code, out) == (3, "") and "./sluice up" in said


def test_a_browser_is_opened_only_on_a_display(monkeypatch):
    opened = []
    monkeypatch.setattr(console.shutil, "which", lambda name: "/usr/bin/" + name)
    monkeypatch.setattr(console.subprocess, "run", lambda line, **_: opened.append(line))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    console.browse("http://h/")
    assert opened == []
    monkeypatch.setenv("DISPLAY", ":0")
    console.browse("http://h/")
    assert opened == [["/usr/bin/xdg-open", "http://h/"]]
