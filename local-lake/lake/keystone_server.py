"""Serves Keystone's public application: `python3 -m lake.keystone_server HOST PORT`.

Debian's keystone-wsgi-public does the same with one thread, where a client that connects and says
nothing holds up every log-in. Here each connection has a thread, and one thread does the work:
several would lock each other out of SQLite.
"""

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from keystone.server.wsgi import initialize_public_application


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class _Handler(WSGIRequestHandler):
    timeout = 60

    def log_request(self, *_arguments):
        """Keeps one line a request out of the log; errors still go there."""


def in_one_thread(application):
    """The application, called from one thread whichever thread a request comes in by."""
    worker = ThreadPoolExecutor(1)

    def answer(environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(length))
        return worker.submit(lambda: [b"".join(application(environ, start_response))]).result()

    return answer


def main(host: str, port: str) -> None:
    """Serves until it is ended."""
    sys.argv[1:] = []
    application = in_one_thread(initialize_public_application())
    make_server(host, int(port), application, _Server, _Handler).serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:3])
