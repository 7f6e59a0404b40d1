"""
An intent and its outcome as the event that is sent: ``config/event.schema.json``.
"""

from datetime import datetime, timezone
from functools import lru_cache
from urllib.parse import quote

from sluice_swift.identity import event_id, iso_time, sequence

SEGMENT_TYPE = 'application/swiftclient-segment'
SEGMENT_SUFFIXES = ('+segments', '_segments')


def describe(intent, facts, journal):
    """
    :param intent: what sluice_swift.request made of the request, with its number ``n``
    :param facts: what sluice_swift.answer made of the answer
    :param journal: dict of ``cluster``, ``proxy`` and ``epoch``
    :returns: a CloudEvent as a dict
    """
    names = [intent[key] for key in ('account', 'container', 'object')]
    known = dict(intent, **facts)
    data = {'schema_version': 1, 'cluster': journal['cluster'],
            'account': names[0], 'container': names[1], 'object': names[2],
            'timestamp': intent['timestamp']}
    for key in ('etag', 'size', 'content_type', 'user'):
        data[key] = known.get(key)
    data['user_meta'] = known.get('user_meta') or {}
    data['container_meta'] = known.get('container_meta') or {}
    for key in ('copied_from', 'manifest'):
        data[key] = known.get(key)
    data['class'] = object_class(names[1], known.get('content_type'))
    data['reason'] = known['reason']
    data['trans_id'] = known.get('trans_id')
    data['journal'] = {'proxy': journal['proxy'], 'epoch': journal['epoch'], 'n': intent['n']}
    return {
        'specversion': '1.0',
        'id': event_id(journal['cluster'], *names, intent['timestamp'], intent['verb']),
        'type': 'org.sluice.object.' + known['change'],
        'source': _source(journal['cluster'], names[0], names[1]),
        'subject': names[2],
        'time': iso_time(intent['timestamp']),
        'sequence': sequence(intent['timestamp'], intent.get('offset', 0)),
        'datacontenttype': 'application/json',
        'data': data,
    }


@lru_cache(256)
def _source(cluster, account, container):
    return quote('/swift/%s/%s/%s' % (cluster, account, container))


def object_class(container, content_type):
    """``segment`` for the parts of a large object, which no one asks to see."""
    if container.endswith(SEGMENT_SUFFIXES) or content_type == SEGMENT_TYPE:
        return 'segment'
    return 'object'


def progress(journal, first, last, lost=None, again=False):
    """
    All intents of a journal from first to last are delivered or known to be nothing.

    :param lost: why they are lost instead: ``dropped``, ``unsettled`` or ``gone``
    :param again: told because the hub asked for them
    """
    data = {'schema_version': 1, 'proxy': journal['proxy'], 'epoch': journal['epoch'],
            'from': first, 'to': last}
    if lost:
        data['lost'] = lost
    if again:
        data['again'] = True
    return {
        'specversion': '1.0',
        'id': '%s/%s/%d-%d' % (journal['proxy'], journal['epoch'], first, last),
        'type': 'org.sluice.journal.progress',
        'source': quote('/swift/%s' % journal['cluster']),
        'time': datetime.now(timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.%fZ'),
        'datacontenttype': 'application/json',
        'data': data,
    }
