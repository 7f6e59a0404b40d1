"""What is done in a run, all of it drawn from one seed. Touches nothing."""

import random
import secrets
from dataclasses import dataclass, field

from chaos import tamper
from chaos.content import Content, drawn

CLIENTS = 4
FULL_RUN = 3000
KILLED = {"hub": 2, "second hub": 1, "kafka": 1, "influxdb": 2, "mongodb": 2, "neo4j": 1,
          "postgresql": 2}
FAULTS_SECONDS = 210  # what the faults take together, about
STALLED = ("hub", "second hub")
STALL_SECONDS = 15  # longer than Kafka waits for a consumer
SINKS = ("influxdb", "mongodb", "neo4j", "postgresql")
DISTURBANCES = (tamper.REFUSES, tamper.HANGS, tamper.CUT, tamper.MUTE)
SECONDS = (0.5, 3)  # that a disturbance lasts
LONG_SECONDS = {("influxdb", tamper.HANGS): 12}  # longer than the hub waits for its answers


@dataclass(frozen=True)
class Step:
    """A request of a client."""

    verb: str
    name: str
    content: Content = None
    source: str = ""


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong once so many requests were answered.

    :param kind: "killed", "stalled" or one of DISTURBANCES
    """

    at: int
    part: str
    kind: str
    seconds: float


@dataclass(frozen=True)
class Plan:
    """
    :param objects: how many names are uploaded, copies not counted
    :param mark: of this run, so that a seed may run twice on one lake
    """

    seed: int
    objects: int = FULL_RUN
    mark: str = field(default_factory=lambda: secrets.token_hex(3))

    def container(self, quiet: bool) -> str:
        """Of the disturbed run or of the quiet one."""
        return f"chaos-{self.seed}-{self.mark}-{'quiet' if quiet else 'wild'}"

    def random(self, what: str) -> random.Random:
        """Random numbers for one purpose."""
        return random.Random(f"{self.seed}/{what}")

    def steps(self, client: int) -> list:
        """What one client asks for, one after the other: names are no other client's, so that
        what must come of them does not hang on who is faster."""
        draw = self.random(f"client {client}")
        open_lives = [_life(self.random(f"object {number}"), f"o/{number}")
                      for number in range(client, self.objects, CLIENTS)]
        steps, begun = [], []
        while open_lives or begun:
            if open_lives and (not begun or draw.random() < 0.7):
                begun.append(open_lives.pop(0))
            life = draw.choice(begun)
            steps.append(life.pop(0))
            if not life:
                begun.remove(life)
        return steps

    def pauses(self, client: int, requests: int) -> list:
        """Seconds before each step of a client in the disturbed run: the requests are to last as
        long as the faults do."""
        draw = self.random(f"pauses {client}")
        mean = FAULTS_SECONDS * CLIENTS / requests
        return [draw.expovariate(1 / mean) for _ in self.steps(client)]

    def faults(self, requests: int) -> list:
        """All faults in order of their moments."""
        draw = self.random("faults")
        kinds = [(part, "killed") for part, times in KILLED.items() for _ in range(times)]
        kinds += [(part, "stalled") for part in STALLED]
        kinds += [(part, kind) for part in SINKS for kind in DISTURBANCES]
        draw.shuffle(kinds)
        share = 0.9 * requests / len(kinds)
        return [Fault(int(0.02 * requests + share * (turn + draw.random())), part, kind,
                      LONG_SECONDS.get((part, kind), draw.uniform(*SECONDS)))
                for turn, (part, kind) in enumerate(kinds)]


def _life(draw, name: str) -> list:
    """The requests for one name, in their order."""
    steps = [Step("PUT", name, drawn(draw, name))]
    # Poison over a good version parks, and what the good one had written stays, if it came to that.
    while draw.random() < 0.25:
        steps.append(Step("PUT", name, drawn(draw, name, poisoned=False)))
    # A copy of readings would have the same points: of these the last writer's stands.
    if steps[-1].content.kind != "readings" and draw.random() < 0.2:
        steps.append(Step("COPY", f"copy/{name}", source=name))
        if draw.random() < 0.3:
            steps.append(Step("DELETE", f"copy/{name}"))
    if draw.random() < 0.1:
        steps.append(Step("DELETE", name))
        if draw.random() < 0.3:
            steps.append(Step("PUT", name, drawn(draw, name, poisoned=False)))
    return steps
