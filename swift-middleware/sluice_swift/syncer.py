"""
Has files synced by another thread, so that a worker goes on with its requests meanwhile.

The C library's thread does it (``aio_fsync(3)``). One of Python's would have to take Python's lock
from the worker and give it back for each sync, and both would wait for it in turn: an upload
notices that. Where there is no such library, a thread of Python's does it all the same.
"""

import ctypes
import errno
import os
import platform
import struct
import sys
from collections import namedtuple

from eventlet import patcher

threading = patcher.original('threading')
queue = patcher.original('queue')

#: A file to be synced; ``directory`` also with its metadata; ``close`` it once that is done.
Unsynced = namedtuple('Unsynced', 'fd directory close')

# glibc's struct aiocb with pointers of 64 bits: aio_fildes, and aio_sigevent.sigev_notify
CONTROL_BLOCK, DESCRIPTOR_AT, NOTIFY_AT, TELL_NOBODY = 256, 0, 44, 1


class Unavailable(Exception):
    """The C library does not sync for us."""


class LibrarySyncer:
    """
    Syncs one list of files at a time.

    :raises Unavailable:
    """

    def __init__(self):
        if platform.libc_ver()[0] != 'glibc' or sys.maxsize < 1 << 32:
            raise Unavailable
        library = ctypes.CDLL(None, use_errno=True)
        try:
            self._fsync = library.aio_fsync
            self._error = library.aio_error
            self._return = library.aio_return
        except AttributeError:
            raise Unavailable
        self._fsync.argtypes = (ctypes.c_int, ctypes.c_void_p)
        self._error.argtypes = self._return.argtypes = (ctypes.c_void_p,)
        self._blocks = []  # the library writes to them until a sync is over
        self._failure = None

    def start(self, files):
        """
        :param files: list of Unsynced
        """
        self._failure = None
        for one in files:
            block = ctypes.create_string_buffer(CONTROL_BLOCK)
            struct.pack_into('i', block, DESCRIPTOR_AT, one.fd)
            struct.pack_into('i', block, NOTIFY_AT, TELL_NOBODY)
            how = os.O_SYNC if one.directory else os.O_DSYNC
            if self._fsync(how, ctypes.addressof(block)) == 0:
                self._blocks.append(block)
                continue
            try:  # it takes no more now: done in its place
                _sync(one)
            except OSError as err:
                self._failure = err

    def over(self):
        """:returns: whether all of the list is done"""
        while self._blocks:
            address = ctypes.addressof(self._blocks[-1])
            code = self._error(address)
            if code == errno.EINPROGRESS:
                return False
            if code:
                self._failure = OSError(code, os.strerror(code))
            self._return(address)
            self._blocks.pop()
        return True

    def failure(self):
        """:returns: the OSError that befell the latest list, or None"""
        return self._failure


class ThreadSyncer:
    """The same by a thread, a real one also where eventlet has patched threading."""

    def __init__(self):
        self._asked = queue.SimpleQueue()
        self._over = True
        self._failure = None
        threading.Thread(target=self._run, name='sluice-sync', daemon=True).start()

    def start(self, files):
        self._over, self._failure = False, None
        self._asked.put(files)

    def over(self):
        return self._over

    def failure(self):
        return self._failure

    def _run(self):
        while True:
            for one in self._asked.get():
                try:
                    _sync(one)
                except OSError as err:
                    self._failure = err
            self._over = True


def _sync(one):
    (os.fsync if one.directory else os.fdatasync)(one.fd)


def best_syncer():
    try:
        return LibrarySyncer()
    except Unavailable:
        return ThreadSyncer()
