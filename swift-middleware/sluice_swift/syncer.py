"""
Has files synced by somebody else, so that a worker goes on with its requests meanwhile.

Linux does it by itself (``io_submit(2)`` with ``IOCB_CMD_FDSYNC``, since 4.18). A thread of
the worker would hand Python's lock to and fro for each sync, which costs an upload several
times what handing it to the kernel does. Where the kernel does not take it, a thread does.
"""

import ctypes
import os
import platform
import sys
from collections import namedtuple

from eventlet import patcher

threading = patcher.original('threading')
queue = patcher.original('queue')

#: A file to be synced; ``directory`` also with its metadata; ``close`` it once that is done.
Unsynced = namedtuple('Unsynced', 'fd directory close')

# io_setup, io_getevents, io_submit: Linux's include/uapi/asm-generic/unistd.h and
# arch/x86/entry/syscalls/syscall_64.tbl
CALLS = {'x86_64': (206, 208, 209), 'aarch64': (0, 4, 2), 'riscv64': (0, 4, 2)}
FSYNC, FDSYNC = 2, 3  # IOCB_CMD_…
TELL = 1  # IOCB_FLAG_RESFD
AT_A_TIME = 64  # more than a journal ever has
EVENT_WORDS, RESULT_WORD = 4, 2  # struct io_event: data, obj, res, res2
FLAGS = os.O_NONBLOCK | os.O_CLOEXEC  # EFD_… are the same


class Unavailable(Exception):
    """The kernel does not sync for us."""


class _Iocb(ctypes.Structure):
    """``struct iocb`` of linux/aio_abi.h, little-endian."""

    _fields_ = [('data', ctypes.c_uint64), ('key', ctypes.c_uint32), ('rw_flags', ctypes.c_int32),
                ('opcode', ctypes.c_uint16), ('priority', ctypes.c_int16),
                ('fd', ctypes.c_uint32), ('buffer', ctypes.c_uint64), ('count', ctypes.c_uint64),
                ('offset', ctypes.c_int64), ('reserved', ctypes.c_uint64),
                ('flags', ctypes.c_uint32), ('eventfd', ctypes.c_uint32)]


class KernelSyncer:
    """
    Syncs one list of files at a time. ``fd`` can be read when that may be over.

    :raises Unavailable:
    """

    def __init__(self):
        numbers = CALLS.get(platform.machine())
        if not numbers or platform.system() != 'Linux' or sys.maxsize < 1 << 32:
            raise Unavailable
        setup, self._getevents, self._submit = (ctypes.c_long(number) for number in numbers)
        libc = ctypes.CDLL(None, use_errno=True)
        self._call = libc.syscall
        self._call.restype = ctypes.c_long
        self._context = ctypes.c_ulong(0)
        if self._call(setup, ctypes.c_long(AT_A_TIME), ctypes.byref(self._context)) != 0:
            raise Unavailable
        self.fd = libc.eventfd(0, FLAGS)
        if self.fd < 0:
            raise Unavailable
        self._events = (ctypes.c_int64 * (EVENT_WORDS * AT_A_TIME))()
        self._what_is_over = (self._context, ctypes.c_long(0), ctypes.c_long(AT_A_TIME),
                              self._events, (ctypes.c_long * 2)(0, 0))  # without waiting
        self._left = 0
        self._failure = None

    def start(self, files):
        """
        :param files: list of Unsynced
        """
        self._failure = None
        blocks = [_Iocb(opcode=FSYNC if one.directory else FDSYNC, fd=one.fd, flags=TELL,
                        eventfd=self.fd) for one in files[:AT_A_TIME]]
        pointers = (ctypes.c_void_p * len(blocks))(*map(ctypes.addressof, blocks))
        taken = self._call(self._submit, self._context, ctypes.c_long(len(blocks)), pointers)
        self._left = max(0, taken)
        for one in files[self._left:]:  # it takes no more now: done in its place
            try:
                _sync(one)
            except OSError as err:
                self._failure = err

    def over(self):
        """:returns: whether all of the list is done"""
        if self._left:
            count = self._call(self._getevents, *self._what_is_over)
            for number in range(count):
                result = self._events[EVENT_WORDS * number + RESULT_WORD]
                if result < 0:
                    self._failure = OSError(-result, os.strerror(-result))
            self._left -= max(0, count)
        return not self._left

    def failure(self):
        """:returns: the OSError that befell the latest list, or None"""
        return self._failure


class ThreadSyncer:
    """The same by a thread, a real one also where eventlet has patched threading."""

    def __init__(self):
        self.fd, self._tell = os.pipe2(FLAGS)
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
            try:
                os.write(self._tell, b'.')
            except BlockingIOError:
                pass  # full of what nobody waited for: it can be read as it is


def _sync(one):
    (os.fsync if one.directory else os.fdatasync)(one.fd)


def best_syncer():
    try:
        return KernelSyncer()
    except Unavailable:
        return ThreadSyncer()
