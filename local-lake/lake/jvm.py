"""The parts that run in a Java virtual machine: the servers from Maven, and the hub."""

from lake import health, hub_conf, versions
from lake.part import Part
from lake.settings import Settings

SERVERS = "local-lake/servers"
HUB = "camel-hub"
# Jars that the user puts beside the hub's own, such as more of Camel's components.
MORE = "lib"
# Without the second compiler these two come up with two thirds of the work, and serve one machine.
QUICK = ("kafka", "neo4j")
# Of some parts: MongoDB's pages live until they are in its file, longer than a young generation of
# the usual size lets them, and a heap that grows by little is collected whole every few seconds;
# Netty's own allocator makes an object for each few bytes written; and a command is carried out by
# its connection's thread, which with one for a few connections keeps the others' waiting.
MORE_OPTIONS = {"mongodb": ("-XX:NewRatio=1", "-Dio.netty.allocator.type=pooled",
                            "-Dio.netty.eventLoopThreads=32")}
WHOLE_AT_ONCE = ("mongodb",)


def class_path(settings: Settings, home: str) -> str:
    """Where the classes of a Maven module are; what the user adds to the hub's comes last, so that
    a library that is in both is the hub's."""
    target = settings.root / home / "target"
    own = f"{target}/classes:{target}/lib/*"
    return f"{own}:{settings.root / MORE}/*" if home == HUB else own


def command(settings: Settings, name: str, home: str, main: str, arguments: list) -> list:
    """The command of a JVM that runs a class of a Maven module."""
    return ["java", "-XX:+UseSerialGC", f"-Xmx{settings.heap(name)}m",
            "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true",
            *(["-XX:TieredStopAtLevel=1"] if name in QUICK else []),
            *([f"-Xms{settings.heap(name)}m"] if name in WHOLE_AT_ONCE else []),
            *MORE_OPTIONS.get(name, ()),
            f"-Duser.home={settings.folder('run')}", "-cp", class_path(settings, home), main,
            *arguments]


def _server(settings: Settings, name: str, main: str, arguments: list, check, artifact: str,
            **more) -> Part:
    home = f"{SERVERS}/{name}"
    return Part(name, command(settings, name, home, f"org.sluice.lake.{main}", arguments), check,
                versions.of_jar(home, artifact), home=home, build=SERVERS, **more)


def kafka(settings: Settings) -> Part:
    """Kafka, its own controller."""
    return _server(settings, "kafka", "KafkaServer", [str(settings.folder("etc/kafka.properties"))],
                   health.kafka, "kafka_2.13", ports=("kafka", "kafka_controller"), scheme="tcp",
                   configuration=("kafka.properties",), stop_seconds=30)


def mongodb(settings: Settings) -> Part:
    """MongoDB's protocol on a file."""
    arguments = ["127.0.0.1", str(settings.port("mongodb")),
                 str(settings.folder("data/mongodb/lake.h2"))]
    return _server(settings, "mongodb", "MongoServer", arguments, health.mongodb,
                   "mongo-java-server", ports=("mongodb",), scheme="mongodb", stop_seconds=15)


def neo4j(settings: Settings) -> Part:
    """Neo4j, by Bolt only."""
    arguments = ["127.0.0.1", str(settings.port("neo4j")), str(settings.folder("data/neo4j"))]
    return _server(settings, "neo4j", "Neo4jServer", arguments, health.neo4j, "neo4j-kernel",
                   ports=("neo4j",), scheme="bolt", stop_seconds=30)


def hub(settings: Settings) -> Part:
    """The hub."""
    conf = str(settings.folder("etc/hub.properties"))
    needs = ("kafka", "mongodb", "influxdb", "neo4j", "postgresql", "keystone", "proxy")
    return Part("hub", command(settings, "hub", HUB, "org.sluice.Hub", [conf]), health.hub,
                versions.hub, needs, ("hub", "console"), prepare=hub_conf.prepare, home=HUB,
                build=HUB, libraries=MORE, stop_seconds=30,
                configuration=("hub.properties", "routes.properties"))
