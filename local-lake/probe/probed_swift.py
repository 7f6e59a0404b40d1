"""A Swift of one node for the probe: two proxy workers with the filter under a clock of their
own, and an object server whose log tells what was stored."""

import http.client
import os
import re
import signal
from pathlib import Path

from one_node_swift import OneNodeSwift, descendants, is_open, wait_for

from probe import clock
from probe.plan import USER

HERE = Path(__file__).resolve().parent
LOCAL_LAKE, MIDDLEWARE = HERE.parent, HERE.parents[1] / "swift-middleware"
WORKERS = 2
STORED_LINE = re.compile(r"stored-log (PUT|DELETE) (\d+) \S*-(c\w+)\s*$")
STARTED_LINE = re.compile(r"Started child (\d+) from parent")
FILTER = ("journal_dir = {{journal}}\ncluster = {cluster}\nproxy_name = proxy1\n"
          "on_journal_failure = {policy}")


class ProbedSwift(OneNodeSwift):
    """:param plan: of the run"""

    def __init__(self, root: Path, plan, the_clock):
        self.clock = the_clock
        self.user, self.cluster = plan.project, plan.cluster
        super().__init__(root, workers=WORKERS, options={
            "tempauth": f"user_{self.user}_{USER} = testing .admin",
            "proxy-server": "node_timeout = 20\nconn_timeout = 3",
            "sluice": FILTER.format(cluster=plan.cluster, policy="closed")})

    def policy(self, word: str) -> None:
        """What happens when the journal takes nothing: open or closed; for workers to come."""
        self.options["sluice"] = FILTER.format(cluster=self.cluster, policy=word)
        self.write("proxy-server.conf", self.proxy_conf())

    def token(self) -> str:
        """A client's, from tempauth."""
        return self._request("GET", "/auth/v1.0", {
            "X-Auth-User": f"{self.user}:{USER}", "X-Auth-Key": "testing"})["X-Auth-Token"]

    def make_container(self, account: str, name: str) -> None:
        """Made, or there already."""
        self._request("PUT", f"/v1/{account}/{name}", {"X-Auth-Token": self.token()})

    def parent(self) -> int:
        """The proxy's first process."""
        return self.processes["proxy"].pid

    def proxy_workers(self) -> list:
        """Process ids of those that serve, of all generations. One that is killed while it starts
        takes its parent along, by Swift's design, and is none of them."""
        log = self._log("proxy")
        return [int(pid) for pid in STARTED_LINE.findall(log) if is_running(int(pid))]

    def has_ended(self) -> list:
        """Names of servers that ended by themselves."""
        return [name for name, process in self.processes.items() if process.poll() is not None]

    def kill(self, name: str) -> None:
        """A server with its children."""
        pids = [self.processes[name].pid, *descendants(self.processes[name].pid)]
        super().kill(name)
        clock.sweep(pids)

    def await_proxy(self) -> None:
        """Until it answers."""
        wait_for(lambda: is_open(self.ports["proxy"]), "the proxy", 180)

    def reload(self) -> list:
        """A new generation beside the old one, which ends its requests first.

        :returns: process ids of the old workers
        """
        old = self.proxy_workers()
        os.kill(self.parent(), signal.SIGUSR1)
        wait_for(lambda: len(set(self.proxy_workers()) - set(old)) >= WORKERS,
                 "a new generation of workers", 180, pause=0.1)
        self.await_proxy()
        return old

    def stored(self) -> dict:
        """What the object server did: {request's number: [(verb, status)]}."""
        found = {}
        for line in self._log("storage").splitlines():
            match = STORED_LINE.search(line)
            if match:
                found.setdefault(match[3], []).append((match[1], int(match[2])))
        return found

    def _log(self, name: str) -> str:
        log = Path(self.root) / "log" / f"{name}.log"
        return log.read_text(encoding="utf-8", errors="replace")

    def _request(self, verb: str, path: str, headers: dict):
        connection = http.client.HTTPConnection("127.0.0.1", self.ports["proxy"], timeout=60)
        try:
            connection.request(verb, path, headers=headers)
            response = connection.getresponse()
            response.read()
            assert response.status < 300, f"{verb} {path} was answered {response.status}"
            return response.headers
        finally:
            connection.close()

    def _command(self, *kinds):
        return [str(HERE / "serve.py"), os.path.join(self.root, "etc"), *kinds]

    def _environment(self, name):
        more = self.clock.environment() if name == "proxy" else {}
        return {**os.environ, "PYTHONPATH": f"{LOCAL_LAKE}:{MIDDLEWARE}", **more}

    def _storage_conf(self, kind):
        text = super()._storage_conf(kind)
        use = f"use = egg:swift#{kind}\n"
        return text.replace(use, use + (
            "log_format = stored-log {method} {status} {txn_id}\n" if kind == "object"
            else "log_requests = false\n"))


def is_running(pid: int) -> bool:
    """Neither gone nor a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
