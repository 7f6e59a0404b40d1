"""
Asks Swift what became of an open intent, by its own InternalClient: it needs no
token, and shows the data's own timestamp, and a tombstone's.
"""

import configparser

from sluice_swift.answer import content_type_of

STORED, NOTHING, NOT_YET = 'stored', 'nothing', 'not yet'


class SwiftObjects:
    """:param conf: path of an internal-client.conf"""

    def __init__(self, conf):
        # Swift takes 40 MB and a second to load: only once there is something to ask.
        from swift.common import internal_client, storage_policy, utils
        parser = configparser.ConfigParser(interpolation=None, strict=False)
        parser.read(conf)
        if utils.set_swift_dir(parser['DEFAULT'].get('swift_dir')):
            storage_policy.reload_storage_policies()
        self._client = internal_client.InternalClient(conf, 'Sluice Shipper', 1)

    def headers(self, account, container, obj):
        """
        :returns: (status, headers) of a HEAD that asked every replica
        :raises Exception: when Swift does not tell
        """
        path = self._client.make_path(account, container, obj)
        response = self._client.make_request('HEAD', path, {'X-Newest': 'true'}, (2, 404))
        return response.status_int, response.headers


def fate(intent, status, headers):
    """
    What Swift's answer says of an intent.

    :returns: (STORED, facts), (NOTHING, None) where a newer change came over it,
              or (NOT_YET, None)
    """
    if intent['verb'] == 'DELETE':
        stamp = headers.get('X-Backend-Timestamp') or ''
        if status == 404 and _normal(stamp) >= intent['timestamp']:
            return STORED, {}
        return _overtaken(intent, headers, status)
    if status == 404:
        return _overtaken(intent, headers, status)
    of_data = headers.get('X-Backend-Data-Timestamp') or headers.get('X-Timestamp') or ''
    stamp = of_data if intent['verb'] == 'PUT' else headers.get('X-Timestamp') or ''
    if _normal(stamp) == intent['timestamp']:
        return STORED, _facts(intent, headers)
    return _overtaken(intent, headers, status)


def _overtaken(intent, headers, status):
    stamp = headers.get('X-Backend-Timestamp') if status == 404 else (
        headers.get('X-Timestamp') or headers.get('X-Backend-Data-Timestamp'))
    if stamp and _normal(stamp) > intent['timestamp']:
        return NOTHING, None
    return NOT_YET, None


def _normal(stamp):
    return stamp.partition('_')[0]


def _facts(intent, headers):
    facts = {'content_type': content_type_of(headers.get('Content-Type')),
             'user_meta': {key[len('x-object-meta-'):].lower(): _text(value)
                           for key, value in headers.items()
                           if key.lower().startswith('x-object-meta-')}}
    if intent['verb'] != 'PUT' or headers.get('X-Object-Manifest'):
        return facts
    slo_size = headers.get('X-Object-Sysmeta-Slo-Size')
    facts['size'] = int(slo_size or headers.get('Content-Length') or 0)
    etag = headers.get('X-Object-Sysmeta-Slo-Etag') if slo_size else headers.get('Etag')
    facts['etag'] = etag and etag.strip('"')
    return facts


def _text(value):
    return value.encode('latin-1', 'replace').decode('utf-8', 'replace')
