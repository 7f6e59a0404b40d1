"""
Through a real pipeline: what stayed open is settled by Swift's own InternalClient.
"""

import pytest
from shipper_rig import Worker

pytestmark = pytest.mark.lake


def leave_open(lake, container, verb, timestamp, name='o'):
    """As a worker would that died before it heard Swift's answer."""
    worker = Worker(lake.journal)
    worker.journal.intent({
        'verb': verb, 'timestamp': timestamp, 'account': 'AUTH_test', 'reason': verb.lower(),
        'container': container.name, 'object': name,
        'change': {'PUT': 'created', 'DELETE': 'deleted', 'POST': 'metadata'}[verb]})
    worker.die()


def test_a_put_that_was_stored_after_all_is_the_same_event_again(container, lake, schema):
    container.swift.put_object(container.name, 'o', b'hello', content_type='text/plain',
                               headers={'X-Object-Meta-Ort': 'Köln'})
    live = container.events()[0]
    leave_open(lake, container, 'PUT', live['data']['timestamp'])
    settled = container.events(2)[1]
    schema.validate(settled)
    assert settled['id'] == live['id'] and settled['data']['reason'] == 'settled'
    for key in ('etag', 'size', 'content_type', 'user_meta', 'timestamp'):
        assert settled['data'][key] == live['data'][key]


def test_a_put_under_later_metadata_is_known_by_the_datas_own_timestamp(container, lake):
    container.swift.put_object(container.name, 'o', b'hello')
    container.swift.post_object(container.name, 'o', {'X-Object-Meta-A': 'b'})
    live = container.events(2)
    leave_open(lake, container, 'PUT', live[0]['data']['timestamp'])
    leave_open(lake, container, 'POST', live[1]['data']['timestamp'])
    settled = container.events(4)[2:]
    assert {event['id'] for event in settled} == {event['id'] for event in live}


def test_a_delete_is_known_by_its_tombstone(container, lake):
    container.swift.put_object(container.name, 'o', b'hello')
    container.swift.delete_object(container.name, 'o')
    live = container.events(2)[1]
    leave_open(lake, container, 'DELETE', live['data']['timestamp'])
    assert container.events(3)[2]['id'] == live['id']


def test_a_version_of_an_object_is_told_with_what_it_holds(container, lake):
    container.swift.post_container(container.name, {'X-Versions-Enabled': 'true'})
    container.swift.put_object(container.name, 'o', b'hello', content_type='text/x',
                               headers={'X-Object-Meta-A': 'b'})
    live = container.events()[0]
    leave_open(lake, container, 'PUT', live['data']['timestamp'])
    settled = container.events(2)[1]
    for key in ('id', 'type'):
        assert settled[key] == live[key]
    for key in ('etag', 'size', 'content_type', 'user_meta'):
        assert settled['data'][key] == live['data'][key]


def test_a_symlink_is_not_taken_for_its_target(container, lake):
    container.swift.put_object(container.name, 'o', b'', headers={
        'X-Symlink-Target': container.name + '/target'})
    container.swift.put_object(container.name, 'target', b'hello')
    live = container.events(2)[0]
    leave_open(lake, container, 'PUT', live['data']['timestamp'])
    settled = container.events(3)[2]
    assert (settled['id'], settled['data']['size']) == (live['id'], 0)


def test_a_delete_that_met_an_upload_under_way_is_told(container, lake):
    """404 to the DELETE, 201 to the older PUT: and yet the object is gone."""
    worker = Worker(lake.journal)
    container.request('DELETE', '/%s/o' % container.name)
    container.swift.put_object(container.name, 'after', b'')
    container.events()  # the shipper is past that DELETE, before an intent of 'o' is open
    stamp = container.tombstone(lake, 'o')
    older = '%.5f' % (float(stamp) - 1)
    names = {'account': 'AUTH_test', 'container': container.name, 'object': 'o'}
    put = worker.journal.intent(dict(names, verb='PUT', timestamp=older, change='created',
                                     reason='put'))
    delete = worker.journal.intent(dict(names, verb='DELETE', timestamp=stamp,
                                        change='deleted', reason='delete'))
    worker.journal.outcome('N', {'n': delete, 'status': 404, 'at': 1.0})
    worker.journal.outcome('S', {'n': put, 'size': 1, 'etag': 'e', 'at': 1.0})
    types = [event['type'].rpartition('.')[2] for event in container.events(3)[1:]]
    assert sorted(types) == ['created', 'deleted']


def test_the_size_of_a_static_large_object_is_the_true_one_here_too(container, lake):
    etag = container.swift.put_object(container.name, 'part', b'x' * 1000)
    manifest = ('[{"path": "/%s/part", "etag": "%s", "size_bytes": 1000}]'
                % (container.name, etag)).encode()
    assert container.request('PUT', '/%s/o?multipart-manifest=put' % container.name,
                             manifest) == 201
    live = container.events(2)[1]
    leave_open(lake, container, 'PUT', live['data']['timestamp'])
    settled = container.events(3)[2]
    assert settled['data']['size'] == 1000 and settled['data']['etag'] == live['data']['etag']
