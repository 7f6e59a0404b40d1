"""
Asks Swift what became of an open intent, by its own InternalClient: it needs no
token, and shows the data's own timestamp, and a tombstone's.
"""

import configparser
import os

from sluice_swift.answer import content_type_of

STORED, NOTHING, NOT_YET = 'stored', 'nothing', 'not yet'
CLOCKS = ('X-Timestamp', 'X-Backend-Timestamp', 'X-Backend-Data-Timestamp')


class SwiftObjects:
    """
    :param conf: path of an internal-client.conf. Where its ``swift_dir`` holds a
                 swift.conf, that is taken, else the one in /etc/swift
    """

    def __init__(self, conf):
        if not conf:
            raise ValueError('internal_client_conf is not set: set it, and start the shipper again')
        # Swift takes 40 MB and a second to load: only once there is something to ask.
        from swift.common import internal_client, storage_policy, utils
        parser = configparser.ConfigParser(interpolation=None, strict=False)
        with open(conf, encoding='utf-8') as source:
            parser.read_file(source)
        swift_dir = parser['DEFAULT'].get('swift_dir', '/etc/swift').rstrip('/')
        if (os.path.exists(os.path.join(swift_dir, 'swift.conf'))
                and utils.set_swift_dir(swift_dir)):
            storage_policy.reload_storage_policies()
        self._client = internal_client.InternalClient(conf, 'Sluice Shipper', 1)

    def headers(self, account, container, obj):
        """
        :returns: (status, headers) of a HEAD that asked every replica
        :raises Exception: when Swift does not tell
        """
        path = self._client.make_path(account, container, obj)
        found = self._head(path, {'symlink': 'get'})  # the link itself, where it is one
        headers = dict(found.headers)
        if headers.get('X-Object-Sysmeta-Versions-Symlink'):
            # A version of an object: what it holds stands where the link points to.
            target = self._head(path, {}).headers
            clocks = {key: headers.get(key) for key in CLOCKS}
            headers = dict(target, **clocks)
        return found.status_int, headers

    def _head(self, path, params):
        return self._client.make_request('HEAD', path, {'X-Newest': 'true'}, (2, 404),
                                         params=params)


def fate(intent, status, headers):
    """
    What Swift's answer says of an intent.

    :returns: (STORED, facts), (NOTHING, None) where a newer change came over it,
              or (NOT_YET, None)
    """
    stamp, own = _clock(intent['verb'], status, headers), intent['timestamp']
    if stamp == own and (status == 404) == (intent['verb'] == 'DELETE'):
        return STORED, {} if status == 404 else _facts(intent, headers)
    if stamp > own or intent.get('absent'):
        return NOTHING, None
    return NOT_YET, None


def _clock(verb, status, headers):
    """A POST moves X-Timestamp alone: data and metadata have a clock each."""
    if status == 404:
        stamp = headers.get('X-Backend-Timestamp')  # the tombstone's
    elif verb == 'POST':
        stamp = headers.get('X-Timestamp')
    else:
        stamp = headers.get('X-Backend-Data-Timestamp') or headers.get('X-Timestamp')
    return _normal(stamp or '')


def _normal(stamp):
    return stamp.partition('_')[0]


def _facts(intent, headers):
    facts = {'content_type': content_type_of(headers.get('Content-Type')),
             'user_meta': {_text(key[len('x-object-meta-'):]).lower(): _text(value)
                           for key, value in headers.items()
                           if key.lower().startswith('x-object-meta-')}}
    if intent['verb'] != 'PUT' or headers.get('X-Object-Manifest'):
        return facts
    is_slo = (headers.get('X-Static-Large-Object') or '').lower() == 'true'
    slo_size = headers.get('X-Object-Sysmeta-Slo-Size') if is_slo else None
    facts['size'] = int(slo_size or headers.get('Content-Length') or 0)
    etag = headers.get('X-Object-Sysmeta-Slo-Etag') if slo_size else headers.get('Etag')
    facts['etag'] = etag and etag.strip('"')
    return facts


def _text(value):
    return value.encode('latin-1', 'replace').decode('utf-8', 'replace')
