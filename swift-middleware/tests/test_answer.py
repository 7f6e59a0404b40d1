import pytest
from fake_swift import environ

from sluice_swift.answer import (NOTHING, STORED, UNKNOWN, container_meta_of, content_type_of,
                                 facts_of, has_version_stack, verdict)


@pytest.mark.parametrize('verb, status, meaning', [
    ('PUT', 201, STORED), ('PUT', 202, NOTHING), ('PUT', 401, NOTHING), ('PUT', 422, NOTHING),
    ('PUT', 404, NOTHING), ('PUT', 408, UNKNOWN), ('PUT', 499, UNKNOWN), ('PUT', 500, UNKNOWN),
    ('PUT', 503, UNKNOWN), ('POST', 202, STORED), ('POST', 404, NOTHING), ('POST', 307, STORED),
    ('DELETE', 204, STORED), ('DELETE', 404, NOTHING), ('DELETE', 503, UNKNOWN),
    ('DELETE', 412, NOTHING)])
def test_what_an_answer_means(verb, status, meaning):
    assert verdict(verb, status) == meaning


def test_a_body_that_never_came_whole_was_not_stored():
    assert verdict('PUT', 499, body_cut_short=True) == NOTHING
    assert verdict('DELETE', 503, body_cut_short=True) == UNKNOWN


def test_size_and_etag_are_those_of_the_body():
    facts = facts_of({'verb': 'PUT'}, environ(CONTENT_TYPE='text/csv'), [('ETag', '"e1"')], 7)
    assert facts == {'content_type': 'text/csv', 'size': 7, 'etag': 'e1'}


def test_a_static_large_object_shows_its_true_size_and_etag():
    env = environ(CONTENT_TYPE='video/mp4;swift_bytes=5368709120',
                  HTTP_X_OBJECT_SYSMETA_SLO_SIZE='5368709120',
                  HTTP_X_OBJECT_SYSMETA_SLO_ETAG='slo-etag')
    facts = facts_of({'verb': 'PUT', 'manifest': 'slo'}, env, [('ETag', 'of-manifest')], 99)
    assert facts == {'content_type': 'video/mp4', 'size': 5368709120, 'etag': 'slo-etag'}


def test_a_dynamic_large_object_has_no_size_before_it_is_read():
    facts = facts_of({'verb': 'PUT', 'manifest': 'dlo'}, environ(), [('ETag', 'of-nothing')], 0)
    assert 'size' not in facts and 'etag' not in facts


@pytest.mark.parametrize('given, kept', [
    (None, None), ('', None), ('text/plain', 'text/plain'),
    ('text/plain; charset=utf-8;swift_bytes=12', 'text/plain; charset=utf-8')])
def test_the_content_type_is_what_the_client_said(given, kept):
    assert content_type_of(given) == kept


def test_keys_that_sign_temporary_urls_stay_in_the_container():
    info = {'meta': {'temp-url-key': 's', 'temp-url-key-2': 's', 'application': 'k\xc3\xb6ln'}}
    assert container_meta_of(info) == {'application': 'köln'}


def test_a_delete_that_brings_the_version_before_back_is_a_change():
    stack = {'sysmeta': {'versions-location': 'old', 'versions-mode': 'stack'}}
    history = {'sysmeta': {'versions-location': 'old', 'versions-mode': 'history'}}
    assert has_version_stack(stack) and not has_version_stack(history)
    assert facts_of({'verb': 'DELETE'}, environ('DELETE'), [], 0, stack)['change'] == 'changed'
    assert facts_of({'verb': 'DELETE'}, environ('DELETE'), [], 0, history) == {}
