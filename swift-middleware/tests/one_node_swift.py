"""
A Swift of one node, one replica, with the filter in its proxy's pipeline: real
servers of Debian's packages, in a folder and on ports of its own.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

from swift.common.ring import RingBuilder

HERE = os.path.dirname(os.path.abspath(__file__))
PIPELINE = ('catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk tempurl '
            'formpost s3api tempauth sluice_copy_source copy container-quotas account-quotas slo '
            'sluice dlo versioned_writes symlink proxy-logging proxy-server')
EGGS = {'proxy-logging': 'proxy_logging', 'cache': 'memcache', 'proxy-server': 'proxy',
        'container-quotas': 'container_quotas', 'account-quotas': 'account_quotas'}
# A machine that is busy may answer late: that is no fault of what is tested.
PATIENT = 'conn_timeout = 30\nnode_timeout = 60'
PATIENT_CACHE = 'connect_timeout = 30\npool_timeout = 30\nio_timeout = 30'
OPTIONS = {
    'cache': 'memcache_servers = 127.0.0.1:{memcached}\n' + PATIENT_CACHE,
    'proxy-server': PATIENT,
    'tempauth': 'user_test_tester = testing .admin',
    'versioned_writes': 'allow_versioned_writes = true\nallow_object_versioning = true',
    's3api': 's3_acl = false',
    'sluice': 'journal_dir = {journal}\ncluster = lake1\nproxy_name = proxy1',
    'internal': 'journal_dir = {journal}\ncluster = lake1\nproxy_name = internal1',
}
OURS = {'sluice': 'sluice_swift.filter', 'sluice_copy_source': 'sluice_swift.copy_source'}
# Swift's servers know no other swift.conf than that in /etc/swift, unless told before they begin.
# Loaded once for all: Swift's modules take longer to load than to run a test.
RUN_SERVERS = '''
import os, sys
from swift.common.utils import set_swift_dir
set_swift_dir(os.path.dirname(sys.argv[1]))
from swift.common.wsgi import run_wsgi
for conf in sys.argv[1:]:
    if not os.fork():
        sys.exit(run_wsgi(conf, os.path.basename(conf).partition('-')[0] + '-server'))
os.wait()
'''
STORAGE = ('account', 'container', 'object')
# What swift-object-expirer or another of Swift's daemons does when told "once".
RUN_DAEMON = '''
import importlib, os, sys
from swift.common.utils import set_swift_dir
set_swift_dir(os.path.dirname(sys.argv[3]))
from swift.common.daemon import run_daemon
run_daemon(getattr(importlib.import_module(sys.argv[1]), sys.argv[2]), sys.argv[3], once=True)
'''


class OneNodeSwift:
    """
    :param root: an empty folder
    :param options: by part of the pipeline, in the place of those above
    :param storage_imports: modules that the storage servers load first
    """

    def __init__(self, root, pipeline=PIPELINE, workers=1, options=None, storage_imports=()):
        self.storage_imports = ''.join('import %s\n' % name for name in storage_imports)
        self.root = str(root)
        self.options = dict(OPTIONS, **(options or {}))
        self.journal = os.path.join(self.root, 'journal')
        self.workers = workers
        self.pipeline = pipeline
        self.ports = dict(zip(STORAGE + ('proxy', 'memcached'), free_ports(5)))
        self.url = 'http://127.0.0.1:%d' % self.ports['proxy']
        self.processes = {}

    def start(self):
        self.start_storage()
        self.start_proxy()
        wait_for(lambda: is_open(self.ports['proxy']), 'the proxy server', 60)
        return self

    def start_storage(self):
        for folder in ('devices/d1', 'etc', 'log'):
            os.makedirs(os.path.join(self.root, folder))
        self.write('swift.conf', '[swift-hash]\nswift_hash_path_suffix = test\n'
                                 '[storage-policy:0]\nname = Policy-0\ndefault = yes\n')
        for kind in STORAGE:
            self._ring(kind)
            self.write(kind + '-server.conf', self._storage_conf(kind))
        self.write('internal-client.conf', self._internal_conf())
        self.write('daemons.conf', self._daemons_conf())
        self.run('memcached', ['memcached', '-u', 'root', '-l', '127.0.0.1',
                               '-p', str(self.ports['memcached'])])
        self.run('storage', self._command(*STORAGE))
        for kind in STORAGE + ('memcached',):
            wait_for(lambda: is_open(self.ports[kind]), 'the %s server' % kind, 60)

    def stop(self):
        for name in list(self.processes):
            self.kill(name)

    def kill(self, name):
        """SIGKILL for a server and its workers, which are in a session of their own."""
        process = self.processes.pop(name)
        for pid in [process.pid] + descendants(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()

    def start_proxy(self, name='proxy', port=None, pipeline=None):
        self.write(name + '-server.conf', self.proxy_conf(port, pipeline))
        self.run_server(name)

    def run_server(self, name):
        """Of which the conf is written."""
        self.run(name, self._command(name))

    def expire(self):
        """Delete what is past its X-Delete-At, as the object expirer does in one pass."""
        # It finds its queue in a listing that the container updater keeps.
        self._once('swift.container.updater', 'ContainerUpdater', 'container-server.conf')
        self._once('swift.obj.expirer', 'ObjectExpirer', 'daemons.conf')

    def _once(self, module, daemon, conf):
        env = dict(os.environ, PYTHONPATH=os.path.dirname(HERE))
        with open(os.path.join(self.root, 'log', 'daemons.log'), 'ab') as log:
            subprocess.run([sys.executable, '-c', RUN_DAEMON, module, daemon, self.conf(conf)],
                           stdout=log, stderr=log, env=env, cwd=self.root, check=True,
                           timeout=180)

    def conf(self, name):
        return os.path.join(self.root, 'etc', name)

    def run(self, name, command):
        with open(os.path.join(self.root, 'log', name + '.log'), 'ab') as log:
            self.processes[name] = subprocess.Popen(
                command, stdout=log, stderr=log, env=self._environment(name), cwd=self.root)

    def _command(self, *names):
        first = self.storage_imports if names == STORAGE else ''
        return [sys.executable, '-c', first + RUN_SERVERS] + [
            self.conf(name + '-server.conf') for name in names]

    def _environment(self, _name):
        return dict(os.environ, PYTHONPATH=os.pathsep.join((os.path.dirname(HERE), HERE)))

    def _ring(self, kind):
        builder = RingBuilder(6, 1, 0)
        builder.add_dev({'id': 0, 'region': 1, 'zone': 1, 'weight': 1, 'ip': '127.0.0.1',
                         'port': self.ports[kind], 'device': 'd1', 'replication_ip': '127.0.0.1',
                         'replication_port': self.ports[kind], 'meta': ''})
        builder.rebalance()
        builder.get_ring().save(self.conf(kind + '.ring.gz'))

    def _default(self, kind, port):
        return ('[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = %d\nswift_dir = %s\nuser = root\n'
                'workers = %d\nlog_name = %s\ndevices = %s/devices\nmount_check = false\n'
                % (port, os.path.join(self.root, 'etc'),
                   self.workers if kind == 'proxy' else 0, kind, self.root))

    def _storage_conf(self, kind):
        return (self._default(kind, self.ports[kind]) + '[pipeline:main]\npipeline = %s-server\n'
                '[app:%s-server]\nuse = egg:swift#%s\n%s\ncontainer_update_timeout = 15\n'
                '[%s-updater]\nrecon_cache_path = %s\n'
                % (kind, kind, kind, PATIENT, kind, self.root))

    def proxy_conf(self, port=None, pipeline=None):
        pipeline = pipeline or self.pipeline
        names = dict(self.ports, journal=self.journal)
        text = (self._default('proxy', port or self.ports['proxy'])
                + '[pipeline:main]\npipeline = %s\n' % pipeline)
        for part in dict.fromkeys(pipeline.split()):
            if part == 'proxy-server':
                text += ('[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n')
            elif part in OURS:
                text += '[filter:%s]\npaste.filter_factory = %s:filter_factory\n' % (
                    part, OURS[part])
            else:
                text += '[filter:%s]\nuse = egg:swift#%s\n' % (part, EGGS.get(part, part))
            text += self.options.get(part, '').format(**names) + '\n'
        return text

    def _internal_conf(self):
        return ('[DEFAULT]\nswift_dir = %s\n[pipeline:main]\npipeline = catch_errors cache sluice '
                'symlink proxy-server\n[app:proxy-server]\nuse = egg:swift#proxy\n%s\n'
                '[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = 127.0.0.1:%d\n%s\n'
                '[filter:catch_errors]\nuse = egg:swift#catch_errors\n'
                '[filter:symlink]\nuse = egg:swift#symlink\n[filter:sluice]\n'
                'paste.filter_factory = sluice_swift.filter:filter_factory\n%s\n'
                % (os.path.join(self.root, 'etc'), PATIENT, self.ports['memcached'], PATIENT_CACHE,
                   OPTIONS['internal'].format(journal=self.journal)))

    def _daemons_conf(self):
        """With "expirer" in its path, the expirer would take it for its internal client's too."""
        return ('[DEFAULT]\nuser = root\nlog_name = expirer\n'
                '[object-expirer]\ndequeue_from_legacy = true\n'
                'internal_client_conf_path = %s\nrecon_cache_path = %s\n'
                % (self.conf('internal-client.conf'), self.root))

    def write(self, name, text):
        with open(self.conf(name), 'w') as out:
            out.write(text)


def descendants(pid):
    try:
        with open('/proc/%d/task/%d/children' % (pid, pid)) as children:
            found = [int(child) for child in children.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []  # gone meanwhile
    return found + [pid for child in found for pid in descendants(child)]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(('127.0.0.1', 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def is_open(port):
    try:
        socket.create_connection(('127.0.0.1', port), 1).close()
        return True
    except OSError:
        return False


def wait_for(condition, what, seconds=60, pause=0.01):
    """
    Poll until the condition holds. The deadline is for what never comes: a busy machine is slow.

    :returns: what it gave
    """
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError('%s: not within %s s' % (what, seconds))
        time.sleep(pause)


if __name__ == '__main__':
    signal.signal(signal.SIGTERM, lambda *_args: sys.exit())
    swift = OneNodeSwift(sys.argv[1]).start()
    print(swift.url, swift.journal)
    try:
        signal.pause()
    finally:
        swift.stop()
