"""Configuration of Kafka: one broker that is its own controller."""

from lake.files import generated
from lake.settings import Settings


def text(settings: Settings) -> str:
    """server.properties. Nothing is trimmed by time: a waiting event outlives any outage."""
    broker, controller = settings.port("kafka"), settings.port("kafka_controller")
    return f"""process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{broker}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs={settings.folder("data/kafka")}
auto.create.topics.enable=false
num.partitions=1
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=2
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=2
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
log.retention.ms=-1
log.segment.bytes=67108864
log.cleaner.dedupe.buffer.size=16777216
num.network.threads=2
num.io.threads=4
background.threads=4
num.recovery.threads.per.data.dir=2
"""


def write(settings: Settings) -> None:
    """Writes server.properties."""
    generated(settings.folder("etc/kafka.properties"), text(settings))
    settings.folder("data/kafka").mkdir(parents=True, exist_ok=True)
