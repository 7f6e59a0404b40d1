import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sluice_bench.upload.client import Uploader, UploadFailed, put_request


@pytest.fixture
def server():
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_PUT(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            here.taken.append((self.path, len(body), self.headers["X-Auth-Token"]))
            here.release.wait(120)
            self.send_response(here.statuses.pop() if here.statuses else 201)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, *args):
            pass

    here = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here.daemon_threads = True
    here.taken, here.statuses, here.release = [], [], threading.Event()
    here.release.set()
    threading.Thread(target=here.serve_forever, args=(0.05,), daemon=True).start()
    yield here
    here.release.set()
    here.shutdown()
    here.server_close()


def requests(count, size=10):
    return [put_request("host", "/v1/a/c/%d" % number, "token", b"x" * size)
            for number in range(count)]


@pytest.mark.parametrize("clients, size", [(1, 10), (4, 10), (3, 3 << 20)])
def test_each_request_is_made_once_whole_and_timed(server, clients, size):
    seconds, latencies = Uploader(server.server_address, requests(9, size), clients).closed_loop()
    assert sorted(server.taken) == [("/v1/a/c/%d" % each, size, "token") for each in range(9)]
    assert len(latencies) == 9 and 0 < max(latencies) <= seconds


def test_as_many_are_under_way_as_there_are_clients(server):
    server.release.clear()
    uploader = Uploader(server.server_address, requests(6), 3)
    threading.Thread(target=uploader.closed_loop, daemon=True).start()
    deadline = time.monotonic() + 60
    while len(server.taken) < 3 and time.monotonic() < deadline:
        pass
    assert len(server.taken) == 3


@pytest.mark.parametrize("loop", ["closed_loop", "open_loop"])
def test_an_upload_that_is_not_stored_ends_the_measurement(server, loop):
    server.statuses = [503]
    uploader = Uploader(server.server_address, requests(3), 1)
    with pytest.raises(UploadFailed, match="503"):
        getattr(uploader, loop)(*([1000] if loop == "open_loop" else []))


def test_by_the_clock_an_upload_waits_from_when_it_was_due(server):
    server.release.clear()

    def late():
        deadline = time.monotonic() + 60
        while not server.taken and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.2)
        server.release.set()
    threading.Thread(target=late, daemon=True).start()
    latencies = Uploader(server.server_address, requests(20), 1).open_loop(1000)
    assert len(latencies) == 20
    assert min(latencies) > 0.1, "those that came due behind a slow one have waited, too"
