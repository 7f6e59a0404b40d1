"""The questions that the launcher asks, against servers that answer this or that."""

import os
import socket
import struct
import threading

import pytest

from lake import health, wire


@pytest.fixture(name="answering")
def answering_server():
    """Starts a server that reads once, answers the given bytes, and tells what it read."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        heard = []

        def start(answer):
            def serve():
                connection, _ = listener.accept()
                with connection:
                    heard.append(connection.recv(4096))
                    connection.sendall(answer)
            threading.Thread(target=serve, daemon=True).start()
            return listener.getsockname()[1], heard
        yield start


def test_kafka_is_well_when_it_lists_its_requests(answering):
    body = struct.pack(">ihi", 1, 0, 60)
    port, heard = answering(struct.pack(">i", len(body)) + body)
    assert wire.kafka_api_versions(port, 60) == 60
    assert struct.unpack_from(">ihh", heard[0]) == (len(heard[0]) - 4, 18, 0)


def test_neo4j_is_well_when_it_agrees_on_a_version_and_not_when_on_none(answering):
    port, heard = answering(b"\x00\x00\x04\x05")
    assert wire.bolt_version(port, 60) == "5.4" and heard[0][:4] == b"\x60\x60\xb0\x17"
    with pytest.raises(OSError, match="no version"):
        wire.bolt_version(answering(b"\x00" * 4)[0], 60)


def test_mongodb_is_well_when_it_answers_ok(answering):
    answer = b"\x00" * 12 + b"\x01ok\x00" + struct.pack("<d", 1.0) + b"\x00"
    port, heard = answering(struct.pack("<i", len(answer) + 4) + answer)
    wire.mongo_ping(port, 60)
    assert b"ping" in heard[0] and struct.unpack_from("<i", heard[0])[0] == len(heard[0])


def test_postgresql_is_well_when_it_asks_for_a_password(answering):
    port, heard = answering(b"R" + struct.pack(">ii", 8, 10))
    assert wire.postgresql_asks(port, "sluice", "gold", 60) == 10
    size, protocol = struct.unpack_from(">ii", heard[0])
    assert (size, protocol) == (len(heard[0]), 196608)
    assert heard[0][8:] == b"user\x00sluice\x00database\x00gold\x00\x00"


def test_postgresql_that_takes_no_connection_yet_is_not_well_and_says_why(answering):
    said = b"SFATAL\x00C57P03\x00Mthe database system is starting up\x00\x00"
    port, _ = answering(b"E" + struct.pack(">i", len(said) + 4) + said)
    with pytest.raises(OSError, match="no connection: the database system is starting up$"):
        wire.postgresql_asks(port, "sluice", "gold", 60)


def test_memcached_tells_its_version(answering):
    assert wire.memcached_version(answering(b"VERSION 1.6.18\r\n")[0], 60) == "1.6.18"


def test_a_server_that_hangs_up_is_not_well(answering):
    with pytest.raises(OSError):
        wire.kafka_api_versions(answering(b"")[0], 60)


def test_a_hub_that_is_not_ready_is_told_with_the_check_that_fails(answering, settings):
    body = (b'{"status": "DOWN", "checks": {"kafka": {"status": "DOWN", "detail": "no broker"}, '
            b'"mongodb": {"status": "UP", "detail": "ok"}}}')
    port, _ = answering(b"HTTP/1.1 503 No\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    settings.values["SLUICE_PORT_HUB"] = port
    with pytest.raises(OSError, match="503: kafka: no broker$"):
        health.hub(settings)


def test_a_shipper_that_holds_events_is_well_with_a_remark(answering, settings):
    body = b'{"reason": "the hub does not answer"}'
    port, _ = answering(b"HTTP/1.1 503 No\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
    settings.values["SLUICE_PORT_SHIPPER"] = port
    assert health.shipper(settings) == "holding: the hub does not answer"


def test_an_expirer_is_well_once_it_has_made_a_pass_and_not_long_after_its_last(settings):
    passed = settings.folder("run/expirer.passed")
    with pytest.raises(OSError, match="not made its first pass"):
        health.expirer(settings)
    passed.parent.mkdir(parents=True)
    passed.touch()
    health.expirer(settings)
    os.utime(passed, (0, 0))
    with pytest.raises(OSError, match="its last pass ended"):
        health.expirer(settings)
