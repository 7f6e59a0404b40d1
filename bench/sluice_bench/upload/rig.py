"""
What is measured: one Swift, three proxies in front of it, a shipper, and a receiver.

All of it real, in a folder of its own and on free ports: the storage servers, memcached and
tempauth are shared, the proxies differ by the filter alone.
"""

import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from one_node_swift import PIPELINE, OneNodeSwift, descendants, free_ports, is_open, wait_for

WITH, WITHOUT = PIPELINE, PIPELINE.replace(" sluice_copy_source", "").replace(" sluice", "")
PROXIES = {"A": WITHOUT, "A'": WITHOUT, "B": WITH}
STOPPED, RECEIVER = "stopped", "receiver"
CONTAINER = "bench"
KEY_LINE = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n"  # signs nothing but this
HERE = Path(__file__).resolve().parent


class Rig:
    """
    :param root: an empty folder on the disk to be measured
    :param workers: of each proxy
    """

    def __init__(self, root, workers):
        self.root = Path(root)
        self.swift = OneNodeSwift(root, workers=workers)
        self.addresses = {}
        self.token = self.account = ""
        self._receiver_port = None
        self._shipper = None

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.swift.stop()
            raise
        return self

    def __exit__(self, *_error):
        self.swift.stop()

    def _start(self):
        self.swift.start_storage()
        for number, (name, pipeline) in enumerate(PROXIES.items()):
            port = free_ports(1)[0]
            self.swift.start_proxy("proxy-%d" % number, port, pipeline)
            self.addresses[name] = ("127.0.0.1", port)
        for name, address in self.addresses.items():
            wait_for(lambda: is_open(address[1]), "proxy %s" % name, 60)
        self._log_in()
        (self.root / "keys").write_text(KEY_LINE)
        self._receiver_port = free_ports(1)[0]
        self.swift.run("receiver", [sys.executable, str(HERE / "receiver.py"),
                                    str(self._receiver_port)])
        wait_for(lambda: is_open(self._receiver_port), "the receiver", 10)

    def _log_in(self):
        host = "http://127.0.0.1:%d" % self.addresses["A"][1]
        request = urllib.request.Request(host + "/auth/v1.0", headers={
            "X-Auth-User": "test:tester", "X-Auth-Key": "testing"})
        with urllib.request.urlopen(request) as answer:
            self.token = answer.headers["X-Auth-Token"]
            self.account = answer.headers["X-Storage-Url"].partition("/v1/")[2]
        request = urllib.request.Request(
            "%s/v1/%s/%s" % (host, self.account, CONTAINER), method="PUT",
            headers={"X-Auth-Token": self.token})
        urllib.request.urlopen(request).close()

    def ship_to(self, hub):
        """(Re)starts the shipper. :param hub: STOPPED or RECEIVER"""
        if self._shipper:
            self.swift.kill("shipper")
        port = self._receiver_port if hub == RECEIVER else free_ports(1)[0]
        self._shipper = free_ports(1)[0]
        conf = self.root / "shipper.conf"
        conf.write_text("[shipper]\njournal_dir = %s\nhub_url = http://127.0.0.1:%d/v1/events\n"
                        "keys_file = %s\nbind_port = %d\ninternal_client_conf = %s\n"
                        % (self.swift.journal, port, self.root / "keys", self._shipper,
                           self.swift.conf("internal-client.conf")))
        self.swift.run("shipper", [sys.executable, "-m", "sluice_swift.shipper", str(conf)])
        wait_for(lambda: is_open(self._shipper), "the shipper", 10)

    def cpu(self, proxy):
        """:returns: seconds of CPU that a proxy has used so far, with what works for it"""
        names = ["proxy-%d" % list(PROXIES).index(proxy)] + ["shipper"] * (proxy == "B")
        pids = [self.swift.processes[name].pid for name in names]
        return sum(_cpu(each) for pid in pids for each in [pid] + descendants(pid))

    def versions(self):
        """What is measured, for the head of a report."""
        swift = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", "python3-swift"],
                               capture_output=True, text=True, check=False).stdout
        return "Swift %s, %d cores" % (swift, os.cpu_count())


def _cpu(pid):
    """Nanosecond counters of all threads; /proc/PID/stat counts in hundredths of a second."""
    return sum(int((task / "schedstat").read_text().split()[0])
               for task in Path("/proc/%d/task" % pid).iterdir()) / 1e9
