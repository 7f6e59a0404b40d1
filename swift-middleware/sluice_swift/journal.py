"""
A worker's journal: a series of files that only this worker appends to.

``PROXY.EPOCH.NNNNNN.journal`` hold the records, ``PROXY.EPOCH.lock`` is held with
flock() for as long as the worker lives, so that the shipper can tell an open
intent of the living from one of the dead. The epoch is new with every journal.

Records go out by a plain write() to the page cache, which a killed process
leaves behind whole; what ``sluice_swift.commit`` has synced outlives the machine.

Intents are numbered from 1 without gaps. A number whose record could not be
written stays taken: the gap is how the loss is seen.

An intent is taken only where the disk has room for its outcome too, which is
kept for it: else a worker that dies while the disk is full could not say of a
change that it was stored.
"""

import ctypes
import errno
import fcntl
import os
import secrets
import sys
import time
from collections import deque
from contextlib import suppress

from eventlet import patcher

from sluice_swift.record import HEAD, INTENT, SUFFIX, encode
from sluice_swift.syncer import Unsynced

OWED = 500  # outcomes kept in memory while the journal takes none
OUTCOME_ROOM = 8 << 10  # bytes kept for each: Swift's metadata of a container fits
ROOM_AHEAD = 64 << 10  # bytes that the disk is asked for at once
HINTS = {  # what an operator can do
    errno.ENOSPC: 'Free the disk, or move journal_dir to another',
    errno.EDQUOT: 'See why the shipper ships nothing, or raise journal_max_size',
    errno.EROFS: 'Mount the disk for writing, or move journal_dir to another',
    **dict.fromkeys((errno.EACCES, errno.EPERM),
                    'Let the user that runs the proxy own journal_dir, and run the shipper as it'),
    **dict.fromkeys((errno.ENOTDIR, errno.EEXIST),
                    'A file is in the way: move it, or set journal_dir to a directory'),
}
KEEP_SIZE = 1  # of fallocate(): the file is as long as what was written
threading = patcher.original('threading')
_fallocate = ctypes.CDLL(None, use_errno=True).fallocate64
_fallocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)


class JournalError(Exception):
    """The journal takes no record: full, missing or broken."""


class Journal:
    """
    :param directory: where the journals stand; made if its parent exists
    :param proxy: this proxy's name
    :param cluster: the cluster's name, for the events
    :param file_size: a file that has grown past this is followed by a new one
    :param max_size: what all journals of the directory may take together
    """

    def __init__(self, directory, proxy, cluster, file_size=64 << 20, max_size=8 << 30):
        self.directory = directory
        self.proxy = proxy
        self.epoch = '%d-%d-%s' % (time.time(), os.getpid(), secrets.token_hex(4))
        self.cluster = cluster
        self.written = 0  # the last number taken
        self.dropped = 0
        self._file_size = file_size
        self._max_size = max_size
        self._mutex = threading.Lock()
        self._directory_fd = self._lock_fd = self._fd = None
        self._number = self._size = 0
        self._room = 0  # up to where the file has its blocks on the disk
        self._open = 0  # intents without an outcome
        self._dirty = {}  # fd -> whether it is to be closed once it is on disk
        self._directory_dirty = False
        self._retry_at = 0
        self._why = None  # the latest record was not taken
        self._owed = deque(maxlen=OWED)

    def intent(self, body):
        """
        :returns: the number that the intent got
        :raises JournalError: when it could not be written; the number is lost
        """
        with self._mutex:
            self.written += 1
            try:
                self._append(encode(INTENT, dict(body, n=self.written)), self._open + 1)
            except JournalError:
                self.dropped += 1
                raise
            self._open += 1
            return self.written

    def outcome(self, kind, body):
        """:raises JournalError: when it could not be written"""
        line = encode(kind, body)
        with self._mutex:
            self._open -= 1
            try:
                self._append(line)
            except JournalError:
                self._owed.append(line)  # the next record that goes in brings it along
                raise

    def unsynced(self):
        """
        What was written and is not on disk. Whoever takes it syncs it, and says so.

        :returns: list of sluice_swift.syncer.Unsynced
        """
        with self._mutex:
            dirty, self._dirty = self._dirty, {}
            directory_dirty, self._directory_dirty = self._directory_dirty, False
        files = [Unsynced(fd, False, close) for fd, close in dirty.items()]
        if directory_dirty:
            files.append(Unsynced(self._directory_fd, True, False))
        return files

    def synced(self, files, failure=None):
        """
        :param files: as ``unsynced()`` gave them
        :param failure: what befell one of them
        """
        for one in files:
            if one.close:
                os.close(one.fd)
        if failure:
            with self._mutex:
                self._retire()  # after a failed sync the kernel may have let go of the pages

    def _append(self, line, outcomes=0):
        """:param outcomes: for which room must be left"""
        self._write(line, outcomes)
        with suppress(JournalError):
            while self._owed:
                self._write(self._owed[0])
                self._owed.popleft()

    def _write(self, line, outcomes=0):
        if self._fd is None or self._size >= self._file_size:
            try:
                self._next_file()
            except JournalError:
                if outcomes or self._fd is None:
                    raise  # an outcome has its room in the file before
        try:
            if outcomes:
                end = self._size + len(line) + outcomes * OUTCOME_ROOM
                self._room = _allocated(self._fd, self._room, end)
            count = os.write(self._fd, line)
            if count < len(line):
                os.ftruncate(self._fd, self._size)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as err:
            self._refuse(err)
        self._size += count
        self._dirty.setdefault(self._fd, False)

    def _next_file(self):
        if time.monotonic() < self._retry_at:
            raise JournalError(self._why)
        try:
            os.makedirs(self.directory, mode=0o750, exist_ok=True)
            if self._directory_fd is None:
                self._directory_fd = os.open(self.directory, os.O_RDONLY)
            if self._lock_fd is None:
                self._lock_fd = self._take_lock()
            if directory_size(self.directory) >= self._max_size:
                raise OSError(errno.EDQUOT, 'journals have reached their set size')
            head = {'format': 1, 'cluster': self.cluster, 'proxy': self.proxy,
                    'epoch': self.epoch, 'file': self._number + 1, 'time': time.time()}
            line = encode(HEAD, head)
            fd = os.open(self._path('%06d%s' % (self._number + 1, SUFFIX)),
                         os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
            room = _begin(fd, line, self._open * OUTCOME_ROOM)
            self._retire()
            self._fd, self._number, self._size = fd, self._number + 1, len(line)
            self._room = room
            self._dirty[fd] = False
            self._directory_dirty = True
        except OSError as err:
            self._retry_at = time.monotonic() + 1
            self._refuse(err)

    def _retire(self):
        if self._fd is not None:
            with suppress(OSError):
                os.ftruncate(self._fd, self._size)  # gives back the room that was not used
            self._dirty[self._fd] = True
            self._fd = None

    def _take_lock(self):
        fd = os.open(self._path('lock'), os.O_RDWR | os.O_CREAT, 0o640)
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return fd

    def _path(self, ending):
        return os.path.join(self.directory, '%s.%s.%s' % (self.proxy, self.epoch, ending))

    def _refuse(self, err):
        hint = HINTS.get(err.errno)
        self._why = 'Journal in %s takes no record: %s%s' % (
            self.directory, err.strerror, hint and '. ' + hint or '')
        raise JournalError(self._why)


def _begin(fd, line, room):
    """
    Write the head, whole or not at all: without it no record of the file can be read.

    :returns: up to where the file has room, that for open outcomes included
    """
    try:
        if os.write(fd, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return _allocated(fd, 0, len(line) + room)
    except OSError:
        os.ftruncate(fd, 0)
        os.close(fd)
        raise


def directory_size(directory):
    total = 0
    with os.scandir(directory) as entries:
        for entry in entries:
            if entry.name.endswith(SUFFIX):
                with suppress(FileNotFoundError):
                    total += entry.stat().st_size
    return total


def _allocated(fd, room, end):
    """
    Have the disk keep room up to ``end``, and some more so that it is not asked each time.

    :param room: up to where it does already
    :returns: up to where it does now
    :raises OSError: when it has none
    """
    if end <= room:
        return room
    if _fallocate(fd, KEEP_SIZE, room, end + ROOM_AHEAD - room) == 0:
        return end + ROOM_AHEAD
    code = ctypes.get_errno()
    if code in (errno.EOPNOTSUPP, errno.ENOSYS):
        return sys.maxsize  # this file system keeps no room
    raise OSError(code, os.strerror(code))
