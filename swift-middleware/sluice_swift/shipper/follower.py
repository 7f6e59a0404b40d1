"""
Follows one journal: reads on from its cursor, and knows whether its writer lives.
"""

import fcntl
import glob
import os
import time

from sluice_swift.event import describe
from sluice_swift.record import HEAD, INTENT, SUFFIX
from sluice_swift.shipper import state as cursor
from sluice_swift.shipper.settled import Settled
from sluice_swift.shipper.tail import Tail

LOOK_INTERVAL = 0.2


class Follower:
    """
    :param prefix: ``JOURNAL_DIR/PROXY.EPOCH``
    :param figures: counts what happens
    :param absences: decides of deletes that found nothing
    """

    def __init__(self, prefix, figures, absences):
        self.prefix = prefix
        self.figures = figures
        self.absences = absences
        self.state = cursor.load(prefix + '.cursor')
        self.settled = Settled(prefix + '.settled')
        self.tail = Tail(prefix, self.state.position or (self._first_file(), 0))
        self.writer_lives = True
        self._looked_at = 0.0
        self.moved = False  # since the cursor was saved
        self.moved_at = 0
        self.told_at = time.monotonic()
        self.shipped_since = {}  # path -> when it was first seen to be shipped
        self._submitted = set()
        for intent in self.state.open.values():
            absences.saw(intent)

    def read(self):
        """Yield (event, time of its outcome) of what is new."""
        # Looked at before the records: whatever a dead writer wrote is read by then.
        lives = self.writer_lives and self._has_writer()
        for kind, body in self.tail.records():
            self.moved, self.moved_at = True, time.monotonic()
            if self.state.journal is None and kind != HEAD:
                self.figures.damaged += 1  # its head is lost, and with it the cluster's name
                continue
            if kind == INTENT:
                self.absences.saw(body)
            stored = self.state.apply(kind, body)
            if stored:
                yield describe(*stored, self.state.journal), body.get('at', time.time())
        if self.writer_lives and not lives and self.tail.torn():
            self.tail.damaged += 1  # nobody is left to write the rest of it
        self._count()
        self.writer_lives = lives

    def _has_writer(self):
        """Looked at now and then: to take a dead writer for a living one for a moment is safe."""
        now = time.monotonic()
        if now - self._looked_at < LOOK_INTERVAL:
            return True
        self._looked_at = now
        return _is_locked(self.prefix + '.lock')

    def _count(self):
        self.figures.dropped += self.state.dropped
        self.figures.damaged += self.tail.damaged
        self.state.dropped = self.tail.damaged = 0

    def undecided(self):
        """Open intents that only Swift can tell of, each named once."""
        for n, intent in self.state.open.items():
            if n in self._submitted:
                continue
            if intent.get('absent'):
                self._submitted.add(n)
                self.absences.wait(self, n, intent)
            elif intent.get('asked') or not self.writer_lives:
                self._submitted.add(n)
                yield n, intent

    def settle(self, n, known, intent=None, facts=None):
        """
        Take what Swift said of an open intent.

        :returns: the event when the change is stored, else None
        """
        self._submitted.discard(n)
        self.moved, self.moved_at = True, time.monotonic()
        was = self.state.open.get(n)
        self.state.settle(n, known)
        if not was:
            return None
        event = None
        if facts is not None:
            event = describe(dict(intent, reason='settled'), facts, self.state.journal)
        if event or not known or not was.get('absent'):  # an absence is in the journal itself
            self.settled.add(n, known, event)
        return event

    @property
    def finished(self):
        return not self.writer_lives and not self.state.open

    def save(self):
        self.settled.sync()  # before the cursor that lets go of them
        self.state.position = self.tail.position
        cursor.save(self.prefix + '.cursor', self.state)
        self.moved = False

    def files(self):
        """[(number, path)] of the journal, the oldest first."""
        found = glob.glob(glob.escape(self.prefix) + '.*' + SUFFIX)
        return sorted((int(path[len(self.prefix) + 1:-len(SUFFIX)]), path) for path in found)

    def _first_file(self):
        files = self.files()
        return files[0][0] if files else 1

    def forget(self):
        """Its last file is gone."""
        self.tail.close()
        for ending in ('.cursor', '.settled', '.lock'):
            if os.path.exists(self.prefix + ending):
                os.unlink(self.prefix + ending)


def _is_locked(path):
    try:
        with open(path, 'rb') as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        return False
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
