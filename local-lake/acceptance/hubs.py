"""Another hub of the lake, beside the one that `./sluice up` started."""

import contextlib
import http.client
import subprocess

from lake import hub_conf, jvm, keystone_people
from rig import eventually, free_port

# It is up sooner, and gone before the second compiler would pay.
QUICK = "-XX:TieredStopAtLevel=1"


class Hub:
    """A hub with the settings of production, and some more."""

    def __init__(self, settings, folder, lines):
        self.port, self.log = free_port(), folder / "hub.log"
        text = hub_conf.text(settings, keystone_people.lake_account(settings))
        assert "\nconsole." not in text
        conf = folder / "hub.properties"
        conf.write_text(text.replace(f"http.port={settings.port('hub')}", f"http.port={self.port}")
                        + "".join(line + "\n" for line in lines), encoding="utf-8")
        command = jvm.command(settings, "hub", jvm.HUB, "org.sluice.Hub", [str(conf)])
        command = [f"-Duser.home={folder}" if word.startswith("-Duser.home") else word
                   for word in command]
        command.insert(1, QUICK)
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out)

    def ready(self) -> None:
        """Waits until it is."""
        eventually(self._answers, 120, f"the hub is ready; see {self.log}")

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        with contextlib.suppress(OSError, http.client.HTTPException):
            try:
                connection.request("GET", "/v1/health/ready")
                return connection.getresponse().status == 200
            finally:
                connection.close()
        return False

    def kill(self) -> None:
        """Ends it with SIGKILL."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Ends it in order, so that its share of the queues goes to the others at once."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


@contextlib.contextmanager
def hub_beside(settings, folder, *lines: str):
    """Runs another hub for the time of the block."""
    hub = Hub(settings, folder, lines)
    try:
        yield hub
    finally:
        hub.stop()
