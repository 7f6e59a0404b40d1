"""
Group commit: one thread a worker, one fdatasync() for all that wait.

The thread is a real one, also where eventlet has patched threading, because a
sync blocks. It is woken by a queue and wakes those who wait by a pipe each,
which a green thread can wait for without holding up the others. In the usual
case the sync is over before Swift has answered, and no one waits at all.

Each wake and each sync costs the worker's CPU. So where several changes are under
way at a time, the thread lets some come together first, for a part of the time that
Swift takes to answer: then the sync is still over when the answer comes.
"""

import os
import time

from eventlet import hubs, patcher

from sluice_swift.journal import JournalError

threading = patcher.original('threading')
queue = patcher.original('queue')
sleep = patcher.original('time').sleep

GATHER_SHARE = 0.4  # of the time that Swift takes
GATHER_MOST = 0.05  # seconds
WEIGHT = 0.05  # of the latest change in the running mean


class _Late(Exception):
    """Nobody else's time-out: Swift has its own."""


class GroupCommit:
    """
    :param journal: has ``written`` (the last number) and ``sync()``
    """

    def __init__(self, journal):
        self.journal = journal
        self.synced = 0  # all numbers up to this one have had their sync
        self.failures = 0
        self._asked = queue.SimpleQueue()
        self._is_asked = False
        self._mutex = threading.Lock()
        self._waiting = []
        self._begun = {}  # number -> when it was journalled
        self._service = 0.0  # running mean of the seconds from journalling to answer
        threading.Thread(target=self._run, name='sluice-commit', daemon=True).start()

    def ask(self, number):
        """Have what is written so far synced. Returns at once."""
        self._begun[number] = time.monotonic()
        if not self._is_asked:
            self._is_asked = True
            self._asked.put(None)

    def wait(self, number, timeout):
        """
        Let this green thread rest until an intent is on disk.

        :returns: False when it took longer than ``timeout`` seconds
        """
        took = time.monotonic() - self._begun.pop(number, time.monotonic())
        self._service += WEIGHT * (took - self._service)
        if number <= self.synced:
            return True
        pipe = os.pipe()
        waiter = (number, pipe[1])
        try:
            with self._mutex:
                if number <= self.synced:
                    return True
                self._waiting.append(waiter)
            hubs.trampoline(pipe[0], read=True, timeout=timeout, timeout_exc=_Late)
            return True
        except _Late:
            return False
        finally:
            with self._mutex:  # once it is off the list nobody writes to the pipe
                if waiter in self._waiting:
                    self._waiting.remove(waiter)
            for fd in pipe:
                os.close(fd)

    def _run(self):
        while True:
            self._asked.get()
            if len(self._begun) > 1:
                sleep(min(GATHER_SHARE * self._service, GATHER_MOST))
            self._is_asked = False  # before the look at what is written, not after
            target = self.journal.written
            try:
                self.journal.sync()
            except (JournalError, OSError):
                self.failures += 1
            with self._mutex:
                self.synced = target
                ready = [waiter for waiter in self._waiting if waiter[0] <= target]
                self._waiting = [waiter for waiter in self._waiting if waiter[0] > target]
                for _number, fd in ready:
                    os.write(fd, b'.')
