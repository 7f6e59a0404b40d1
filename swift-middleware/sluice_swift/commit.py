"""
Group commit: one sync at a time for all changes that are under way.

In the usual case the sync is over before Swift has answered, and no one waits at all: it is
asked for when a change is journalled, and looked at when the change is answered. Only who comes
too early waits, and sees to it for the others that do.

Each sync costs CPU. So where several changes are under way at a time, some may come together
first, for a part of the time that Swift takes to answer: then it is still over when the answer
comes.
"""

import os
import time
from contextlib import suppress

from eventlet import hubs

from sluice_swift.syncer import best_syncer, threading

GATHER_SHARE = 0.4  # of the time that Swift takes
GATHER_MOST = 0.05  # seconds
GATHER_LEAST = 0.001  # while another sync is under way
WEIGHT = 0.05  # of the latest change in the running mean


class _Late(Exception):
    """Nobody else's time-out: Swift has its own."""


class GroupCommit:
    """
    :param journal: has ``written`` (the last number), ``unsynced()`` and ``synced()``
    :param syncer: as in sluice_swift.syncer
    """

    def __init__(self, journal, syncer=None):
        self.journal = journal
        self.synced = 0  # all numbers up to this one have had their sync
        self.failures = 0
        self._syncer = syncer or best_syncer()
        self._under_way = None  # (number up to which it reaches, files)
        self._mutex = threading.Lock()
        self._waiting = []  # (number, descriptor to be written to)
        self._is_led = False  # by the one of them that reads the syncer's descriptor
        self._gathers = False
        self._begun = {}  # number -> when it was journalled
        self._service = 0.0  # running mean of the seconds from journalling to answer

    def ask(self, number):
        """Have what is written so far synced. Returns at once."""
        self._begun[number] = time.monotonic()
        if not self._gathers:
            self._gather(min(GATHER_SHARE * self._service, GATHER_MOST)
                         if len(self._begun) > 1 else 0)

    def wait(self, number, timeout):
        """
        Let this green thread rest until an intent is on disk.

        :returns: False when it took longer than ``timeout`` seconds
        """
        now = time.monotonic()
        self._service += WEIGHT * (now - self._begun.pop(number, now) - self._service)
        with self._mutex:
            if self._reached(number):
                return True
            pipe = os.pipe()
            waiter = (number, pipe[1])
            self._waiting.append(waiter)
        try:
            self._rest(number, pipe[0], now + timeout)
            return True
        except _Late:
            return False
        finally:
            with self._mutex:  # once it is off the list nobody writes to the pipe
                with suppress(ValueError):
                    self._waiting.remove(waiter)
                self._wake_leader()
            for fd in pipe:
                os.close(fd)

    def _rest(self, number, woken, deadline):
        while True:
            with self._mutex:
                if self._reached(number):
                    return
                leads = not self._is_led
                self._is_led = True
            try:
                left = max(0, deadline - time.monotonic())
                hubs.trampoline(self._syncer.fd if leads else woken, read=True, timeout=left,
                                timeout_exc=_Late)
                with suppress(BlockingIOError):
                    os.read(self._syncer.fd if leads else woken, 4096)
            finally:
                if leads:
                    with self._mutex:
                        self._is_led = False

    def _reached(self, number):
        """Called with the mutex, as all that follow are."""
        if self._is_idle() and number > self.synced:
            self._start()
            self._is_idle()  # it may be over at once, and then nobody tells
        return number <= self.synced

    def _is_idle(self):
        """Looks at the sync that is under way."""
        if self._under_way and self._syncer.over():
            target, files = self._under_way
            self._under_way = None
            failure = self._syncer.failure()
            self.journal.synced(files, failure)
            if failure:
                self.failures += 1
            self.synced = target
            for waiter in self._waiting:
                if waiter[0] <= target:
                    os.write(waiter[1], b'.')
        return not self._under_way

    def _start(self):
        target = self.journal.written  # before the look at what is unsynced, not after
        files = self.journal.unsynced()
        self._under_way = target, files
        self._syncer.start(files)

    def _gather(self, seconds):
        """
        Begins a sync after so long. Also where it is to begin at once, it does so when this
        worker has nothing else to do: the kernel may carry it out on the core that asks for it.
        """
        self._gathers = True
        hubs.get_hub().schedule_call_global(seconds, self._gathered)

    def _gathered(self):
        with self._mutex:
            self._gathers = False
            if not self._is_idle():
                self._gather(GATHER_LEAST)
            elif self.synced < self.journal.written:
                self._start()

    def _wake_leader(self):
        if self._waiting and not self._is_led:
            os.write(self._waiting[0][1], b'.')
