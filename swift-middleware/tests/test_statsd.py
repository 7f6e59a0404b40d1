"""
What the filter tells statsd, read from the socket: names and values as of Swift's own filters.
"""

import os
import socket

import pytest
import swiftclient
from fake_swift import FakeSwift, call, environ
from one_node_swift import free_ports, is_open, wait_for
from test_filter import SlowDisk, broken_journal

from sluice_swift.filter import filter_factory
from sluice_swift.journal import JournalError
from sluice_swift.syncer import ThreadSyncer


class Statsd:
    def __init__(self):
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(('127.0.0.1', 0))
        # As Swift's run_wsgi hands it on: log_name is the proxy's, for every filter.
        self.conf = {'log_name': 'proxy-server', 'log_statsd_host': '127.0.0.1',
                     'log_statsd_port': str(self._socket.getsockname()[1]),
                     'log_statsd_metric_prefix': 'swift.p1'}
        self._got = []

    def got(self, count):
        def came():
            try:
                while True:
                    self._got.append(self._socket.recv(65536, socket.MSG_DONTWAIT).decode())
            except BlockingIOError:
                return len(self._got) >= count
        wait_for(came, '%d datagrams' % count)
        return self._got

    def close(self):
        self._socket.close()


@pytest.fixture
def statsd():
    statsd = Statsd()
    yield statsd
    statsd.close()


@pytest.fixture
def filtered(statsd, tmp_path):
    def make(swift, **more):
        return filter_factory(statsd.conf, journal_dir=str(tmp_path / 'journal'),
                              cluster='lake1', proxy_name='proxy1', **more)(swift)
    return make


@pytest.mark.parametrize('method, answer, name', [
    ('PUT', '201 Created', 'stored'), ('DELETE', '204 No Content', 'stored'),
    ('PUT', '202 Accepted', 'nothing'), ('DELETE', '404 Not Found', 'nothing'),
    ('PUT', '503 Unavailable', 'unknown')])
def test_what_came_of_a_change_is_counted(filtered, statsd, method, answer, name):
    it = filtered(FakeSwift({method: answer}))
    call(it, environ('GET'))
    call(it, environ(method))
    call(it, environ(method))
    assert statsd.got(2) == ['swift.p1.sluice.%s:1|c' % name] * 2


def test_a_change_that_the_journal_does_not_take_is_counted(filtered, statsd, tmp_path):
    broken_journal(tmp_path)
    call(filtered(FakeSwift()), environ())
    assert statsd.got(1) == ['swift.p1.sluice.dropped:1|c']


def test_an_outcome_that_the_journal_does_not_take_is_counted(filtered, statsd, monkeypatch):
    def full(*_args):
        raise JournalError('full')
    monkeypatch.setattr('sluice_swift.journal.Journal.outcome', full)
    call(filtered(FakeSwift()), environ())
    assert statsd.got(1) == ['swift.p1.sluice.outcome_lost:1|c']


def test_a_disk_that_is_late_is_counted(filtered, statsd, monkeypatch):
    disk = SlowDisk(monkeypatch)
    call(filtered(FakeSwift(), commit_timeout='0.05'), environ())
    disk.let_go.set()
    assert statsd.got(2) == ['swift.p1.sluice.stored:1|c', 'swift.p1.sluice.commit_late:1|c']


def test_a_disk_that_fails_is_counted(filtered, statsd, monkeypatch):
    def fail(_fd):
        raise OSError(5, 'Input/output error')
    monkeypatch.setattr('sluice_swift.commit.best_syncer', ThreadSyncer)
    monkeypatch.setattr(os, 'fdatasync', fail)
    call(filtered(FakeSwift()), environ())
    assert statsd.got(2) == ['swift.p1.sluice.stored:1|c', 'swift.p1.sluice.commit_failed:1|c']


def test_an_error_of_ours_is_counted(filtered, statsd, monkeypatch):
    def fail(*_args):
        raise KeyError('ours')
    monkeypatch.setattr('sluice_swift.filter.facts_of', fail)
    call(filtered(FakeSwift()), environ())
    assert statsd.got(2) == ['swift.p1.sluice.errors:1|c', 'swift.p1.sluice.unknown:1|c']


@pytest.mark.lake
def test_a_real_proxy_sends_them_beside_those_of_swifts_own_filters(lake, container, statsd):
    port = free_ports(1)[0]
    settings = ''.join('%s = %s\n' % entry for entry in statsd.conf.items()
                       if entry[0] != 'log_name')
    lake.write('proxy-statsd-server.conf',
               lake.proxy_conf(port).replace('[DEFAULT]\n', '[DEFAULT]\n' + settings))
    lake.run_server('proxy-statsd')
    try:
        wait_for(lambda: is_open(port), 'the proxy', 60)
        url = container.storage_url.replace(str(lake.ports['proxy']), str(port))
        swiftclient.put_object(url, container.token, container.name, 'o', b'x')
        with pytest.raises(swiftclient.ClientException):
            swiftclient.put_object(url, 'no token', container.name, 'p', b'x')
        mine = ['swift.p1.sluice.stored:1|c', 'swift.p1.sluice.nothing:1|c']
        wait_for(lambda: {*mine, 'swift.p1.tempauth.AUTH_.unauthorized:1|c'} <= set(
            statsd.got(3)), 'all three')
        assert [each for each in statsd.got(3) if '.sluice.' in each] == mine
    finally:
        lake.kill('proxy-statsd')
