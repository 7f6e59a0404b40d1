"""
A shipper in a thread, or in a process of its own, and a proxy worker to write for it.
"""

import os
import subprocess
import sys
import threading
from types import SimpleNamespace

from one_node_swift import HERE, free_ports, wait_for

from sluice_swift.journal import Journal
from sluice_swift.record import NOTHING, STORED, UNKNOWN
from sluice_swift.shipper.assembly import assemble
from sluice_swift.shipper.settings import REQUIRED, TABLE
from sluice_swift.shipper.stopping import Stopping


class Worker:
    """Writes a journal as the filter does."""

    STAMP = 1795464363.0

    def __init__(self, directory, **more):
        self.journal = Journal(str(directory), 'proxy1', 'lake1', **more)

    def intent(self, name, verb='PUT', container='c'):
        Worker.STAMP += 1
        change = {'PUT': 'created', 'POST': 'metadata', 'DELETE': 'deleted'}[verb]
        return self.journal.intent({
            'verb': verb, 'timestamp': '%.5f' % Worker.STAMP, 'account': 'AUTH_a',
            'container': container, 'object': name, 'change': change, 'reason': verb.lower(),
            'trans_id': 'tx-' + name})

    def stored(self, name, verb='PUT', container='c'):
        n = self.intent(name, verb, container)
        self.outcome(n)
        return n

    def outcome(self, n, kind=STORED):
        facts = {'size': 5, 'etag': 'e5', 'content_type': 'text/plain'} if kind == STORED else {}
        self.journal.outcome(kind, dict(facts, n=n, at=Worker.STAMP))

    def nothing(self, n):
        self.outcome(n, NOTHING)

    def unknown(self, n):
        self.outcome(n, UNKNOWN)

    def die(self):
        for fd in (self.journal._fd, self.journal._lock_fd):
            os.close(fd)
        self.journal = None


class Rig:
    """:param settings: changed from the table's defaults"""

    def __init__(self, journal_dir, hub, keys_file, open_objects=None, **settings):
        values = {row.name: row.default for row in TABLE if row.default is not REQUIRED}
        values.update(journal_dir=str(journal_dir), hub_url=hub.url, keys_file=str(keys_file),
                      poll_interval=0.005, retry_max=0.05, hold_pause=0.02, timeout=30.0)
        values.update(settings)
        self.stopping = Stopping()
        self.shipper, self.figures = assemble(SimpleNamespace(**values), self.stopping,
                                              open_objects)
        self.thread = threading.Thread(target=self.shipper.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.stop()

    def stop(self):
        self.stopping.set()
        self.thread.join(60)
        assert not self.thread.is_alive()


class Process:
    """``python3 -m sluice_swift.shipper CONF``"""

    def __init__(self, tmp_path, journal_dir, hub, keys_file, **settings):
        self.port = free_ports(1)[0]
        self.conf = tmp_path / 'shipper.conf'
        values = dict({'journal_dir': journal_dir, 'hub_url': hub.url, 'keys_file': keys_file,
                       'bind_port': self.port, 'retry_max': 0.1, 'hold_pause': 0.5,
                       'timeout': 60}, **settings)
        self.conf.write_text('[shipper]\n' + ''.join(
            '%s = %s\n' % entry for entry in values.items()))
        self.log = tmp_path / 'shipper.log'
        self.process = None

    def start(self, prefix=()):
        """:param prefix: of the command"""
        with open(self.log, 'ab') as log:
            self.process = subprocess.Popen(
                [*prefix, sys.executable, '-m', 'sluice_swift.shipper', str(self.conf)],
                cwd=os.path.dirname(HERE), stdout=log, stderr=log)
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)


def arrives(hub, count):
    wait_for(lambda: len(hub.events) >= count, '%d events at the hub' % count)
