"""
One record of a journal: a line of kind, CRC-32 and JSON.

``H`` head of a file · ``I`` intent · ``S`` stored · ``N`` nothing changed ·
``U`` unknown. An outcome names its intent by ``n``. JSON escapes line feeds, so
a line is a record, and a line that is cut or damaged is told by its sum.
"""

import json
from zlib import crc32

HEAD, INTENT, STORED, NOTHING, UNKNOWN = 'H', 'I', 'S', 'N', 'U'
SUFFIX = '.journal'  # of the files that records stand in
KINDS = frozenset((HEAD, INTENT, STORED, NOTHING, UNKNOWN))

_encoder = json.JSONEncoder(ensure_ascii=False, separators=(',', ':'))


class Damaged(ValueError):
    """A line that is no record: torn by a crash, or overwritten."""


def encode(kind, body):
    payload = _encoder.encode(body).encode('utf-8', 'replace')
    return b'%s %08x %s\n' % (kind.encode(), crc32(payload), payload)


def decode(line):
    """
    :param line: bytes, with or without the line feed
    :returns: (kind, body)
    :raises Damaged: when the line is not what encode() made
    """
    try:
        kind, checksum, payload = line.rstrip(b'\n').split(b' ', 2)
        if int(checksum, 16) != crc32(payload) or kind.decode() not in KINDS:
            raise Damaged('checksum differs')
        return kind.decode(), json.loads(payload)
    except Damaged:
        raise
    except ValueError as err:
        raise Damaged(str(err))
