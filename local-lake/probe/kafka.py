"""Reads what stands in Kafka, by kcat."""

import json
import subprocess
from dataclasses import dataclass

TOPIC = "lake.events"
PROGRESS = "org.sluice.journal.progress"


@dataclass(frozen=True)
class Told:
    """All events of one cluster, in the order of their partitions."""

    changes: list  # of objects, as CloudEvents
    progress: list  # of journals


def read(broker: str, cluster: str) -> Told:
    """Everything that the topic holds of a cluster."""
    done = subprocess.run(
        ["kcat", "-C", "-q", "-b", broker, "-t", TOPIC, "-o", "beginning", "-e", "-J"],
        capture_output=True, check=True)
    changes, progress = [], []
    for line in done.stdout.splitlines():
        event = json.loads(json.loads(line)["payload"])
        if event["type"] == PROGRESS:
            if event["source"] == f"/swift/{cluster}":
                progress.append(event)
        elif event["data"]["cluster"] == cluster:
            changes.append(event)
    return Told(changes, progress)
