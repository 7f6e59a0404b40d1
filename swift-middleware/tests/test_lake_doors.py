"""
Through a real pipeline: the other doors by which an object comes into Swift.
"""

import hashlib
import hmac
import io
import os
import subprocess
import tarfile
import time
from urllib.parse import quote

import pytest
import swiftclient

pytestmark = pytest.mark.lake


@pytest.mark.parametrize('method, headers', [
    ('COPY', {'Destination': '{c}/to'}), ('PUT', {'X_Copy_From': '/{c}/from'})])
def test_a_copy_is_one_event_and_names_its_source(container, method, headers):
    container.swift.put_object(container.name, 'from', b'12345', content_type='text/x')
    path = '/%s/%s' % (container.name, 'from' if method == 'COPY' else 'to')
    status = container.request(method, path, Content_Length='0', Content_Type='', **{
        name: value.format(c=container.name) for name, value in headers.items()})
    assert status == 201
    container.swift.put_object(container.name, 'end', b'')
    _first, copied, end = container.events(3)
    assert end['subject'] == 'end'
    assert copied['type'] == 'org.sluice.object.copied'
    assert copied['data']['copied_from'].endswith('/%s/from' % container.name)
    assert (copied['data']['size'], copied['data']['content_type']) == (5, 'text/x')


def test_a_static_large_object_shows_its_true_size_and_etag(container, lake, tmp_path):
    (tmp_path / 'big.bin').write_bytes(os.urandom(250000))
    subprocess.run(['swift', '-A', lake.url + '/auth/v1.0', '-U', 'test:tester', '-K', 'testing',
                    'upload', '-S', '100000', '--use-slo', container.name, 'big.bin'],
                   check=True, cwd=tmp_path, stdout=subprocess.DEVNULL)
    data = container.only()['data']
    head = container.swift.head_object(container.name, 'big.bin')
    assert data['manifest'] == 'slo' and data['class'] == 'object'
    assert data['size'] == 250000 == int(head['content-length'])
    assert data['etag'] == head['etag'].strip('"')
    assert 'swift_bytes' not in data['content_type']
    parts = container.events(3, container.name + '_segments')
    assert {part['data']['class'] for part in parts} == {'segment'}


def test_a_dynamic_large_object_is_marked(container):
    container.swift.put_object(container.name, 'o', b'', headers={
        'X-Object-Manifest': container.name + '_segments/o'})
    data = container.only()['data']
    assert (data['manifest'], data['size'], data['etag']) == ('dlo', None, None)


def archive(names):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w') as tar:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = 3
            tar.addfile(entry, io.BytesIO(b'abc'))
    return packed.getvalue()


def test_every_member_of_an_archive_is_told_and_every_one_deleted_in_bulk(container):
    path = '/%s?extract-archive=tar' % container.name
    assert container.request('PUT', path, archive(['a', 'b', 'c'])) == 200
    events = container.events(3)
    assert sorted(event['subject'] for event in events) == ['a', 'b', 'c']
    assert {event['data']['reason'] for event in events} == {'bulk'}
    names = '\n'.join('/%s/%s' % (container.name, name) for name in 'abc').encode()
    assert container.request('POST', '?bulk-delete', names, Content_Type='text/plain') == 200
    events = container.events(6)[3:]
    assert {event['type'] for event in events} == {'org.sluice.object.deleted'}
    assert {event['data']['reason'] for event in events} == {'bulk'}


def test_an_upload_by_temporary_url_leaves_no_trace_of_its_signature(container, lake):
    container.swift.post_container(container.name, {'X-Container-Meta-Temp-URL-Key': 'k3y'})
    path = '/v1/AUTH_test/%s/o' % container.name
    query = swiftclient.utils.generate_temp_url(path, 600, 'k3y', 'PUT').partition('?')[2]
    assert container.request('PUT', '/%s/o?%s' % (container.name, query), b'x',
                             X_Auth_Token='') == 201
    event = container.only()
    assert event['data']['reason'] == 'tempurl' and event['data']['user'] is None
    assert event['data']['container_meta'] == {}
    signature = query.partition('temp_url_sig=')[2][:20]
    for folder, _folders, names in os.walk(lake.journal):
        for name in names:
            with open(os.path.join(folder, name), 'rb') as kept:
                assert signature.encode() not in kept.read()


def test_a_form_upload_is_told(container):
    container.swift.post_container(container.name, {'X-Container-Meta-Temp-URL-Key': 'k3y'})
    path, expires = '/v1/AUTH_test/%s/up-' % container.name, int(time.time()) + 600
    signed = '\n'.join((path, '', '1000', '1', str(expires))).encode()
    fields = {'redirect': '', 'max_file_size': '1000', 'max_file_count': '1',
              'expires': str(expires),
              'signature': hmac.new(b'k3y', signed, hashlib.sha1).hexdigest()}
    parts = ['--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % field
             for field in fields.items()]
    parts.append('--B\r\nContent-Disposition: form-data; name="f"; filename="a.txt"\r\n'
                 'Content-Type: text/plain\r\n\r\nhello\r\n--B--\r\n')
    status = container.request('POST', '/%s/up-' % container.name, ''.join(parts).encode(),
                               Content_Type='multipart/form-data; boundary=B')
    assert status == 201
    data = container.only()['data']
    assert (data['object'], data['reason'], data['size']) == ('up-a.txt', 'form', 5)


def test_a_versioned_container_shows_one_event_for_one_put(container):
    container.swift.post_container(container.name, {'X-Versions-Enabled': 'true'})
    container.swift.put_object(container.name, 'o', b'one')
    container.swift.put_object(container.name, 'o', b'two!')
    events = container.events(2)
    assert [event['data']['size'] for event in events] == [3, 4]
    old = events[0]['data']['timestamp']
    assert container.request('DELETE', '/%s/o?version-id=%s' % (container.name, old)) == 204
    container.swift.delete_object(container.name, 'o')
    container.swift.put_object(container.name, 'end', b'')
    types = [event['type'].rpartition('.')[2] for event in container.events(5)]
    assert types == ['created', 'created', 'changed', 'deleted', 'created']


def test_a_delete_that_brings_the_version_before_back_is_told_as_changed(container):
    container.swift.put_container(container.name + '-old')
    container.swift.post_container(container.name,
                                   {'X-Versions-Location': container.name + '-old'})
    container.swift.put_object(container.name, 'o', b'one')
    container.swift.put_object(container.name, 'o', b'two')
    container.swift.delete_object(container.name, 'o')
    container.swift.put_object(container.name, 'end', b'')
    types = [event['type'].rpartition('.')[2] for event in container.events(4)]
    assert types == ['created', 'created', 'changed', 'created']


def test_a_symlink_is_told_as_what_it_is(container):
    container.swift.put_object(container.name, 'target', b'12345')
    container.swift.put_object(container.name, 'link', b'', content_type='application/symlink',
                               headers={'X-Symlink-Target': quote(container.name) + '/target'})
    assert [event['subject'] for event in container.events(2)] == ['target', 'link']


def test_a_copy_of_a_large_object_is_plain_and_shows_its_own_etag(container, lake, tmp_path):
    (tmp_path / 'big.bin').write_bytes(os.urandom(250000))
    subprocess.run(['swift', '-A', lake.url + '/auth/v1.0', '-U', 'test:tester', '-K', 'testing',
                    'upload', '-S', '100000', '--use-slo', container.name, 'big.bin'],
                   check=True, cwd=tmp_path, stdout=subprocess.DEVNULL)
    assert container.request('COPY', '/%s/big.bin' % container.name, Content_Type='',
                             Destination=container.name + '/plain') == 201
    copied = container.events(2)[1]['data']
    head = container.swift.head_object(container.name, 'plain')
    assert (copied['manifest'], copied['size']) == (None, 250000)
    assert copied['etag'] == head['etag'].strip('"')
