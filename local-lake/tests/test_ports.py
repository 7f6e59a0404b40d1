"""A taken port is said by number, by who needs it, and by who holds it."""

import os
import socket
import subprocess
import sys

import pytest

from lake import parts, ports, settings
from lake.errors import LakeError


@pytest.fixture(name="listener")
def listening_socket():
    """A socket of this process that listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener


def on_port(tmp_path, port, **more):
    """Settings with the hub on this port, and the hub."""
    found = settings.load(local=tmp_path / "none", environment={
        "SLUICE_LAKE": str(tmp_path / "l"), "SLUICE_PORT_HUB": str(port), **more})
    return found, [part for part in parts.table(found) if part.name == "hub"]


def test_a_taken_port_is_said_with_who_needs_it_who_holds_it_and_how_to_change_it(
        tmp_path, listener):
    port = listener.getsockname()[1]
    with pytest.raises(LakeError) as refused:
        ports.check(*on_port(tmp_path, port))
    said = str(refused.value)
    assert f"Port {port} is taken by process {os.getpid()}" in said
    assert "hub needs it" in said and "SLUICE_PORT_HUB = " in said and "sluice.local.conf" in said


def test_the_port_that_is_suggested_gives_a_free_one_once_the_offset_is_added(tmp_path, listener):
    port = listener.getsockname()[1]
    with pytest.raises(LakeError) as refused:
        ports.check(*on_port(tmp_path, port - 7, SLUICE_PORT_OFFSET="7"))
    assert ports.free(int(str(refused.value).rsplit("= ", 1)[1]) + 7)


def test_a_port_held_by_a_process_of_this_lake_is_no_obstacle(tmp_path):
    program = ("import socket, sys; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen();"
               "print(s.getsockname()[1], flush=True); sys.stdin.read()")
    mark = {"SLUICE_PART_OF": str(tmp_path / "l"), "SLUICE_PART": "hub"}
    with subprocess.Popen([sys.executable, "-c", program], env=mark, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as ours:
        found, hub = on_port(tmp_path, int(ours.stdout.readline()))
        ports.check(found, hub)
        ours.stdin.close()


def test_a_free_port_is_free_and_a_taken_one_is_not(listener):
    port = listener.getsockname()[1]
    assert not ports.free(port)
    listener.close()
    assert ports.free(port)
