"""Hubs of the run's own, one of them in the place of the lake's: what they speak to may be
tampered with."""

import http.client
import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from lake import jvm, settings

READY_SECONDS = 120
ADDRESSES = {"influxdb": "influx.url", "mongodb": "mongodb.uri", "neo4j": "neo4j.uri",
             "postgresql": "gold.sql.url"}


class Hub:
    """
    :param folder: an empty one
    :param ports: {part: port} of what stands before the databases
    :param port: where it listens
    """

    def __init__(self, folder: Path, ports: dict, port: int):
        self.folder, self.ports, self.port = folder, ports, port
        folder.mkdir(exist_ok=True)
        self.settings = settings.load()
        self.process = None
        self.log = folder / "hub.log"

    def configure(self, project: str, tampered: bool) -> None:
        """The lake's own configuration but for the databases' addresses and for the project whose
        readings its routes take."""
        text = self.settings.folder("etc/hub.properties").read_text(encoding="utf-8")
        routes = self.folder / "routes"
        shutil.rmtree(routes, ignore_errors=True)
        shutil.copytree(self.settings.root / "routes", routes)
        sensors = routes / "neocampus-sensors/neocampus-sensors.camel.yaml"
        yaml = sensors.read_text(encoding="utf-8")
        yaml, found = re.subn(r"project: neocampus\b", f"project: {project}", yaml)
        # A machine that is busy may answer late: that is no fault of this run.
        yaml, places = re.subn(r"( *)into: room_name", r"\g<0>\n\1requestTimeout: 60000", yaml)
        assert (found, places) == (1, 1), "the sensors' route has changed"
        sensors.write_text(yaml, encoding="utf-8")
        text = re.sub(r"(?m)^routes\.dir=.*$", f"routes.dir={routes}", text)
        text = re.sub(r"(?m)^http\.port=.*$", f"http.port={self.port}", text)
        # A stalled hub is to keep what it holds, as one with a production's lease does.
        text = re.sub(r"(?m)^(console|lease)\..*\n", "", text)
        for part, key in ADDRESSES.items() if tampered else ():
            text, found = re.subn(rf"(?m)^({re.escape(key)}=.*:)\d+(/\w+)?$",
                                  rf"\g<1>{self.ports[part]}\g<2>", text)
            assert found == 1, f"hub.properties has no {key}"
        (self.folder / "hub.properties").write_text(text, encoding="utf-8")

    def start(self) -> None:
        """Returns once it is ready."""
        command = jvm.command(self.settings, "hub", jvm.HUB, "org.sluice.Hub",
                              [str(self.folder / "hub.properties")])
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT,
                                            stdin=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + READY_SECONDS
        while not self._ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the hub does not come up; see {self.log}")
            time.sleep(0.2)

    def _ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", "/v1/health/ready")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def has_ended(self) -> bool:
        """By itself, which it never should."""
        return self.process.poll() is not None

    def kill(self) -> None:
        """SIGKILL."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stall(self) -> None:
        """It stands still, and knows nothing of it."""
        os.killpg(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """After a stall."""
        os.killpg(self.process.pid, signal.SIGCONT)

    def stop(self) -> None:
        """In order."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
