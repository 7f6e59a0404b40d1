"""
Each way in which an object comes, changes and goes, through Swift's own middlewares
before a Swift in memory: one event for one object that a user stored.
"""

import hashlib
import hmac
import io
import json
import tarfile
import time

import pytest

C = '/v1/AUTH_test/c'


def only(told):
    [event] = told(whole=True)
    return event['data']


def test_put_post_and_delete(swift, told):
    swift.put('c/o', X_OBJECT_META_ORT='Ulm')
    assert swift.ask('POST', C + '/o', X_OBJECT_META_ORT='Bonn')[0] == 202
    assert swift.ask('DELETE', C + '/o')[0] == 204
    assert told() == [('created', 'put', 'c/o'), ('metadata', 'post', 'c/o'),
                      ('deleted', 'delete', 'c/o')]
    created, changed, _deleted = told(whole=True)
    assert created['data']['user_meta'] == {'ort': 'Ulm'}
    assert changed['data']['user_meta'] == {'ort': 'Bonn'}


COPIES = [('COPY', 'c/from', {'DESTINATION': 'c/to'}),
          ('PUT', 'c/to', {'X_COPY_FROM': '/c/from'}),
          ('PUT', 'c/to', {'X_COPY_FROM': 'c/from', 'X_COPY_FROM_ACCOUNT': 'AUTH_test'})]


@pytest.mark.parametrize('method, path, headers', COPIES)
def test_a_copy(swift, told, method, path, headers):
    swift.put('c/from', b'12345', CONTENT_TYPE='text/x')
    assert swift.ask(method, '/v1/AUTH_test/' + path, **headers)[0] == 201
    assert told()[1:] == [('copied', 'copy', 'c/to')]
    data = told(whole=True)[1]['data']
    assert (data['copied_from'], data['size'], data['content_type']) == (
        '/AUTH_test/c/from', 5, 'text/x')


@pytest.mark.parametrize('name, quoted', [
    ('d\u00e4 \u20ac', 'd%C3%A4%20%E2%82%AC'), ('50%', '50%25'), ('a?b', 'a%3Fb'),
    ('new\nline', 'new%0Aline'), ('a//b', 'a//b'), ('%41', '%2541')])
def test_the_source_of_a_copy_may_have_any_name(swift, told, name, quoted):
    swift.put('c/' + quoted)
    assert swift.ask('PUT', C + '/to', X_COPY_FROM='/c/' + quoted)[0] == 201
    assert swift.ask('COPY', C + '/' + quoted, DESTINATION='c/too')[0] == 201
    assert [event['data']['copied_from'] for event in told(whole=True)] == [
        None, '/AUTH_test/c/' + name, '/AUTH_test/c/' + name]


def test_a_copy_to_and_from_another_account(swift, told):
    swift.ask('PUT', '/v1/AUTH_other/c')
    swift.ask('PUT', '/v1/AUTH_other/c/from')
    status = swift.ask('PUT', C + '/to', X_COPY_FROM='c/from', X_COPY_FROM_ACCOUNT='AUTH_other')[0]
    assert status == 201
    status = swift.ask('COPY', C + '/to', DESTINATION='c/there',
                       DESTINATION_ACCOUNT='AUTH_other')[0]
    assert status == 201
    here, there = [event['data'] for event in told(whole=True)[1:]]
    assert (here['account'], here['copied_from']) == ('AUTH_test', '/AUTH_other/c/from')
    assert (there['account'], there['copied_from']) == ('AUTH_other', '/AUTH_test/c/to')


def archive(compression, names):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w:' + compression) as tar:
        for name in names:
            entry = tarfile.TarInfo(name)
            entry.size = 3
            tar.addfile(entry, io.BytesIO(b'abc'))
    return packed.getvalue()


@pytest.mark.parametrize('compression', ['', 'gz', 'bz2'])
def test_an_archive_is_an_event_a_member_that_was_stored(swift, told, compression):
    query = '?extract-archive=tar' + ('.' + compression if compression else '')
    packed = archive(compression, ['a', 'x' * 1025, 'sub/b'])
    status, _headers, said = swift.ask('PUT', C + query, packed, ACCEPT='application/json')
    assert status == 200 and json.loads(said)['Number Files Created'] == 2
    assert told() == [('created', 'bulk', 'c/a'), ('created', 'bulk', 'c/sub/b')]


def test_an_archive_that_is_cut_tells_what_was_stored_before_the_cut(swift, told):
    packed = archive('', ['a', 'b', 'c'])
    swift.ask('PUT', C + '?extract-archive=tar', packed[:1024 + 200])
    assert told() == [('created', 'bulk', 'c/a')]


def test_a_bulk_delete(swift, told):
    for name in 'ab':
        swift.put('c/' + name)
    status, _headers, _said = swift.ask('POST', '/v1/AUTH_test?bulk-delete', b'/c/a\n/c/none\n/c/b',
                                        CONTENT_TYPE='text/plain')
    assert status == 200
    assert told()[2:] == [('deleted', 'bulk', 'c/a'), ('deleted', 'bulk', 'c/b')]


def large(swift, name='c/large'):
    etag = swift.put('c_segments/1', b'x' * 100)['Etag']
    manifest = [{'path': '/c_segments/1', 'etag': etag, 'size_bytes': 100}] * 3
    status, headers, body = swift.ask('PUT', '/v1/AUTH_test/%s?multipart-manifest=put' % name,
                                      json.dumps(manifest).encode(), CONTENT_TYPE='video/x')
    assert status == 201, body
    return dict(headers)['Etag'].strip('"')


def test_a_static_large_object(swift, told):
    etag = large(swift)
    part, whole = [event['data'] for event in told(whole=True)]
    assert (part['class'], whole['class'], whole['manifest']) == ('segment', 'object', 'slo')
    assert (whole['size'], whole['etag'], whole['content_type']) == (300, etag, 'video/x')


def test_a_static_large_object_gets_metadata_and_goes_with_its_segments(swift, told):
    large(swift)
    assert swift.ask('POST', C + '/large', X_OBJECT_META_A='b')[0] == 202
    status, _headers, said = swift.ask('DELETE', C + '/large?multipart-manifest=delete')
    assert status == 200, said
    events = told(whole=True)[2:]
    assert [(event['type'].rpartition('.')[2], event['subject'], event['data']['class'])
            for event in events] == [('metadata', 'large', 'object'), ('deleted', '1', 'segment'),
                                     ('deleted', 'large', 'object')]


def test_a_copy_of_a_static_large_object_is_plain_and_one_of_its_manifest_is_large(swift, told):
    etag = large(swift)
    assert swift.ask('COPY', C + '/large', DESTINATION='c/plain')[0] == 201
    assert swift.ask('COPY', C + '/large?multipart-manifest=get', DESTINATION='c/too')[0] == 201
    plain, too = [event['data'] for event in told(whole=True)[2:]]
    assert (plain['manifest'], plain['size']) == (None, 300)
    assert (too['manifest'], too['size'], too['etag']) == ('slo', 300, etag)
    assert plain['copied_from'] == too['copied_from'] == '/AUTH_test/c/large'


def test_a_dynamic_large_object(swift, told):
    swift.put('c/o', b'', X_OBJECT_MANIFEST='c_segments/o')
    data = only(told)
    assert (data['manifest'], data['size'], data['etag']) == ('dlo', None, None)


def keyed(swift):
    """With a key for temporary URLs in the container."""
    swift.ask('POST', C, X_CONTAINER_META_TEMP_URL_KEY='k3y')
    return lambda text: hmac.new(b'k3y', text.encode(), hashlib.sha256).hexdigest()


def test_a_form_with_several_files(swift, told):
    sign, expires = keyed(swift), int(time.time()) + 600
    fields = {'redirect': '', 'max_file_size': '1000', 'max_file_count': '5',
              'expires': str(expires)}
    fields['signature'] = sign('\n'.join([C + '/up-', '', '1000', '5', str(expires)]))
    parts = ['--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % field
             for field in fields.items()]
    parts += ['--B\r\nContent-Disposition: form-data; name="f%s"; filename="%s.txt"\r\n'
              'Content-Type: text/plain\r\n\r\n%s\r\n' % (name, name, name * 3) for name in 'ab']
    body = ''.join(parts + ['--B--\r\n']).encode()
    status, _headers, said = swift.ask('POST', C + '/up-', body, REMOTE_USER='',
                                       CONTENT_TYPE='multipart/form-data; boundary=B')
    assert status == 201, said
    assert told() == [('created', 'form', 'c/up-a.txt'), ('created', 'form', 'c/up-b.txt')]
    assert [event['data']['size'] for event in told(whole=True)] == [3, 3]


@pytest.mark.parametrize('method, change', [('PUT', 'created'), ('POST', 'metadata'),
                                            ('DELETE', 'deleted')])
@pytest.mark.parametrize('prefix', [None, 'dir'])
def test_a_temporary_url(swift, told, method, change, prefix):
    swift.put('c/dir/o')
    sign, expires = keyed(swift), int(time.time()) + 600
    if prefix:
        signed, more = '%s\n%d\nprefix:%s/%s' % (method, expires, C, prefix), '&temp_url_prefix=dir'
    else:
        signed, more = '%s\n%d\n%s/dir/o' % (method, expires, C), ''
    path = '%s/dir/o?temp_url_sig=%s&temp_url_expires=%d%s' % (C, sign(signed), expires, more)
    assert swift.ask(method, path, b'x')[0] < 300
    assert told()[1:] == [(change, 'tempurl', 'c/dir/o')]
    assert told(whole=True)[1]['data']['user'] is None


def test_a_version_before_stays_hidden_and_its_restoring_is_a_change(swift, told):
    assert swift.ask('POST', C, X_VERSIONS_ENABLED='true')[0] < 300
    old = swift.put('c/o', b'one')
    swift.put('c/o', b'two!')
    assert swift.ask('DELETE', C + '/o')[0] == 204
    version = old['X-Object-Version-Id']
    assert swift.ask('PUT', C + '/o?version-id=' + version)[0] == 201
    assert swift.ask('DELETE', C + '/o?version-id=' + version)[0] == 204
    assert told() == [('created', 'put', 'c/o'), ('created', 'put', 'c/o'),
                      ('deleted', 'delete', 'c/o'), ('changed', 'put', 'c/o'),
                      ('changed', 'delete', 'c/o')]
    assert [event['data']['size'] for event in told(whole=True)[:2]] == [3, 4]


@pytest.mark.parametrize('mode, change', [('X_VERSIONS_LOCATION', 'changed'),
                                          ('X_HISTORY_LOCATION', 'deleted')])
def test_older_versions_in_a_container_of_their_own(swift, told, mode, change):
    assert swift.ask('POST', C, **{mode: 'old'})[0] < 300
    swift.put('c/o', b'one')
    swift.put('c/o', b'two')
    assert swift.ask('DELETE', C + '/o')[0] == 204
    assert [entry for entry in told() if entry[2] == 'c/o'] == [
        ('created', 'put', 'c/o'), ('created', 'put', 'c/o'), (change, 'delete', 'c/o')]


def test_a_symlink_is_told_as_itself(swift, told):
    swift.put('c/target', b'12345')
    swift.put('c/link', b'', X_SYMLINK_TARGET='c/target', CONTENT_TYPE='application/symlink')
    assert swift.ask('POST', C + '/link', X_OBJECT_META_A='b')[0] in (202, 307)
    assert swift.ask('DELETE', C + '/link')[0] == 204
    assert told()[1:] == [('created', 'put', 'c/link'), ('metadata', 'post', 'c/link'),
                          ('deleted', 'delete', 'c/link')]
    assert told(whole=True)[1]['data']['size'] == 0


def test_what_the_expirer_deletes(swift, told):
    swift.put('c/o', X_DELETE_AT=str(int(time.time()) + 100))
    swift.ask('DELETE', C + '/o', X_IF_DELETE_AT='1795464363')
    assert told()[1:] == [('deleted', 'expired', 'c/o')]


def test_an_empty_and_a_chunked_upload(swift, told):
    swift.put('c/empty', b'')
    swift.put('c/chunked', b'x' * 70000, CONTENT_LENGTH='', TRANSFER_ENCODING='chunked')
    assert [event['data']['size'] for event in told(whole=True)] == [0, 70000]
