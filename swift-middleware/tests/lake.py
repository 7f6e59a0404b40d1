"""
One Swift, one shipper and one hub for all tests of the real pipeline.
"""

import subprocess
import uuid

import pytest
import swiftclient
from fake_hub import KEY_LINE, FakeHub
from one_node_swift import OneNodeSwift, wait_for
from shipper_rig import Process

from sluice_swift.shipper.swift_object import SwiftObjects


@pytest.fixture(scope='session')
def lake(tmp_path_factory):
    root = tmp_path_factory.mktemp('lake')
    (root / 'swift').mkdir()
    hub = FakeHub()
    swift = OneNodeSwift(root / 'swift', storage_imports=['large_xattrs'])
    (root / 'keys').write_text(KEY_LINE)
    shipper = Process(root, swift.journal, hub, root / 'keys', send_segments='yes',
                      internal_client_conf=swift.conf('internal-client.conf'))
    try:
        swift.start()
        shipper.start()
        swift.hub, swift.shipper = hub, shipper
        yield swift
    finally:
        swift.stop()
        if shipper.process:
            shipper.stop()
        hub.stop()


class Container:
    """A container of its own for each test, and the events about it."""

    def __init__(self, lake):
        self.name = 'c' + uuid.uuid4().hex[:8]
        self.hub = lake.hub
        self.swift = swiftclient.Connection(lake.url + '/auth/v1.0', 'test:tester', 'testing',
                                            retries=0)
        self.swift.put_container(self.name)
        self.storage_url, self.token = self.swift.get_auth()

    def events(self, count=1, container=None):
        def found():
            events = [event for event in list(self.hub.events)
                      if event['data']['container'] == (container or self.name)]
            return len(events) >= count and events
        return wait_for(found, '%d events' % count)

    def only(self):
        """The one event there is: a second one would have come with what follows it."""
        self.swift.put_object(self.name, 'end', b'')
        wait_for(lambda: self.events()[-1]['subject'] == 'end', 'the end')
        [event, _end] = self.events(2)
        return event

    def only_after(self, events):
        """:returns: whether nothing came after these but what is put now"""
        self.swift.put_object(self.name, 'the-very-end', b'')
        wait_for(lambda: self.events(1)[-1]['subject'] == 'the-very-end', 'the end')
        return self.events(1)[:-1] == events

    def has(self, name):
        try:
            self.swift.head_object(self.name, name)
            return True
        except swiftclient.ClientException:
            return False

    def tombstone(self, lake, name):
        """:returns: the timestamp that Swift keeps of a delete"""
        return SwiftObjects(lake.conf('internal-client.conf')).headers(
            'AUTH_test', self.name, name)[1]['X-Backend-Timestamp']

    def request(self, method, path, body=b'', **headers):
        """A plain request, for what swiftclient does not do. :returns: status"""
        command = ['curl', '-s', '-o', '/dev/null', '-w', '%{http_code}', '-X', method,
                   '-H', 'X-Auth-Token: ' + self.token, '--data-binary', '@-',
                   self.storage_url + path]
        for name, value in headers.items():
            command[1:1] = ['-H', '%s: %s' % (name.replace('_', '-'), value)]
        return int(subprocess.run(command, input=body, stdout=subprocess.PIPE).stdout)


@pytest.fixture
def container(lake):
    return Container(lake)
