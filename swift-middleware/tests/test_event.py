import json

import pytest
from fake_swift import environ
from swift.common.utils import Timestamp

from sluice_swift.answer import facts_of
from sluice_swift.event import describe, progress
from sluice_swift.request import intent_of, target_of

JOURNAL = {'cluster': 'lake1', 'proxy': 'proxy1', 'epoch': '1-2-3'}
STAMP = '1795464363.77499'


def event(method='PUT', path='/v1/AUTH_a/c/o', **more):
    env = environ(method, path, **more)
    intent = dict(intent_of(env, target_of(env), Timestamp(STAMP)), n=7)
    return describe(intent, facts_of(intent, env, [('Etag', 'e5')], 5), JOURNAL)


@pytest.mark.parametrize('method', ['PUT', 'POST', 'DELETE'])
@pytest.mark.parametrize('more', [
    {}, {'REMOTE_USER': ('p', 'campus')}, {'HTTP_X_OBJECT_MANIFEST': 'c/x'},
    {'CONTENT_TYPE': 'text/plain', 'HTTP_X_OBJECT_META_A': '\xff'},
    {'swift.source': 'SSC', 'sluice.copied_from': '/a/c/o'}])
def test_every_event_is_valid_by_the_schema(schema, method, more):
    schema.validate(event(method, **more))


def test_progress_is_valid_by_the_schema_also_where_nothing_moved(schema):
    schema.validate(progress(JOURNAL, 1, 12))
    schema.validate(progress(JOURNAL, 1, 0))


def test_an_event_says_which_intent_of_which_journal_it_is():
    found = event()
    assert found['data']['journal'] == {'proxy': 'proxy1', 'epoch': '1-2-3', 'n': 7}
    assert found['type'] == 'org.sluice.object.created'
    assert found['sequence'] == STAMP + '_0000000000000000'


@pytest.mark.parametrize('container, content_type, kind', [
    ('c', 'text/plain', 'object'), ('c_segments', 'text/plain', 'segment'),
    ('c+segments', 'text/plain', 'segment'),
    ('c', 'application/swiftclient-segment', 'segment')])
def test_parts_of_large_objects_are_classed_as_segments(container, content_type, kind):
    found = event(path='/v1/AUTH_a/%s/o' % container, CONTENT_TYPE=content_type)
    assert found['data']['class'] == kind


def test_the_source_is_a_uri_reference_whatever_the_container_is_called():
    assert event(path='/v1/AUTH_a/d\xc3\xa4 ta/o')['source'] == '/swift/lake1/AUTH_a/d%C3%A4%20ta'


def test_an_event_goes_through_json_unharmed():
    found = event(path='/v1/AUTH_a/c/\xe2\x82\xac\n"')
    assert json.loads(json.dumps(found))['subject'] == '€\n"'
