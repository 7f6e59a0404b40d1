"""
Through a real pipeline: a proxy that is killed while clients upload.
"""

import threading

import pytest
import swiftclient
from one_node_swift import is_open, wait_for

pytestmark = pytest.mark.lake


class Uploader(threading.Thread):
    """Goes on until it has stored its share, whatever becomes of the proxy."""

    def __init__(self, lake, container, number, share):
        super().__init__(daemon=True)
        self._swift = swiftclient.Connection(
            preauthurl=container.storage_url, preauthtoken=container.token, retries=0)
        self._container, self._lake = container.name, lake
        self._number, self._share = number, share
        self.stored, self.failed = [], []

    def run(self):
        while len(self.stored) < self._share:
            name = '%d-%d' % (self._number, len(self.stored) + len(self.failed))
            try:
                self._swift.put_object(self._container, name, b'x' * 2000)
                self.stored.append(name)
            except Exception:
                self.failed.append(name)
                wait_for(lambda: is_open(self._lake.ports['proxy']), 'the proxy')


def test_what_was_stored_is_told_and_nothing_else_though_the_proxy_was_killed(container, lake):
    uploaders = [Uploader(lake, container, number, 40) for number in range(4)]
    for each in uploaders:
        each.start()
    for kill_at in (60,):
        wait_for(lambda: sum(len(each.stored) for each in uploaders) >= kill_at, 'uploads')
        lake.kill('proxy')
        lake.start_proxy()
        wait_for(lambda: is_open(lake.ports['proxy']), 'the proxy')
    for each in uploaders:
        each.join(180)
    acknowledged = {name for each in uploaders for name in each.stored}
    assert len(acknowledged) == 160
    listed = {entry['name'] for entry in container.swift.get_container(
        container.name, full_listing=True)[1]}

    def told():
        return {event['subject'] for event in container.events()}
    wait_for(lambda: told() >= acknowledged | listed, 'all that was stored')
    failed = {name for each in uploaders for name in each.failed}
    kept = {name for name in failed if container.has(name)}
    wait_for(lambda: told() >= kept, 'what was stored without an answer')
    assert told() == acknowledged | kept
