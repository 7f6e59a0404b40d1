"""A door to Swift that the filter does not see."""

import contextlib
import http.client
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import quote

from rig import eventually, free_port

ROOT = Path(__file__).resolve().parents[2]
OURS = re.compile(r"\bsluice(_copy_source)? ")


class Proxy:
    """Another proxy of the same Swift, without the filter."""

    def __init__(self, lake, folder):
        self.lake, self.conf = lake, folder / "proxy-server.conf"
        self.port = free_port()
        etc = Path(os.environ["SLUICE_LAKE"]) / "etc/swift"
        text = (etc / "proxy-server.conf").read_text(encoding="utf-8")
        pipeline = re.search(r"^pipeline = .*$", text, re.M).group(0)
        text = text.replace(pipeline, OURS.sub("", pipeline))
        text = re.sub(r"^bind_port = .*$", f"bind_port = {self.port}", text, flags=re.M)
        self.conf.write_text(re.sub(r"^workers = .*$", "workers = 1", text, flags=re.M),
                             encoding="utf-8")
        self.conf.chmod(0o600)
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(
            str(ROOT / part) for part in ("local-lake", "swift-middleware"))}
        with open(folder / "proxy.log", "wb") as log:
            self.process = subprocess.Popen(
                ["/usr/bin/python3", "-m", "lake.swift_run", str(etc), "proxy", str(self.conf)],
                env=environment, stdout=log, stderr=log)
        eventually(self._answers, 120, f"the proxy without the filter; see {folder}/proxy.log")

    def _answers(self):
        with contextlib.suppress(OSError):
            return self.request("HEAD", "neocampus")[0] == 204
        return False

    def request(self, method, path, body=b"", headers=None):
        """One request that the filter does not see; answers status and headers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, f"{self.lake.storage.path}/{quote(path)}", body,
                               {"X-Auth-Token": self.lake.token, **(headers or {})})
            response = connection.getresponse()
            response.read()
            return response.status, dict(response.getheaders())
        finally:
            connection.close()

    def put(self, container, name, body, **headers):
        """Uploads JSON."""
        status = self.request("PUT", f"{container}/{name}", body, {
            "Content-Type": "application/json",
            **{key.replace("_", "-"): value for key, value in headers.items()}})[0]
        assert status == 201, f"PUT {container}/{name} was answered {status}"

    def delete(self, container, name):
        """Deletes an object."""
        assert self.request("DELETE", f"{container}/{name}")[0] == 204

    def stop(self):
        """Ends it."""
        self.process.terminate()
        self.process.wait(30)
