"""
Group commit: one sync at a time for all changes that are under way.

In the usual case the sync is over before Swift has answered, and no one waits at all: it is
asked for when a change is journalled, and looked at when the change is answered.

Each sync costs CPU. So where several changes are under way at a time, some may come together
first, for a part of the time that Swift takes to answer: then it is still over when the answer
comes.
"""

import time

import eventlet
from eventlet import hubs

from sluice_swift.syncer import best_syncer, threading

GATHER_SHARE = 0.4  # of the time that Swift takes
GATHER_MOST = 0.05  # seconds
GATHER_LEAST = 0.001  # while another sync is under way
WEIGHT = 0.05  # of the latest change in the running mean
SHORTEST_REST, LONGEST_REST = 0.0002, 0.005  # seconds between two looks of who waits


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
        self._gathers = False
        self._begun = {}  # number -> when it was journalled
        self._service = 0.0  # running mean of the seconds from journalling to answer

    def ask(self, number):
        """Have what is written so far synced. Returns at once."""
        self._begun[number] = time.monotonic()
        with self._mutex:
            if len(self._begun) == 1 and self._is_idle():
                self._start()
            elif not self._gathers:
                self._gather(min(GATHER_SHARE * self._service, GATHER_MOST))

    def wait(self, number, timeout):
        """
        Let this green thread rest until an intent is on disk.

        :returns: False when it took longer than ``timeout`` seconds
        """
        now = time.monotonic()
        self._service += WEIGHT * (now - self._begun.pop(number, now) - self._service)
        deadline, rest = now + timeout, SHORTEST_REST
        while not self._reaches(number):
            if time.monotonic() > deadline:
                return False
            eventlet.sleep(rest)
            rest = min(2 * rest, LONGEST_REST)
        return True

    def _reaches(self, number):
        with self._mutex:
            if self._is_idle() and number > self.synced:
                self._start()
            return number <= self.synced

    def _is_idle(self):
        """Looks at the sync that is under way. Called with the mutex, as _start() is."""
        if self._under_way and self._syncer.over():
            target, files = self._under_way
            self._under_way = None
            failure = self._syncer.failure()
            self.journal.synced(files, failure)
            if failure:
                self.failures += 1
            self.synced = target
        return not self._under_way

    def _start(self):
        target = self.journal.written  # before the look at what is unsynced, not after
        files = self.journal.unsynced()
        self._under_way = target, files
        self._syncer.start(files)

    def _gather(self, seconds):
        self._gathers = True
        hubs.get_hub().schedule_call_global(seconds, self._gathered)

    def _gathered(self):
        with self._mutex:
            self._gathers = False
            if not self._is_idle():
                self._gather(GATHER_LEAST)
            elif self.synced < self.journal.written:
                self._start()
