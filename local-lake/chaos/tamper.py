"""Stands before a database, and does to connections what a bad network or a bad server would."""

import socket
import struct
import threading
from contextlib import suppress

CHUNK = 65536
REFUSES, HANGS, CUT, MUTE = ("refuses", "hangs", "is cut off half-way through a write",
                             "loses an answer")


class Tamper:
    """:param target: port on this machine"""

    def __init__(self, target: int):
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self._listener.getsockname()[1]
        self._mode = None
        self._calm = threading.Event()
        self._calm.set()
        self._pairs = set()
        self._lock = threading.Lock()
        self.done = 0  # connections that were interfered with

    def start(self) -> None:
        """Takes connections from now on."""
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        """Closes everything."""
        self.calm()
        self._listener.close()
        self._close_all()

    def disturb(self, mode: str) -> None:
        """From now on, until it is calm again."""
        self._mode = mode
        if mode == HANGS:
            self._calm.clear()
        if mode == REFUSES:
            self._close_all()

    def calm(self) -> None:
        """Passes everything on again."""
        self._mode = None
        self._calm.set()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                if self._mode == REFUSES:
                    raise ConnectionRefusedError
                server = socket.create_connection(("127.0.0.1", self._target), 10)
                server.settimeout(None)
            except OSError:
                self.done += 1
                _reset(client)
                continue
            pair = (client, server)
            with self._lock:
                self._pairs.add(pair)
            threading.Thread(target=self._pump, args=(pair, client, server), daemon=True).start()
            threading.Thread(target=self._pump, args=(pair, server, client), daemon=True).start()

    def _pump(self, pair, source, sink):
        asks = source is pair[0]
        try:
            while True:
                data = source.recv(CHUNK)
                if not self._calm.is_set():
                    self.done += 1
                    self._calm.wait()
                if not data:
                    break
                if asks and self._mode == CUT:
                    sink.sendall(data[:len(data) // 2])
                    self.done += 1
                    break
                if not asks and self._mode == MUTE:
                    self.done += 1
                    break
                sink.sendall(data)
        except OSError:
            pass
        self._close(pair)

    def _close(self, pair):
        with self._lock:
            self._pairs.discard(pair)
        for one in pair:
            _reset(one)

    def _close_all(self):
        with self._lock:
            pairs = list(self._pairs)
        for pair in pairs:
            self.done += 1
            self._close(pair)


def _reset(connection) -> None:
    """Closes at once: the other side is not told that all was sent."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        connection.close()
