"""
What Swift told of a journal's open intents: the one thing about them that the
journal itself does not hold. Kept beside it, for when the hub asks again.
"""

import itertools
import json
import os


class Settled:
    """:param path: ``PROXY.EPOCH.settled``, a JSON line each"""

    def __init__(self, path):
        self._path = path
        self._pending = []  # lines that are not on disk yet

    def add(self, n, known, event):
        """
        It is on disk after the next sync().

        :param known: False when nobody could tell
        :param event: what is sent of it, or None
        """
        line = json.dumps({'n': n, 'known': known, 'event': event}, ensure_ascii=False)
        self._pending.append(line.encode('utf-8', 'replace'))

    def sync(self):
        """:raises OSError: when the disk is full; it is tried again with the next sync()"""
        if not self._pending:
            return
        with open(self._path, 'ab') as out:
            out.write(b'\n'.join([b'', *self._pending, b'']))  # the last line may be torn
            out.flush()
            os.fsync(out.fileno())
        self._pending = []

    def read(self, first, last):
        """:returns: {n: (known, event)} of numbers from first to last"""
        try:
            with open(self._path, 'rb') as lines:
                return _entries(itertools.chain(lines, self._pending), first, last)
        except FileNotFoundError:
            return _entries(self._pending, first, last)


def _entries(lines, first, last):
    found = {}
    for line in lines:
        entry = _parsed(line)
        if entry and first <= entry['n'] <= last:
            found[entry['n']] = entry['known'], entry['event']
    return found


def _parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        return None  # torn by a crash, or empty
