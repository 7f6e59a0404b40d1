"""One question each in the binary protocols of the databases, with nothing but a socket."""

import socket
import struct

BOLT_HELLO = b"\x60\x60\xb0\x17" + b"\x00\x04\x04\x05" + b"\x00\x00\x04\x04" + b"\x00" * 8


def _exactly(connection, count: int) -> bytes:
    got = b""
    while len(got) < count:
        more = connection.recv(count - len(got))
        if not more:
            raise OSError("the connection was closed before an answer came")
        got += more
    return got


def bolt_version(port: int, timeout: float) -> str:
    """Neo4j's side of a Bolt handshake: the version of the protocol it chose."""
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(BOLT_HELLO)
        answer = _exactly(connection, 4)
    if not answer[3]:
        raise OSError("no version of Bolt in common")
    return f"{answer[3]}.{answer[2]}"


def kafka_api_versions(port: int, timeout: float) -> int:
    """Kafka's answer to ApiVersions: how many kinds of request it takes."""
    request = struct.pack(">hhih", 18, 0, 1, -1)
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(struct.pack(">i", len(request)) + request)
        size = struct.unpack(">i", _exactly(connection, 4))[0]
        answer = _exactly(connection, size)
    error, count = struct.unpack_from(">hi", answer, 4)
    if error:
        raise OSError(f"ApiVersions was answered with error {error}")
    return count


def mongo_ping(port: int, timeout: float) -> bytes:
    """MongoDB's answer to `ping`, as BSON."""
    document = b"\x10ping\x00" + struct.pack("<i", 1) + b"\x02$db\x00" + struct.pack("<i", 6)
    document += b"admin\x00\x00"
    document = struct.pack("<i", len(document) + 4) + document
    body = struct.pack("<i", 0) + b"\x00" + document
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(struct.pack("<iiii", 16 + len(body), 1, 0, 2013) + body)
        size = struct.unpack("<i", _exactly(connection, 4))[0]
        answer = _exactly(connection, size - 4)
    if b"\x01ok\x00" + struct.pack("<d", 1.0) not in answer:
        raise OSError("`ping` was not answered with ok")
    return answer


def postgresql_asks(port: int, user: str, database: str, timeout: float) -> int:
    """PostgreSQL's answer to a first message: which way it wants a password in."""
    words = b"\x00".join([b"user", user.encode(), b"database", database.encode(), b"", b""])
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(struct.pack(">ii", len(words) + 8, 3 << 16) + words)
        kind, size = struct.unpack(">ci", _exactly(connection, 5))
        answer = _exactly(connection, size - 4)
    if kind != b"R":
        told = [field[1:].decode(errors="replace") for field in answer.split(b"\x00")
                if field[:1] == b"M"]
        raise OSError(f"it takes no connection: {' '.join(told) or repr(answer[:100])}")
    return struct.unpack_from(">i", answer)[0]


def memcached_version(port: int, timeout: float) -> str:
    """memcached's answer to `version`."""
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(b"version\r\n")
        answer = connection.recv(200).decode(errors="replace").split()
    if len(answer) != 2 or answer[0] != "VERSION":
        raise OSError(f"`version` was answered with {answer}")
    return answer[1]
