"""
The bench's own Java programs, and the hub, on one set of libraries and JVM options.
"""

import subprocess
from pathlib import Path

from lake import health, hub_conf, jvm
from lake.errors import LakeError
from lake.files import generated
from sluice_bench.hub.processes import Program, Servant
from one_node_swift import free_ports

SOURCES = Path(__file__).resolve().parent / "java"


def libraries(settings):
    """The class path of the hub's libraries, without its own classes."""
    return "%s/%s/target/lib/*" % (settings.root, jvm.HUB)


def compiled(rig):
    """:returns: the folder with the classes of the bench's programs"""
    classes = rig.root / "classes"
    if not classes.exists():
        classes.mkdir()
        done = subprocess.run(
            ["javac", "-cp", libraries(rig.settings), "-d", str(classes),
             *map(str, sorted(SOURCES.glob("*.java")))],
            capture_output=True, text=True, check=False)
        if done.returncode:
            raise LakeError("The bench's programs do not compile:\n" + done.stderr[:2000])
    return classes


def _command(rig, main, arguments, own=None):
    command = jvm.command(rig.settings, "hub", jvm.HUB, main, arguments)
    if own:
        command[command.index("-cp") + 1] = "%s:%s" % (own, libraries(rig.settings))
    return command


def servant(rig, name, main, *arguments):
    """One of the bench's programs, with the hub's JVM options."""
    return Servant(rig, name, _command(rig, main, list(arguments), compiled(rig)))


class Hub(Program):
    """
    The hub, as the lake would start it.

    :param store: base address of what serves the objects
    :param routes: the folder of routes
    :param options: settings of it, (key, value) each
    :param number: of a hub beside the first; it listens on a port of its own
    :param values: of the routes' placeholders
    """

    def __init__(self, rig, store, routes, options=(), number=1, values=()):
        name = "hub" if number == 1 else "hub-%d" % number
        self.port = rig.settings.port("hub") if number == 1 else free_ports(1)[0]
        text = hub_conf.text(rig.settings, rig.account)
        # What serves the objects lists none: there is nothing to compare the catalogue with.
        own = {"swift.url": store, "routes.dir": routes, "reconcile.every-seconds": 86400,
               "http.port": self.port}
        for key, value in {**own, **dict(options)}.items():
            text = "".join(line for line in text.splitlines(True)
                           if not line.startswith(key + "=")) + "%s=%s\n" % (key, value)
        conf = rig.root / (name + ".properties")
        generated(conf, text)
        generated(rig.settings.folder("etc/routes.properties"), hub_conf.services(rig.settings)
                  + "".join("%s=%s\n" % each for each in dict(values).items()))
        super().__init__(rig, name, _command(rig, "org.sluice.Hub", [str(conf)]))
        self.await_well(self._well, rig.settings.start_seconds)

    def _well(self):
        status, _headers, body = health.http_get(self.port, "/v1/health/ready", timeout=15)
        if status != 200:
            raise OSError("it is not ready: %s" % body[:300])

    def halt(self):
        """It stands still, and its clients' sessions with it: for some seconds only."""
        self.process.send_signal(19)

    def go_on(self):
        """It runs again."""
        self.process.send_signal(18)
