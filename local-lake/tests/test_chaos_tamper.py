"""What stands before a database does what it says to connections."""

import socket
import threading

import pytest
from chaos.tamper import CUT, HANGS, MUTE, REFUSES, Tamper


class Echo(threading.Thread):
    """A server that answers each 10 bytes with the same, and remembers all that came."""

    def __init__(self):
        super().__init__(daemon=True)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.came = b""
        self.changed = threading.Condition()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            while data := connection.recv(100):
                with self.changed:
                    self.came += data
                    self.changed.notify_all()
                connection.sendall(data)
        except OSError:
            pass

    def has(self, data: bytes) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.came == data, 60)


@pytest.fixture
def echo():
    server = Echo()
    server.start()
    yield server
    server.listener.close()


@pytest.fixture
def tamper(echo):
    between = Tamper(echo.port)
    between.start()
    yield between
    between.stop()


def connect(tamper):
    return socket.create_connection(("127.0.0.1", tamper.port), 60)


def ask(connection, data: bytes) -> bytes:
    """What is answered; nothing where the connection breaks."""
    try:
        connection.sendall(data)
        return connection.recv(100)
    except ConnectionError:
        return b""


def ask_anew(tamper, data: bytes) -> bytes:
    """The same over a connection of its own, which may break while it is made."""
    try:
        return ask(connect(tamper), data)
    except ConnectionError:
        return b""


def test_it_passes_on_what_comes(tamper, echo):
    connection = connect(tamper)
    assert ask(connection, b"0123456789") == b"0123456789"
    assert ask(connection, b"again") == b"again"
    assert tamper.done == 0


def test_it_refuses_and_breaks_what_is_open(tamper, echo):
    connection = connect(tamper)
    assert ask(connection, b"a") == b"a"
    tamper.disturb(REFUSES)
    assert ask(connection, b"b") == b"" and ask_anew(tamper, b"c") == b""
    tamper.calm()
    assert ask_anew(tamper, b"d") == b"d"
    assert echo.came == b"ad" and tamper.done >= 2


def test_it_cuts_a_write_in_half(tamper, echo):
    tamper.disturb(CUT)
    assert ask_anew(tamper, b"0123456789") == b""
    assert echo.has(b"01234")


def test_it_loses_an_answer_to_what_has_arrived(tamper, echo):
    tamper.disturb(MUTE)
    assert ask_anew(tamper, b"0123456789") == b""
    assert echo.has(b"0123456789")


def test_it_hangs_until_it_is_calm(tamper, echo):
    connection = connect(tamper)
    tamper.disturb(HANGS)
    connection.settimeout(0.2)
    with pytest.raises(TimeoutError):
        ask(connection, b"a")
    connection.settimeout(60)
    tamper.calm()
    assert connection.recv(10) == b"a"
