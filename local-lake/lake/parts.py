"""The parts of a lake: one table, each part after those it needs."""

import os

from lake import (health, influx_conf, jvm, kafka_conf, keystone_conf, keystone_people,
                  postgres_conf, shipper_conf, swift_conf, swift_rings, versions)
from lake.part import Part
from lake.settings import Settings

PYTHON = "/usr/bin/python3"
MIDDLEWARE = ("swift-middleware/sluice_swift",)


def table(settings: Settings) -> list:
    """All parts, in order of start."""
    return [_memcached(settings), _keystone(settings),
            *(_swift(settings, kind, health.answers(kind, "/healthcheck"))
              for kind in ("account", "container", "object")),
            _swift(settings, "proxy", health.proxy,
                   ("memcached", "keystone", "account", "container", "object"), MIDDLEWARE),
            _shipper(settings), _expirer(settings), jvm.kafka(settings), jvm.mongodb(settings),
            _influxdb(settings), jvm.neo4j(settings), _postgresql(settings), _rooms(settings),
            jvm.hub(settings)]


def _memcached(settings: Settings) -> Part:
    as_root = ["-u", "root"] if os.geteuid() == 0 else []
    return Part("memcached",
                ["/usr/bin/memcached", "-l", "127.0.0.1", "-p", str(settings.port("memcached")),
                 "-U", "0", "-m", "32", *as_root],
                health.memcached, versions.memcached, ports=("memcached",), scheme="tcp")


def _keystone(settings: Settings) -> Part:
    return Part("keystone",
                [PYTHON, "-m", "lake.keystone_server", "127.0.0.1", str(settings.port("keystone"))],
                health.answers("keystone", "/v3"), versions.of_package("python3-keystone"),
                ports=("keystone",), environment=keystone_conf.environment(settings),
                prepare=keystone_conf.prepare, settle=keystone_people.settle,
                configuration=("keystone/keystone.conf",),
                code=("local-lake/lake/keystone_server.py",))


def _swift_program(settings: Settings, *words: str) -> list:
    return [PYTHON, "-m", "lake.swift_run", str(settings.folder("etc/swift")), *words]


def _swift(settings: Settings, kind: str, check, needs=(), code=()) -> Part:
    conf = f"swift/{kind}-server.conf"
    return Part(kind, _swift_program(settings, kind, str(settings.folder("etc", conf))), check,
                versions.swift, needs, (kind,), code=code,
                configuration=(conf, "swift/swift.conf", "swift/rings.made"))


def _shipper(settings: Settings) -> Part:
    conf = str(settings.folder("etc/shipper.conf"))
    return Part("shipper", _swift_program(settings, "sluice_swift.shipper", conf), health.shipper,
                versions.sluice, ("proxy",), ("shipper",), code=MIDDLEWARE,
                configuration=("shipper.conf", "swift/internal-client.conf", "swift/rings.made"))


def _expirer(settings: Settings) -> Part:
    etc, passed = settings.folder("etc/swift"), settings.folder("run/expirer.passed")
    return Part("expirer",
                _swift_program(settings, "lake.expirer", str(etc / "container-server.conf"),
                               str(etc / "deletes.conf"), str(passed)),
                health.expirer, versions.swift, ("account", "container", "object", "memcached"),
                prepare=lambda _settings: passed.unlink(missing_ok=True),
                code=(*MIDDLEWARE, "local-lake/lake/expirer.py"),
                configuration=("swift/deletes.conf", "swift/internal-client.conf",
                               "swift/container-server.conf", "swift/rings.made"))


def _influxdb(settings: Settings) -> Part:
    conf = str(settings.folder("etc/influxdb.conf"))
    return Part("influxdb", ["/usr/bin/influxd", "-config", conf],
                health.answers("influxdb", "/ping"), versions.influxdb,
                ports=("influxdb", "influxdb_rpc"), configuration=("influxdb.conf",))


def _postgresql(settings: Settings) -> Part:
    # INT ends it at once and in order; at TERM it waits until all have taken their leave.
    return Part("postgresql", postgres_conf.command(settings, "postgres"), health.postgresql,
                versions.of_package("postgresql-15"), ports=("postgresql",), scheme="postgresql",
                prepare=postgres_conf.prepare, stop_signal="INT",
                configuration=("postgresql/postgresql.conf", "postgresql/pg_hba.conf"),
                code=("local-lake/lake/postgres_run.py",))


def _rooms(settings: Settings) -> Part:
    program = str(settings.root / "local-lake/rooms/rooms.py")
    return Part("rooms", [PYTHON, program, "127.0.0.1", str(settings.port("rooms"))],
                health.answers("rooms", "/health"), versions.sluice, ports=("rooms",),
                code=("local-lake/rooms",))


def configure(settings: Settings) -> None:
    """Writes the configuration of all parts that can be written before any of them runs."""
    for writer in (swift_conf, keystone_conf, influx_conf, kafka_conf, postgres_conf, shipper_conf):
        writer.write(settings)
    for name in ("mongodb", "neo4j"):
        settings.folder("data", name).mkdir(parents=True, exist_ok=True)
    swift_rings.make(settings)
