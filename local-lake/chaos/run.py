"""One run: the same objects twice, once while everything goes wrong, once in quiet."""

import http.client
import socket
import subprocess
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from lake.say import say
from probe.check import Check

from chaos.clients import Client, Progress
from chaos.content import FORMATS
from chaos.faults import Faults
from chaos.hub import ADDRESSES, Hub
from chaos.plan import CLIENTS
from chaos.tamper import Tamper
from chaos.truth import Lake

ROOT = Path(__file__).resolve().parents[2]
SETTLE_SECONDS = 420
ENOUGH_FOR_POISON = 1000  # objects; with 300, one seed in ten lacks poison of some format
SAY_SECONDS = 15
PORTS = {"influxdb": "SLUICE_INFLUX_URL", "mongodb": "SLUICE_MONGODB_URI",
         "neo4j": "SLUICE_NEO4J_URI", "postgresql": "SLUICE_SQL_URL"}


class Run:
    """:param folder: an empty one; :param env: of the running lake, as `sluice env` tells"""

    def __init__(self, plan, folder: Path, env):
        self.plan, self.env = plan, env
        self.sluice = ROOT / "sluice"
        self.tampers = {part: Tamper(urlsplit(env[PORTS[part]]).port) for part in ADDRESSES}
        ports = {part: tamper.port for part, tamper in self.tampers.items()}
        port = urlsplit(env["SLUICE_HUB_URL"]).port
        self.hubs = {"hub": Hub(folder / "hub", ports, port),
                     "second hub": Hub(folder / "second-hub", ports, free_port())}
        self.steps = [plan.steps(client) for client in range(CLIENTS)]
        self.seconds = {}
        self.storage, self.token = _login()
        self.lake = Lake(env, self.storage, self.token)
        self.ended = []

    def __enter__(self):
        self._command("stop", "hub")
        for tamper in self.tampers.values():
            tamper.start()
        return self

    def __exit__(self, *_):
        for hub in self.hubs.values():
            hub.stop()
        for tamper in self.tampers.values():
            tamper.stop()
        self._command("start", "hub")

    def _command(self, *words):
        done = subprocess.run([str(self.sluice), *words], capture_output=True, text=True,
                              check=False)
        assert done.returncode == 0, f"sluice {' '.join(words)}: {done.stdout}{done.stderr}"

    def pass_through(self, quiet: bool):
        """Uploads all; answers what is known in the end, gold's dump, and the faults."""
        container = self.plan.container(quiet)
        word = "quiet" if quiet else "wild"
        _make(self.storage, self.token, container)
        hubs = dict(list(self.hubs.items())[:1 if quiet else 2])
        for hub in hubs.values():
            hub.configure(container, tampered=not quiet)
            hub.start()
        requests = sum(map(len, self.steps))
        progress = Progress()
        clients = [Client(self.storage, self.token, container, list(zip(pauses, steps)), progress)
                   for pauses, steps in zip(self._pauses(quiet, requests), self.steps)]
        faults = Faults([] if quiet else self.plan.faults(requests), progress, hubs,
                        self.tampers, self.sluice)
        with self._timed(f"{word} run: until all requests were taken"):
            for thread in (*clients, faults):
                thread.start()
            while any(client.is_alive() for client in clients):
                progress.wait(progress.count + requests, SAY_SECONDS)
                say(f"chaos: {word} run, {progress.count} of {requests} requests taken …")
                assert not progress.failed, f"a client gave up: {progress.failed}"
        with self._timed(f"{word} run: until the last fault was over"):
            faults.join()
        with self._timed(f"{word} run: until all objects were in a final state"):
            state = self._settled(container, word)
        self.ended += [f"the {name} ended by itself in the {word} run"
                       for name, hub in hubs.items() if hub.has_ended()]
        dump = self.lake.dump(container)
        for hub in hubs.values():
            hub.stop()
        return state, dump, faults

    def _pauses(self, quiet: bool, requests: int) -> list:
        if quiet:
            return [[0] * len(steps) for steps in self.steps]
        return [self.plan.pauses(client, requests) for client in range(CLIENTS)]

    def _settled(self, container: str, word: str):
        deadline = time.monotonic() + SETTLE_SECONDS
        said = time.monotonic()
        while True:
            state = self.lake.state(container)
            left = state.unfinished()
            if not left or time.monotonic() > deadline:
                return state
            if time.monotonic() - said > SAY_SECONDS:
                said = time.monotonic()
                say(f"chaos: {word} run, {len(left)} not as in the end: {left[0]} …")
            time.sleep(1)

    @contextmanager
    def _timed(self, what: str):
        started = time.monotonic()
        yield
        self.seconds[what] = round(time.monotonic() - started, 1)


def free_port() -> int:
    """One that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def _login():
    """Storage (host, port, path) and token of the lake's user."""
    told = subprocess.run(["/usr/bin/swift", "auth"], capture_output=True, text=True,
                          check=True).stdout
    pairs = dict(line.replace("export ", "", 1).split("=", 1) for line in told.splitlines())
    url = urlsplit(pairs["OS_STORAGE_URL"])
    return (url.hostname, url.port, url.path), pairs["OS_AUTH_TOKEN"]


def _make(storage: tuple, token: str, container: str) -> None:
    connection = http.client.HTTPConnection(*storage[:2], timeout=60)
    connection.request("PUT", f"{storage[2]}/{container}", headers={"X-Auth-Token": token})
    status = connection.getresponse().status
    connection.close()
    assert status in (201, 202), f"PUT {container}: {status}"


def run(plan, folder: Path, env):
    """:returns: ({title: {name: number}}, checks)"""
    with Run(plan, folder, env) as both:
        wild, wild_dump, faults = both.pass_through(quiet=False)
        quiet, quiet_dump, _ = both.pass_through(quiet=True)
    checks = [
        Check("every object is in a final state, as Swift shows it", wild.unfinished()),
        Check("the quiet run came to its end as well", quiet.unfinished()),
        _differ("objects have the statuses of the quiet run", sorted(wild.statuses().items()),
                sorted(quiet.statuses().items())),
        _differ("gold is that of the quiet run", wild_dump, quiet_dump),
        Check("no operation is without a run, no run without operations",
              wild.orphans() + quiet.orphans()),
        Check("every fault happened",
              [f"{type(faults.failure).__name__}: {faults.failure}"] if faults.failure else []),
        poisoned(both.steps, plan.objects),
        Check("no part ended by itself", both.ended)]
    return {"requests": _requests(both.steps),
            "objects by status": _sorted(Counter(wild.statuses().values())),
            "runs, disturbed": _runs(wild), "runs, quiet": _runs(quiet),
            "gold": {"lines of the dump": len(wild_dump)},
            "faults": _sorted(faults.done), "seconds": both.seconds}, checks


def poisoned(steps: list, objects: int) -> Check:
    """Whether poison was among what the clients uploaded, in each format."""
    drawn = {step.content.content_type for some in steps for step in some
             if step.content and step.content.kind == "poison"}
    missing = [f"no poison is {one}" for one in FORMATS if one not in drawn]
    name = "poison of each format was uploaded"
    if missing and objects < ENOUGH_FOR_POISON:
        return Check(name, skipped=f"of {objects} objects, {', '.join(missing)}")
    return Check(name, missing)


def _differ(name: str, wild: list, quiet: list) -> Check:
    """Both ways, what the one has and the other has not."""
    more, less = Counter(map(str, wild)), Counter(map(str, quiet))
    return Check(name, [f"only in the disturbed run: {one}" for one in (more - less).elements()]
                 + [f"only in the quiet run: {one}" for one in (less - more).elements()])


def _requests(steps: list) -> dict:
    counts = Counter()
    for step in (step for some in steps for step in some):
        counts[step.verb] += 1
        if step.content:
            counts[f"PUT of {step.content.kind}"] += 1
    return _sorted(counts)


def _runs(state) -> dict:
    counts = Counter(run["status"] for run in state.runs)
    counts["attempts"] = sum(run["attempts"] for run in state.runs)
    counts["removals"] = sum(bool(run.get("removal")) for run in state.runs)
    counts["asked for again by one that was overtaken"] = sum(
        run["replay"].startswith("again") for run in state.runs)
    return _sorted(counts)


def _sorted(counts: Counter) -> dict:
    return dict(sorted(counts.items()))
