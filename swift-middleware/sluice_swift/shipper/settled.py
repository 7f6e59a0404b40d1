"""
What Swift told of a journal's open intents: the one thing about them that the
journal itself does not hold. Kept beside it, for when the hub asks again.
"""

import json
import os


class Settled:
    """:param path: ``PROXY.EPOCH.settled``, a JSON line each"""

    def __init__(self, path):
        self._path = path
        self._out = None
        self._dirty = False

    def add(self, n, known, event):
        """
        :param known: False when nobody could tell
        :param event: what is sent of it, or None
        """
        if self._out is None:
            self._out = open(self._path, 'ab')
            self._out.write(b'\n')  # the last line may be torn
        line = json.dumps({'n': n, 'known': known, 'event': event}, ensure_ascii=False)
        self._out.write(line.encode('utf-8', 'replace') + b'\n')
        self._out.flush()
        self._dirty = True

    def sync(self):
        if self._dirty:
            os.fsync(self._out.fileno())
            self._dirty = False

    def read(self, first, last):
        """:returns: {n: (known, event)} of numbers from first to last"""
        found = {}
        try:
            with open(self._path, 'rb') as lines:
                for line in lines:
                    entry = _parsed(line)
                    if entry and first <= entry['n'] <= last:
                        found[entry['n']] = entry['known'], entry['event']
        except FileNotFoundError:
            pass
        return found

    def close(self):
        if self._out:
            self._out.close()
            self._out = None


def _parsed(line):
    try:
        return json.loads(line)
    except ValueError:
        return None  # torn by a crash, or empty
