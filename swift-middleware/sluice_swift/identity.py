"""
What makes an event the same event, whoever reports it.

The identifier is made of what Swift itself keeps of a change, so a live event,
its repeat, a settled one and a reconciled one all carry the same.
"""

import base64
import hashlib
from datetime import datetime, timezone
from functools import lru_cache


def event_id(cluster, account, container, obj, timestamp, verb):
    """
    :param timestamp: Swift's normal form, ``1795464363.77499``
    :param verb: PUT (also for a copy), POST or DELETE
    :returns: 32 letters of base32
    """
    digest = hashlib.sha256()
    for part in (cluster, account, container, obj, timestamp, verb):
        raw = part.encode('utf-8')
        # Netstrings: a name may hold any separator one could think of.
        digest.update(b'%d:%b,' % (len(raw), raw))
    return base64.b32encode(digest.digest()[:20]).decode('ascii')  # 20 bytes are 32 letters


def sequence(timestamp, offset=0):
    """Swift's timestamp at fixed width: sorts as text in order of time."""
    return '%s_%016x' % (timestamp, offset)


def iso_time(timestamp):
    """``1795464363.77499`` as ``2026-11-23T20:06:03.774990Z``."""
    seconds, _, fraction = timestamp.partition('.')
    return '%s.%sZ' % (_second(int(seconds)), fraction.ljust(6, '0')[:6])


@lru_cache(16)
def _second(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime('%Y-%m-%dT%H:%M:%S')
