import pytest
from fake_swift import environ
from swift.common.utils import Timestamp

from sluice_swift.request import intent_of, target_of

STAMP = '1795464363.77499'


def intent(method='PUT', path='/v1/AUTH_a/c/o', **more):
    env = environ(method, path, **more)
    return intent_of(env, target_of(env), Timestamp(STAMP))


@pytest.mark.parametrize('method, path', [
    ('GET', '/v1/AUTH_a/c/o'), ('HEAD', '/v1/AUTH_a/c/o'), ('PUT', '/v1/AUTH_a/c'),
    ('PUT', '/v1/AUTH_a/c/'), ('PUT', '/info'), ('PUT', '/healthcheck/a/c/o'),
    ('PUT', '/v1/.expiring_objects/c/o'), ('PUT', '/v1/AUTH_a/\x00versions\x00c/o'),
    ('PUT', '/v1/AUTH_a/c/o\x00v'), ('PUT', '/v1/AUTH_a/c/\xff')])
def test_what_changes_no_object_that_a_user_can_see_is_none_of_our_business(method, path):
    assert target_of(environ(method, path)) is None


@pytest.mark.parametrize('name', ['a/b/c', 'new\nline', 'quote"\'', '%41', 'x' * 1024, ' ', '.'])
def test_any_name_that_swift_takes_arrives_as_it_is(name):
    assert intent(path='/v1/AUTH_a/c/' + name)['object'] == name


def test_names_and_metadata_are_read_as_utf8():
    found = intent(path='/v1/AUTH_a/d\xc3\xa4ten/\xe2\x82\xac.txt',
                   HTTP_X_OBJECT_META_ORT='K\xc3\xb6ln', HTTP_X_OBJECT_META_BAD='\xff')
    assert (found['container'], found['object']) == ('däten', '€.txt')
    assert found['user_meta'] == {'ort': 'Köln', 'bad': '\ufffd'}


def test_metadata_names_are_in_lower_case():
    assert intent(HTTP_X_OBJECT_META_OTHER_DATA='{}')['user_meta'] == {'other-data': '{}'}


@pytest.mark.parametrize('method, more, change, reason', [
    ('PUT', {}, 'created', 'put'),
    ('POST', {}, 'metadata', 'post'),
    ('DELETE', {}, 'deleted', 'delete'),
    ('PUT', {'swift.source': 'SSC'}, 'copied', 'copy'),
    ('PUT', {'swift.source': 'EA', 'QUERY_STRING': 'extract-archive=tar'}, 'created', 'bulk'),
    ('DELETE', {'swift.source': 'BD'}, 'deleted', 'bulk'),
    ('PUT', {'swift.source': 'FP', 'REMOTE_USER': '.wsgi.formpost'}, 'created', 'form'),
    ('PUT', {'swift.source': 'S3'}, 'created', 's3'),
    ('PUT', {'REMOTE_USER': '.wsgi.tempurl', 'QUERY_STRING': 'temp_url_sig=5EC4E7'},
     'created', 'tempurl'),
    ('DELETE', {'HTTP_X_IF_DELETE_AT': '1795464363'}, 'deleted', 'expired'),
    ('PUT', {'QUERY_STRING': 'version-id=1795464363.00000'}, 'changed', 'put'),
    ('DELETE', {'QUERY_STRING': 'version-id=1795464363.00000'}, 'changed', 'delete'),
])
def test_the_door_a_change_came_through_is_named(method, more, change, reason):
    found = intent(method, **more)
    assert (found['change'], found['reason']) == (change, reason)


def test_no_token_query_string_or_system_metadata_is_taken_along():
    found = intent(HTTP_X_AUTH_TOKEN='5EC4E7', HTTP_X_STORAGE_TOKEN='5EC4E7',
                   HTTP_X_SERVICE_TOKEN='5EC4E7', HTTP_X_OBJECT_SYSMETA_SECRET='5EC4E7',
                   HTTP_X_OBJECT_TRANSIENT_SYSMETA_S='5EC4E7', HTTP_COOKIE='5EC4E7',
                   HTTP_AUTHORIZATION='5EC4E7', HTTP_REFERER='5EC4E7',
                   QUERY_STRING='temp_url_sig=5EC4E7&signature=5EC4E7')
    assert '5EC4E7' not in str(found)


def test_the_user_is_keystones():
    found = intent(REMOTE_USER=('p1', 'campus'), HTTP_X_USER_ID='u1', HTTP_X_USER_NAME='alice')
    assert found['user'] == {'id': 'u1', 'name': 'alice', 'project_id': 'p1',
                             'project_name': 'campus'}


def test_identity_headers_that_only_the_client_sent_are_not_believed():
    forged = {'HTTP_X_USER_ID': 'root', 'HTTP_X_USER_NAME': 'root',
              'HTTP_X_IDENTITY_STATUS': 'Confirmed'}
    assert 'user' not in intent(**forged)
    assert intent(REMOTE_USER='test,test:tester,AUTH_test', **forged)['user'] == {
        'id': None, 'name': 'test:tester', 'project_id': None, 'project_name': None}


def test_large_objects_are_marked():
    assert intent(HTTP_X_OBJECT_MANIFEST='c_segments/x')['manifest'] == 'dlo'
    slo = {'HTTP_X_STATIC_LARGE_OBJECT': 'True', 'HTTP_X_OBJECT_SYSMETA_SLO_SIZE': '12'}
    assert intent(**slo)['manifest'] == 'slo'
    for name, value in slo.items():
        assert 'manifest' not in intent(**{name: value}), 'a plain copy, or a client that says so'


def test_an_offset_of_swifts_timestamp_is_kept_apart():
    env = environ()
    found = intent_of(env, target_of(env), Timestamp(STAMP + '_0000000000000001'))
    assert (found['timestamp'], found['offset']) == (STAMP, 1)
