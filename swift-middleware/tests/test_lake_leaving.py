"""
Through a real pipeline: clients that leave before they have heard the answer.
"""

import glob
import os
from contextlib import suppress

import pytest
from one_node_swift import descendants, wait_for
from raw_http import sending

from sluice_swift.record import INTENT, NOTHING, STORED, decode

pytestmark = pytest.mark.lake
LENGTH = [('Content-Length', '1000000')]
CHUNKED = [('Transfer-Encoding', 'chunked')]
BREAKS = {
    'within a length': (LENGTH, b'half'),
    'before the first byte': (LENGTH, b''),
    'within a chunk': (CHUNKED, b'5\r\nhello\r\n400\r\nhalf'),
    'between two chunks': (CHUNKED, b'5\r\nhello\r\n'),
    'within the size of a chunk': (CHUNKED, b'5\r\nhello\r\n4'),
    'before the first chunk': (CHUNKED, b''),
}


def leave(container, name, headers, body):
    with sending(container, 'PUT', '/%s/%s' % (container.name, name), headers) as connection:
        connection.sendall(body)


def records(lake, container):
    """:returns: {name: kinds of its records} of a container in all journals"""
    found, numbers = {}, {}
    for path in sorted(glob.glob(os.path.join(lake.journal, '*.journal'))):
        with open(path, 'rb') as journal:
            # Read at once: the last record may be half written, and its rest may follow.
            whole = journal.read().rpartition(b'\n')[0]
        for kind, body in map(decode, whole.splitlines()):
            key = path.rsplit('.', 2)[0], body.get('n')
            if kind == INTENT and body['container'] == container.name:
                numbers[key] = body['object']
            if key in numbers:
                found[numbers[key]] = found.get(numbers[key], '') + kind
    return found


def open_files(lake, server):
    """:returns: what the processes of a server have open, as paths"""
    found = []
    for pid in descendants(lake.processes[server].pid):
        for entry in os.scandir('/proc/%d/fd' % pid):
            with suppress(FileNotFoundError):
                found.append(os.readlink(entry.path))
    return found


def drafts(lake):
    """Objects that have begun to be written and have no name yet."""
    objects = os.path.join(lake.root, 'devices', 'd1', 'objects')
    return [path for path in open_files(lake, 'storage') if path.startswith(objects)]


@pytest.mark.parametrize('where', BREAKS)
def test_what_did_not_come_whole_is_not_stored_nor_told_and_is_settled(container, lake, where):
    leave(container, 'o', *BREAKS[where])
    wait_for(lambda: records(lake, container).get('o') == INTENT + NOTHING, 'its outcome')
    assert not container.has('o')
    container.swift.put_object(container.name, 'next', b'')
    assert container.only()['subject'] == 'next'


def test_what_it_would_have_overwritten_stays_and_no_intent_is_left_to_be_asked_of(
        container, lake):
    container.swift.put_object(container.name, 'o', b'before')
    for headers, body in BREAKS.values():
        leave(container, 'o', headers, body)
    settled = INTENT + STORED + (INTENT + NOTHING) * len(BREAKS)
    wait_for(lambda: sorted(records(lake, container)['o']) == sorted(settled), 'all outcomes')
    assert container.swift.get_object(container.name, 'o')[1] == b'before'
    assert len(container.events()) == 1


def test_who_left_after_the_whole_body_has_stored_it_and_it_is_told(container):
    leave(container, 'length', [('Content-Length', '5')], b'hello')
    leave(container, 'chunked', CHUNKED, b'5\r\nhello\r\n0\r\n\r\n')
    events = container.events(2)
    assert {event['subject']: event['data']['size'] for event in events} == {
        'length': 5, 'chunked': 5}
    assert container.has('length') and container.has('chunked')


def test_nothing_is_left_open_of_many_that_left(container, lake):
    def many(count, so_far):
        for number in range(count):
            headers, body = list(BREAKS.values())[number % len(BREAKS)]
            leave(container, 'o%d' % (so_far + number), headers, body)
        wait_for(lambda: list(records(lake, container).values()).count(INTENT + NOTHING)
                 == so_far + count, 'all outcomes')
    many(12, 0)  # pools of connections fill
    before = len(open_files(lake, 'proxy'))
    many(60, 12)
    wait_for(lambda: len(open_files(lake, 'proxy')) < before + 20, 'files of the proxy closed')
    wait_for(lambda: not drafts(lake), 'drafts of object servers gone')
