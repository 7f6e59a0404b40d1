"""
Standard Webhooks signatures, with keys from a file of their own.
"""

import base64
import binascii
import hashlib
import hmac
import os
import time


class KeysUnusable(Exception):
    """The keys file is missing or holds no key. Nothing can be sent."""


class Signer:
    """
    :param path: keys, ``whsec_`` and base64, one a line; the first one signs.
                 The file is read again when it changes.
    """

    def __init__(self, path):
        self._path = path
        self._stamp = None
        self._key = None

    def headers(self, message_id, body):
        """:raises KeysUnusable:"""
        key = self._current()
        stamp = str(int(time.time()))
        signed = b'.'.join((message_id.encode(), stamp.encode(), body))
        digest = hmac.new(key, signed, hashlib.sha256).digest()
        return {'webhook-id': message_id, 'webhook-timestamp': stamp,
                'webhook-signature': 'v1,' + base64.b64encode(digest).decode()}

    def _current(self):
        try:
            found = os.stat(self._path)
            stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
            if stamp != self._stamp:
                with open(self._path, encoding='ascii') as lines:
                    self._key = next(_key(line) for line in lines if line.strip())
                self._stamp = stamp
        except (OSError, ValueError, StopIteration, binascii.Error) as err:
            raise KeysUnusable('No signing key in %s (%s): write one whsec_… a line'
                               % (self._path, err or 'it is empty'))
        return self._key


def _key(line):
    prefix, _, encoded = line.strip().partition('_')
    if prefix != 'whsec':
        raise ValueError('a line does not begin with whsec_')
    return base64.b64decode(encoded, validate=True)
