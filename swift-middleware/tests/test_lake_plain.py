"""
Through a real pipeline: plain changes of plain objects.
"""

import pytest
import swiftclient

pytestmark = pytest.mark.lake


def test_a_put_tells_what_was_stored_and_by_whom(container, schema):
    etag = container.swift.put_object(container.name, 'jan.json', b'{"a": 1}',
                                      content_type='application/json',
                                      headers={'X-Object-Meta-Application': 'campus'})
    event = container.only()
    schema.validate(event)
    head = container.swift.head_object(container.name, 'jan.json')
    data = event['data']
    assert (data['etag'], data['size'], data['content_type']) == (etag, 8, 'application/json')
    assert data['timestamp'] == head['x-timestamp']
    assert data['user']['name'] == 'test:tester'
    assert data['user_meta'] == {'application': 'campus'}
    assert data['trans_id'].startswith('tx')
    assert (event['type'], data['reason']) == ('org.sluice.object.created', 'put')


@pytest.mark.parametrize('name', [
    'new\nline', 'quote"\'', '100%', 'dir/ä €.txt', 'x' * 1024, 'ä' * 1024, '%41%%zz', 'a?b=c#d',
    'line\u2028\x85\r\n', '😀', '/a//..b/', ' \t ', '\\n\x7f\x01'])
def test_any_name_arrives_as_it_is(container, name):
    container.swift.put_object(container.name, name, b'')
    assert container.only()['subject'] == name


def test_a_chunked_upload_tells_its_size(container):
    container.swift.put_object(container.name, 'o', iter([b'x' * 1000] * 70), chunk_size=1000)
    assert container.only()['data']['size'] == 70000


def test_the_type_that_swift_guessed_is_told(container):
    assert container.request('PUT', '/%s/a.png' % container.name, b'', Content_Type='') == 201
    assert container.only()['data']['content_type'] == 'image/png'


def test_metadata_and_a_delete_are_told_too(container, schema):
    container.swift.put_object(container.name, 'o', b'x')
    container.swift.post_object(container.name, 'o', {'X-Object-Meta-Colour': 'blue'})
    container.swift.delete_object(container.name, 'o')
    events = container.events(3)
    for event in events:
        schema.validate(event)
    assert [event['type'].rpartition('.')[2] for event in events] == [
        'created', 'metadata', 'deleted']
    assert events[1]['data']['user_meta'] == {'colour': 'blue'}


def test_what_was_refused_or_absent_is_not_told(container):
    with pytest.raises(swiftclient.ClientException):
        container.swift.put_object(container.name, 'o', b'x', etag='0' * 32)
    with pytest.raises(swiftclient.ClientException):
        container.swift.delete_object(container.name, 'absent')
    container.swift.put_object(container.name, 'end', b'')
    assert [event['subject'] for event in container.events()] == ['end']
