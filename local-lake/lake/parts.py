"""The parts of a lake: one table of what each is, how it is started, and how it is asked."""

import os
from dataclasses import dataclass, field
from typing import Callable

from lake import (health, hub_conf, influx_conf, kafka_conf, keystone_conf, keystone_people,
                  shipper_conf, swift_conf, swift_rings, versions)
from lake.settings import Settings

PYTHON = "/usr/bin/python3"


def _nothing(_settings: Settings) -> None:
    """Nothing is to be done."""


@dataclass(frozen=True)
class Part:
    """A process of the lake. `prepare` runs before it starts, `settle` once it is well."""

    name: str
    command: list
    check: Callable
    version: Callable
    needs: tuple = ()
    ports: tuple = ()
    environment: dict = field(default_factory=dict)
    prepare: Callable = _nothing
    settle: Callable = _nothing
    configuration: tuple = ()
    code: tuple = ()
    module: str = ""
    scheme: str = "http"
    stop_seconds: int = 10

    def address(self, settings: Settings) -> str:
        """Where the part listens."""
        return f"{self.scheme}://127.0.0.1:{settings.port(self.ports[0])}"


def table(settings: Settings) -> list:
    """All parts, each after those it needs."""
    return [
        Part("memcached", _memcached(settings), health.memcached, versions.memcached,
             ports=("memcached",), scheme="tcp"),
        Part("keystone",
             [PYTHON, "-m", "lake.keystone_server", "127.0.0.1", str(settings.port("keystone"))],
             health.answers("keystone", "/v3"), versions.of_package("python3-keystone"),
             ports=("keystone",), environment=keystone_conf.environment(settings),
             prepare=keystone_conf.prepare, settle=keystone_people.settle,
             configuration=("keystone/keystone.conf",),
             code=("local-lake/lake/keystone_server.py",)),
        *(_swift(settings, kind, health.answers(kind, "/healthcheck"))
          for kind in ("account", "container", "object")),
        _swift(settings, "proxy", health.proxy,
               ("memcached", "keystone", "account", "container", "object"),
               ("swift-middleware/sluice_swift",)),
        Part("shipper", _swift_program(settings, "sluice_swift.shipper",
                                       str(settings.folder("etc/shipper.conf"))),
             health.answers("shipper", "/health", (200, 503)), versions.sluice, ("proxy",),
             ("shipper",), configuration=("shipper.conf", "swift/internal-client.conf"),
             code=("swift-middleware/sluice_swift",)),
        _java(settings, "kafka", "KafkaServer", [str(settings.folder("etc/kafka.properties"))],
              health.kafka, "kafka_2.13", ("kafka", "kafka_controller"), "tcp",
              ("kafka.properties",), 30),
        _java(settings, "mongodb", "MongoServer",
              ["127.0.0.1", str(settings.port("mongodb")),
               str(settings.folder("data/mongodb/lake.h2"))],
              health.mongodb, "mongo-java-server", ("mongodb",), "mongodb"),
        Part("influxdb", ["/usr/bin/influxd", "-config", str(settings.folder("etc/influxdb.conf"))],
             health.answers("influxdb", "/ping"), versions.influxdb,
             ports=("influxdb", "influxdb_rpc"), configuration=("influxdb.conf",),
             environment={"HOME": str(settings.folder("run"))}),
        _java(settings, "neo4j", "Neo4jServer",
              ["127.0.0.1", str(settings.port("neo4j")), str(settings.folder("data/neo4j"))],
              health.neo4j, "neo4j-kernel", ("neo4j",), "bolt", stop_seconds=30),
        Part("rooms", [PYTHON, str(settings.root / "local-lake/rooms/rooms.py"),
                       "127.0.0.1", str(settings.port("rooms"))],
             health.answers("rooms", "/health"), versions.sluice, ports=("rooms",),
             code=("local-lake/rooms",)),
        _hub(settings),
    ]


def _memcached(settings: Settings) -> list:
    as_root = ["-u", "root"] if os.geteuid() == 0 else []
    return ["/usr/bin/memcached", "-l", "127.0.0.1", "-p", str(settings.port("memcached")),
            "-U", "0", "-m", "32", *as_root]


def _swift_program(settings: Settings, *words: str) -> list:
    return [PYTHON, "-m", "lake.swift_run", str(settings.folder("etc/swift")), *words]


def _swift(settings: Settings, kind: str, check, needs=(), code=()) -> Part:
    conf = f"swift/{kind}-server.conf"
    return Part(kind, _swift_program(settings, kind, str(settings.folder("etc", conf))), check,
                versions.swift, needs, (kind,), configuration=(conf, "swift/swift.conf"), code=code)


def java(settings: Settings, name: str, module: str, main: str, arguments: list) -> list:
    """The command of a JVM that runs a class of a Maven module."""
    target = settings.root / module / "target"
    return ["java", "-XX:+UseSerialGC", f"-Xmx{settings.heap(name)}m",
            "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-cp", f"{target}/classes:{target}/lib/*", main, *arguments]


def _java(settings, name, main, arguments, check, artifact, ports, scheme, configuration=(),
          stop_seconds=15) -> Part:
    module = "local-lake/servers"
    return Part(name, java(settings, name, module, f"org.sluice.lake.{main}", arguments), check,
                versions.of_jar(artifact), (), ports, configuration=configuration,
                module=module, scheme=scheme, stop_seconds=stop_seconds)


def _hub(settings: Settings) -> Part:
    conf = str(settings.folder("etc/hub.properties"))
    return Part("hub", java(settings, "hub", "camel-hub", "org.sluice.Hub", [conf]),
                health.answers("hub", "/v1/health/ready"), versions.sluice,
                ("kafka", "mongodb", "influxdb", "neo4j", "keystone", "proxy"), ("hub",),
                prepare=hub_conf.prepare, configuration=("hub.properties", "routes.properties"),
                module="camel-hub", stop_seconds=30)


def configure(settings: Settings) -> None:
    """Writes the configuration of all parts that can be written before any of them runs."""
    swift_conf.write(settings)
    for writer in (keystone_conf, influx_conf, kafka_conf, shipper_conf):
        writer.write(settings)
    for name in ("mongodb", "neo4j"):
        settings.folder("data", name).mkdir(parents=True, exist_ok=True)
    swift_rings.make(settings)


def present(settings: Settings, part: Part) -> bool:
    """Whether the code of a part stands in this checkout."""
    places = {"shipper": "swift-middleware/sluice_swift/shipper.py"}
    where = places.get(part.name) or (part.module and f"{part.module}/pom.xml")
    return not where or (settings.root / where).exists()
