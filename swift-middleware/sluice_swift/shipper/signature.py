"""
Standard Webhooks signatures, with keys from a file of their own.
"""

import base64
import hashlib
import hmac
import logging
import os
import stat
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
                self._key = _first_key(self._path)
                self._stamp = stamp
                _look_at_mode(self._path, found.st_mode)
        except (OSError, ValueError) as err:
            raise KeysUnusable('No signing key in keys_file = %s: %s. Write one whsec_… a line'
                               % (self._path, getattr(err, 'strerror', None) or err))
        return self._key


def _first_key(path):
    """:raises ValueError: without a word of what the file holds"""
    with open(path, encoding='utf-8', errors='replace') as lines:
        for number, line in enumerate(map(str.strip, lines), 1):
            if line and not line.startswith('#'):
                return _key(number, line)
    raise ValueError('it is empty')


def _key(number, line):
    prefix, _, encoded = line.partition('_')
    if prefix != 'whsec':
        raise ValueError('line %d does not begin with whsec_' % number)
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        raise ValueError('line %d holds no base64 behind whsec_' % number)
    if not key:
        raise ValueError('line %d holds nothing behind whsec_' % number)
    return key


def _look_at_mode(path, mode):
    if mode & (stat.S_IRWXO | stat.S_IWGRP):
        logging.getLogger('sluice-shipper').warning(
            'keys_file = %s has the mode %04o: other users of this machine can take the keys, or '
            'change them, and sign as this shipper. It is used all the same; chmod 640 or 600.',
            path, stat.S_IMODE(mode))
