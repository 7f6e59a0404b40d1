"""
Through a real pipeline: what Swift deletes by itself, through internal-client.conf.
"""

import os
import time

import pytest
from one_node_swift import wait_for

pytestmark = pytest.mark.lake


def expired(container, name, **more):
    # Long enough ahead for Swift to take it: a time that is over is refused.
    container.swift.put_object(container.name, name, b'x', headers=dict(
        {'X-Delete-At': str(int(time.time()) + 5)}, **more))
    wait_for(lambda: not container.has(name), 'the end of its time')


def test_an_object_past_its_time_is_told_as_deleted_once_the_expirer_deletes_it(
        container, lake, schema):
    expired(container, 'short')
    container.swift.put_object(container.name, 'stays', b'x', headers={
        'X-Delete-After': '3600'})
    container.events(2)  # are from another journal than what the expirer does
    lake.expire()
    events = container.events(3)
    schema.validate(events[2])
    data = events[2]['data']
    assert (events[2]['subject'], events[2]['type']) == ('short', 'org.sluice.object.deleted')
    assert (data['reason'], data['user']) == ('expired', None)
    assert data['timestamp'] == container.tombstone(lake, 'short')
    assert data['journal']['proxy'] == 'internal1'
    lake.expire()
    assert container.only_after(events)


def test_one_that_was_overwritten_in_time_is_not_told_as_deleted(container, lake):
    container.swift.put_object(container.name, 'o', b'x', headers={'X-Delete-After': '1'})
    container.swift.put_object(container.name, 'o', b'y')
    expired(container, 'other')
    container.events(3)
    lake.expire()
    events = container.events(4)
    assert [event['subject'] for event in events] == ['o', 'o', 'other', 'other']
    assert container.only_after(events)


def test_the_shippers_own_internal_client_journals_nothing(container, lake):
    """It has the filter in its pipeline too, where one internal-client.conf serves all."""
    pids = {name.split('.')[1].split('-')[1] for name in os.listdir(lake.journal)
            if name.endswith('.journal')}
    assert str(lake.shipper.process.pid) not in pids and str(os.getpid()) not in pids
