"""
Through a real pipeline: what is as large, as small or as odd as Swift lets it be.
"""

import hashlib
import json
import os
import re

import pytest
from one_node_swift import HERE, PIPELINE, free_ports, is_open, wait_for
from raw_http import exchange
from test_lake_settle import leave_open

from sluice_swift.shipper.delivery import serialize

pytestmark = pytest.mark.lake
COUNT, NAME, VALUE, OVERALL = 90, 128, 256, 4096  # Swift's own limits of metadata
ODD = 'ä€%41😀"\\\'<&;='
GIB = 1 << 30


def test_an_object_of_5_gib_is_one_event_with_its_true_size_and_etag(container, schema):
    part, times = bytes(8 << 20), 640
    etag = container.swift.put_object(container.name, 'part', part)
    manifest = [{'path': '/%s/part' % container.name, 'etag': etag, 'size_bytes': len(part)}]
    status, headers, _ = exchange(
        container, 'PUT', '/%s/big?multipart-manifest=put' % container.name,
        [('Content-Type', 'application/x-disk'), *length_of(json.dumps(manifest * times))],
        json.dumps(manifest * times).encode())
    assert status == 201
    container.swift.put_object(container.name, 'end', b'')
    _part, event, end = container.events(3)
    assert (event['subject'], end['subject']) == ('big', 'end')
    schema.validate(event)
    data = event['data']
    assert (data['manifest'], data['content_type']) == ('slo', 'application/x-disk')
    assert data['size'] == 5 * GIB
    assert data['etag'] == hashlib.md5((etag * times).encode()).hexdigest()
    head = container.swift.head_object(container.name, 'big')
    assert (int(head['content-length']), head['etag'].strip('"')) == (data['size'], data['etag'])


def length_of(body):
    return [('Content-Length', str(len(body)))]


@pytest.mark.parametrize('headers, body', [
    (length_of(''), b''), ([('Transfer-Encoding', 'chunked')], b'0\r\n\r\n')])
def test_an_object_of_no_bytes_is_told_with_its_size_and_etag(container, schema, headers, body):
    assert exchange(container, 'PUT', '/%s/o' % container.name, headers, body)[0] == 201
    event = container.only()
    schema.validate(event)
    assert (event['data']['size'], event['data']['etag']) == (0, hashlib.md5().hexdigest())


def of_bytes(length, text=ODD):
    """As many whole characters as fit, and dots for the rest."""
    repeated = (text * length).encode()[:length].decode(errors='ignore')
    return repeated + '.' * (length - len(repeated.encode()))


def named(number, length):
    """A name of metadata."""
    start = '%02d' % number
    return start + of_bytes(length - len(start), "ä€%41😀!#$&'*+^`|~")


LONG = [(named(i, NAME), of_bytes(VALUE)) for i in range(10)]
LONG.append((named(10, 56), of_bytes(OVERALL - 10 * (NAME + VALUE) - 56)))
MANY = [(named(i, 20), of_bytes(25)) for i in range(COUNT - 1)]
MANY.append((named(COUNT - 1, 20), of_bytes(OVERALL - 45 * (COUNT - 1) - 20)))


def meta_headers(kind, meta):
    return [('X-%s-Meta-%s' % (kind, name), value) for name, value in meta]


def shown(headers, kind):
    """Metadata as Swift shows it, with the names in lower case as they are in events."""
    prefix = ('x-%s-meta-' % kind).encode()
    return {name[len(prefix):].decode().lower(): value.decode() for name, value in headers
            if name.lower().startswith(prefix)}


@pytest.mark.parametrize('meta', [LONG, MANY], ids=['long', 'many'])
def test_metadata_at_swifts_limits_is_told_as_swift_shows_it(container, lake, schema, meta):
    path = '/%s/o' % container.name
    assert sum(len((name + value).encode()) for name, value in meta) == OVERALL
    # Of a container Swift (2.30) refuses names with a byte that is a capital letter in latin-1.
    of_container = [(name.replace('ä', ''), value) for name, value in meta]
    assert exchange(container, 'POST', '/' + container.name,
                    meta_headers('Container', of_container) + length_of(''))[0] == 204
    assert exchange(container, 'PUT', path, meta_headers('Object', meta)
                    + length_of(''))[0] == 201
    live = container.events()[0]
    schema.validate(live)
    assert live['data']['user_meta'] == dict(meta) == shown(
        exchange(container, 'HEAD', path)[1], 'object')
    assert live['data']['container_meta'] == dict(of_container)
    assert len(serialize(live)) < largest_batch()
    leave_open(lake, container, 'PUT', live['data']['timestamp'])
    settled = container.events(2)[1]
    assert settled['data']['user_meta'] == dict(meta)


def largest_batch():
    """What the hub takes, in bytes."""
    with open(os.path.join(HERE, '..', '..', 'config', 'hub.properties.sample')) as sample:
        return int(re.search(r'events\.max-bytes=(\d+)', sample.read()).group(1))


@pytest.mark.parametrize('meta', [
    [('x' * (NAME + 1), 'v')], [('n', 'x' * (VALUE + 1))], [*MANY, ('one', '')],
    [*LONG, ('m', '')]], ids=['name', 'value', 'count', 'overall'])
def test_metadata_beyond_swifts_limits_is_refused_by_swift_and_not_told(container, meta):
    assert exchange(container, 'PUT', '/%s/o' % container.name,
                    meta_headers('Object', meta) + length_of(''))[0] == 400
    container.swift.put_object(container.name, 'next', b'')
    assert container.only()['subject'] == 'next'


def test_metadata_that_is_no_utf8_is_told_with_what_is_readable_of_it(container, schema):
    headers = [(b'X-Object-Meta-A\xffb', 'v'), ('X-Object-Meta-C', b'1\xff\xc3')]
    assert exchange(container, 'PUT', '/%s/o' % container.name,
                    headers + length_of(''))[0] == 201
    event = container.only()
    schema.validate(event)
    assert event['data']['user_meta'] == {'a\ufffdb': 'v', 'c': '1\ufffd\ufffd'}


@pytest.fixture(scope='module')
def bare(lake):
    """The port of a proxy like the lake's, without the filter."""
    port = free_ports(1)[0]
    lake.start_proxy('proxy-bare', port, PIPELINE.replace('slo sluice dlo', 'slo dlo').replace(
        'sluice_copy_source ', ''))
    wait_for(lambda: is_open(port), 'the bare proxy', 60)
    yield port
    lake.kill('proxy-bare')


@pytest.mark.parametrize('method, name, headers', [
    ('PUT', '%ff', []), ('POST', '%ff', []), ('DELETE', 'a%c3', []), ('PUT', 'x' * 1025, []),
    ('PUT', '%c3%a4' * 1025, []), ('PUT', 'a%00b', []), ('PUT', '%ed%a0%80', []),
    ('PUT', 'to', [('X-Copy-From', '/c/%ff')]), ('COPY', 'from', [('Destination', '/c/%ff')])],
    ids=['put', 'post', 'delete', 'long', 'long utf-8', 'nul', 'surrogate', 'from', 'to'])
def test_a_name_that_swift_refuses_is_answered_as_without_the_filter_and_not_told(
        container, bare, method, name, headers):
    def answer():
        status, _headers, body = exchange(container, method, '/%s/%s' % (container.name, name),
                                          headers + length_of(''))
        return status, body
    ours = answer()
    url = container.storage_url
    container.storage_url = re.sub(r':\d+/', ':%d/' % bare, url)
    assert ours == answer() and ours[0] >= 400
    container.storage_url = url
    container.swift.put_object(container.name, 'next', b'')
    assert container.only()['subject'] == 'next'
