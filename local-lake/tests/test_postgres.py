"""PostgreSQL's part: what it is configured to, and how it is run and found."""

import subprocess
import sys

import pytest

from lake import credentials, exports, hub_conf, orphans, parts, postgres_conf, postgres_run
from lake import supervise_conf


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
