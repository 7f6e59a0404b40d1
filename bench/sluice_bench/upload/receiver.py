"""
A hub that takes every batch and does nothing with it: 202, at as little cost as can be.

    python3 receiver.py PORT
"""

import socketserver
import sys

ANSWER = b"HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}"


class Handler(socketserver.StreamRequestHandler):
    """Reads requests of one kept connection."""

    def handle(self):
        while self.rfile.readline():
            length = 0
            for line in iter(self.rfile.readline, b"\r\n"):
                if line[:15].lower() == b"content-length:":
                    length = int(line[15:])
            self.rfile.read(length)
            self.wfile.write(ANSWER)


class Server(socketserver.ThreadingTCPServer):
    """On 127.0.0.1 only."""

    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    Server(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
