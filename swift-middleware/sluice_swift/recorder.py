"""
The journal of this worker process: opened at its first change, not before.

Paste loads the filter once in the parent and once in every worker, so nothing
may be open before a request comes; and a process that forked off is another.
"""

import os
import time

from sluice_swift import record
from sluice_swift.answer import STORED, UNKNOWN
from sluice_swift.commit import GroupCommit
from sluice_swift.journal import JournalError
from sluice_swift.syncer import threading

KINDS = {STORED: record.STORED, UNKNOWN: record.UNKNOWN}


class Recorder:
    """
    :param open_journal: makes this process's journal, takes no arguments
    :param commit_timeout: seconds that an answer waits for the disk at most
    :param logger: Swift's
    """

    def __init__(self, open_journal, commit_timeout, logger):
        self._open_journal = open_journal
        self._commit_timeout = commit_timeout
        self._logger = logger
        self._pid = None
        self._mutex = threading.Lock()
        self._said_at = 0
        self._failures = 0

    def open(self, intent):
        """
        Journal what is about to happen, and have it synced while it does.

        :returns: the intent's number
        :raises JournalError: when it could not be written
        """
        if self._pid != os.getpid():
            self._begin()
        try:
            number = self._journal.intent(intent)
        except JournalError as err:
            self._logger.increment('dropped')
            self._complain('%s. %d changes of this worker went unrecorded so far; '
                           'reconciliation brings what was missed.', err, self._journal.dropped)
            raise
        self._commit.ask(number)
        return number

    def _begin(self):
        with self._mutex:  # threads may come first together, where no eventlet runs them
            if self._pid != os.getpid():
                self._journal = self._open_journal()
                self._commit = GroupCommit(self._journal)
                self._pid = os.getpid()

    def close(self, number, verdict, facts):
        """Journal what came of it. Never raises for the journal's sake."""
        try:
            kind = KINDS.get(verdict, record.NOTHING)
            self._journal.outcome(kind, dict(facts, n=number, at=round(time.time(), 3)))
            self._logger.increment(verdict)
        except JournalError as err:
            # The intent stays open, and the shipper asks Swift once this worker is gone.
            self._logger.increment('outcome_lost')
            self._complain('%s. The outcome of change %d is settled later.', err, number)

    def wait(self, number):
        """Return when the intent is on disk, or when the disk takes too long."""
        if not self._commit.wait(number, self._commit_timeout):
            self._logger.increment('commit_late')
            self._complain('The journal was not on disk after %s s; answered without.',
                           self._commit_timeout)
        if self._commit.failures != self._failures:
            self._failures = self._commit.failures
            self._logger.increment('commit_failed')
            self._complain('The journal could not be synced, %d times so far: look at the disk.',
                           self._failures)

    def _complain(self, message, *args):
        if time.monotonic() - self._said_at > 1:
            self._said_at = time.monotonic()
            self._logger.error('sluice: ' + message, *args)
