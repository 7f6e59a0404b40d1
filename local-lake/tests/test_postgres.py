"""PostgreSQL's part: what it is configured to, and how it is run and found."""

import signal
import socket
import subprocess
import sys
import time

import pytest

from lake import (credentials, exports, folder, health, hub_conf, orphans, parts, postgres_conf,
                  postgres_run, supervise_conf)


@pytest.fixture(name="part")
def postgresql_part(settings):
    """The part of PostgreSQL."""
    return next(one for one in parts.table(settings) if one.name == "postgresql")


def test_only_this_machine_reaches_it_and_only_with_the_password(settings):
    conf = postgres_conf.text(settings)
    assert "listen_addresses = '127.0.0.1'\n" in conf
    assert f"port = {settings.port('postgresql')}\n" in conf
    assert "unix_socket_directories = ''\n" in conf
    assert postgres_conf.who_may() == "host all sluice 127.0.0.1/32 scram-sha-256\n"


def test_it_is_told_to_end_without_waiting_for_its_clients(settings, part):
    assert "stopsignal = INT\n" in supervise_conf.program(settings, part)
    others = [one for one in parts.table(settings) if one.name != "postgresql"]
    assert all("stopsignal = TERM\n" in supervise_conf.program(settings, one) for one in others)


def test_the_hub_waits_for_it_and_is_told_its_address_but_not_the_password(settings):
    hub = next(one for one in parts.table(settings) if one.name == "hub")
    assert "postgresql" in hub.needs
    credentials.make(settings.folder("secrets"))
    conf = hub_conf.text(settings, "AUTH_x")
    secret = credentials.read(settings.folder("secrets"), "sql")
    address = f"127.0.0.1:{settings.port('postgresql')}/gold"
    assert f"gold.sql.url=jdbc:postgresql://{address}\n" in conf
    assert f"gold.sql.password-file={settings.folder('secrets/sql')}\n" in conf
    assert secret not in conf
    told = exports.variables(settings)["SLUICE_SQL_URL"]
    assert told == f"postgresql://sluice:{secret}@{address}"


def test_no_password_is_in_a_command(settings, part):
    credentials.make(settings.folder("secrets"))
    secret = credentials.read(settings.folder("secrets"), "sql")
    assert not any(secret in word for word in part.command)


def test_the_configuration_is_put_beside_data_that_are_made(settings, monkeypatch):
    monkeypatch.setattr(postgres_run, "give", lambda path: None)
    data, etc = settings.folder("data/postgresql"), settings.folder("etc/postgresql")
    data.mkdir(parents=True)
    postgres_conf.write(settings)
    postgres_run.configure(data, etc)
    assert not list(data.iterdir())
    (data / "PG_VERSION").write_text("15\n")
    postgres_run.configure(data, etc)
    for name in postgres_conf.FILES:
        assert (data / name).read_text() == (etc / name).read_text()


def test_its_children_are_found_by_where_they_stand_whatever_their_environment_says(settings):
    data = settings.folder("data/postgresql")
    data.mkdir(parents=True)
    with subprocess.Popen([sys.executable, "-c", "input()"], cwd=data, env={},
                          stdin=subprocess.PIPE) as child:
        try:
            assert orphans.marked(settings).get(child.pid) == "postgresql"
            assert child.pid in orphans.of_part(settings, "postgresql")
        finally:
            child.stdin.close()
    assert child.pid not in orphans.marked(settings)


def _eventually(holds, what: str) -> None:
    """Polls until it holds."""
    until = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < until, what
        time.sleep(0.02)


def _psql(settings, words: str) -> str:
    url = exports.variables(settings)["SLUICE_SQL_URL"]
    return subprocess.run(["/usr/bin/psql", "-Atq", url, "-c", words], capture_output=True,
                          text=True, check=True).stdout.strip()


def test_what_was_committed_is_there_after_a_kill_and_it_ends_in_order(settings, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.values["SLUICE_PORT_POSTGRESQL"] = free.getsockname()[1]
    folder.make(settings)
    credentials.make(settings.folder("secrets"))
    postgres_conf.write(settings)
    postgres_conf.prepare(settings)
    monkeypatch.setenv("PYTHONPATH", str(settings.root / "local-lake"))

    def run():
        with settings.log("postgresql").open("ab") as log:
            server = subprocess.Popen(postgres_conf.command(settings, "postgres"), stdout=log,
                                      stderr=log)
        until = time.monotonic() + 60
        while True:
            try:
                health.postgresql(settings)
                return server
            except OSError:
                assert server.poll() is None and time.monotonic() < until, settings.log(
                    "postgresql").read_text()
                time.sleep(0.05)
    server = run()
    try:
        _psql(settings, "CREATE TABLE t (n int)")
        for number in range(3):
            _psql(settings, f"INSERT INTO t VALUES ({number})")
            _eventually(lambda: len(orphans.of_part(settings, "postgresql")) > 3, "its children")
            server.kill()
            server.wait()
            _eventually(lambda: not orphans.of_part(settings, "postgresql"), "they end")
            server = run()
            assert _psql(settings, "SELECT count(*) FROM t") == str(number + 1)
        # A client that stays does not keep it from ending.
        with subprocess.Popen(["/usr/bin/psql", exports.variables(settings)["SLUICE_SQL_URL"]],
                              stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as client:
            _eventually(lambda: _psql(
                settings, "SELECT count(*) FROM pg_stat_activity "
                "WHERE application_name = 'psql'") == "2", "both are connected")
            server.send_signal(signal.SIGINT)
            assert server.wait(60) == 0
            client.stdin.close()
    finally:
        server.kill()
        server.wait()
