"""
Events that the hub refused, kept with its answer until they are sent again.

The running shipper appends, ``--resend`` replaces a file: whoever does either
holds ``set-aside.lock`` meanwhile.
"""

import fcntl
import glob
import json
import os
import time
from contextlib import contextmanager, suppress

BLOCK = 65536


class SetAside:
    """:param directory: of files ``YYYY-MM-DD.jsonl``, a line an event"""

    def __init__(self, directory):
        self.directory = directory
        self._counted = {}  # path -> (stamp, lines)

    def add(self, event, reason, answer):
        """
        :param event: serialized
        :param reason: what the hub said of this event, a dict
        :param answer: what it said of the batch
        """
        line = json.dumps({'set_aside': time.time(), 'reason': reason, 'answer': answer,
                           'event': json.loads(event)}, ensure_ascii=False)
        with self.locked():
            os.makedirs(self.directory, mode=0o750, exist_ok=True)
            path = os.path.join(self.directory, time.strftime('%Y-%m-%d.jsonl', time.gmtime()))
            with open(path, 'a+b') as out:
                _cut_torn_line(out)
                out.write(line.encode('utf-8', 'replace') + b'\n')
                out.flush()
                os.fsync(out.fileno())

    @contextmanager
    def locked(self):
        with open(self.directory + '.lock', 'w') as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def files(self):
        """:returns: paths, the oldest day first"""
        return sorted(glob.glob(os.path.join(glob.escape(self.directory), '*.jsonl')))

    def count(self):
        """:returns: how many events wait; a file is read when it has changed"""
        counted = {}
        for path in self.files():
            with suppress(FileNotFoundError), open(path, 'rb') as lines:
                found = os.fstat(lines.fileno())
                stamp = (found.st_mtime_ns, found.st_ino, found.st_size)
                entry = self._counted.get(path)
                if entry is None or entry[0] != stamp:
                    entry = (stamp, sum(line.endswith(b'\n') for line in lines))
                counted[path] = entry
        self._counted = counted
        return sum(lines for _stamp, lines in counted.values())

    @property
    def in_a_row(self):
        """How many were refused since the hub last took one: outlives a restart."""
        with suppress(OSError, ValueError), open(self.directory + '.in-a-row') as kept:
            return int(kept.read())
        return 0

    @in_a_row.setter
    def in_a_row(self, number):
        draft = self.directory + '.in-a-row.new'
        with suppress(OSError):  # of a full disk add() tells
            with open(draft, 'w') as out:
                out.write('%d\n' % number)
            os.replace(draft, self.directory + '.in-a-row')


def _cut_torn_line(out):
    """What a full disk or a kill left of a line goes: its event was not let go, and comes again.

    :param out: a file opened for reading and appending
    """
    end = out.seek(0, os.SEEK_END)
    keep = end
    while keep:
        start = max(0, keep - BLOCK)
        out.seek(start)
        newline = out.read(keep - start).rfind(b'\n')
        if newline >= 0:
            keep = start + newline + 1
            break
        keep = start
    if keep < end:
        out.truncate(keep)
