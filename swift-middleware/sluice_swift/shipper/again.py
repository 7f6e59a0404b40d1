"""
Sends ranges of a journal once more that the hub asked for, a chunk at a time,
so that live events wait for no more than one chunk.

A number is told as it was the first time: an event with the same id, nothing, or
lost. Only numbers that were told before are taken up: the others come live.
"""

import time
from collections import deque

from sluice_swift.event import describe, progress
from sluice_swift.record import HEAD, INTENT
from sluice_swift.shipper.delivery import serialize
from sluice_swift.shipper.state import GONE, NOTHING_KNOWN, JournalState
from sluice_swift.shipper.tail import Tail

MOST = 100  # ranges that are kept waiting; the hub asks again for the others
LARGEST = (1 << 53) - 1
TURN = 0.05  # seconds that one chunk may read


class Again:
    """
    :param settings: batch_events, batch_bytes and send_segments are looked at
    :param logger: says what was asked for
    """

    def __init__(self, settings, logger):
        self._settings = settings
        self._logger = logger
        self._waiting = deque()  # readings; the first one is under way

    def take(self, asked, followers):
        """
        Take in what an answer asks for. What makes no sense is passed over.

        :param asked: what the hub said, whatever it is
        :param followers: all there are
        """
        if not isinstance(asked, list):
            return
        for entry in asked[:MOST]:
            reading = self._understood(entry, followers)
            if (reading and len(self._waiting) < MOST
                    and not any(reading.within(other) for other in self._waiting)):
                self._logger.info('The hub asks again for %d to %d of %s/%s.', reading.first,
                                  reading.last, reading.journal['proxy'],
                                  reading.journal['epoch'])
                self._waiting.append(reading)

    def _understood(self, entry, followers):
        if not isinstance(entry, dict):
            return None
        proxy, epoch, first, last = (entry.get(key) for key in ('proxy', 'epoch', 'from', 'to'))
        if type(first) is not int or type(last) is not int or not 0 < first <= last <= LARGEST:
            return None
        ours = [follower for follower in followers
                if follower.state.journal and follower.state.journal['proxy'] == proxy]
        if not ours or not isinstance(epoch, str) or not epoch:
            return None  # of a proxy on another machine
        for follower in ours:
            if follower.state.journal['epoch'] == epoch:
                last = min(last, follower.state.reported)
                return Reading(follower, first, last) if first <= last else None
        return Gone(dict(ours[0].state.journal, epoch=epoch), first, last)

    def chunk(self):
        """
        :returns: (events, progress), serialized, to be delivered before the next
                  call; both empty when there is nothing now
        """
        if not self._waiting:
            return [], []
        reading = self._waiting[0]
        events, size, end = [], 0, time.monotonic() + TURN
        for event in reading.events():
            if event and (event['data']['class'] != 'segment' or self._settings.send_segments):
                events.append(serialize(event))
                size += len(events[-1])
            if (len(events) >= self._settings.batch_events or size >= self._settings.batch_bytes
                    or time.monotonic() > end):
                break
        else:
            self._waiting.popleft()
            reading.close()
        return events, [serialize(progress(reading.journal, first, last, lost, again=True))
                        for first, last, lost in reading.progress()]


class Gone:
    """A range of a journal of which nothing is left."""

    def __init__(self, journal, first, last):
        self.journal, self.first, self.last = journal, first, last

    def within(self, other):
        return (self.journal == other.journal
                and other.first <= self.first and self.last <= other.last)

    def events(self):
        return iter(())

    def progress(self):
        return [(self.first, self.last, GONE)]

    def close(self):
        pass


class Reading(Gone):
    """
    A range that is read once more from the journal's files, beside the follower:
    the number of each is decided, or it would not have been told.
    """

    def __init__(self, follower, first, last):
        super().__init__(follower.state.journal, first, last)
        self._follower = follower
        self._tail = None

    def _open(self):
        files = self._follower.files()
        number, whole = start(files, self.first)
        self._state = JournalState(dict(NOTHING_KNOWN, journal=self.journal, seen=self.first - 1,
                                        reported=self.first - 1))
        self._state.file = number - 1 if whole else 0
        self._tail = Tail(self._follower.prefix, (number, 0))
        self._settled = self._follower.settled.read(self.first, self.last)

    def events(self):
        """Yield events, and None for each record that is none."""
        if self._tail is None:
            self._open()
        state = self._state
        for kind, body in self._records():
            if kind == HEAD:
                state.apply(kind, body)
            elif kind == INTENT:
                yield self._intent(body)
            else:
                yield self._outcome(kind, body)
            if state.seen == self.last and not state.open:
                return
        for n in list(state.open):
            state.settle(n, False, GONE)
        state.skip(self.last, GONE)

    def _records(self):
        """Of all files there are, also where one between them is deleted."""
        while True:
            yield from self._tail.records()
            later = [number for number, _path in self._follower.files()
                     if number > self._tail.position[0]]
            if not later:
                return
            self._tail.close()
            self._tail = Tail(self._follower.prefix, (later[0], 0))

    def _intent(self, intent):
        n, state = intent['n'], self._state
        if n > self.last:
            state.skip(self.last)
        elif n > state.seen:
            state.apply(INTENT, intent)
            if n in self._settled:
                known, event = self._settled[n]
                state.settle(n, known)
                return event
        return None

    def _outcome(self, kind, body):
        stored = self._state.apply(kind, body)
        n = body['n']
        if n in self._state.open:
            # An absence of which Swift told nothing more; of the unknown it told nothing at all.
            self._state.settle(n, bool(self._state.open[n].get('absent')))
        return stored and describe(*stored, self.journal)

    def progress(self):
        told = [each for each in self._state.progress() if each[0] <= each[1]]
        self._state.told()
        return told

    def close(self):
        if self._tail:
            self._tail.close()


def start(files, first):
    """
    :param files: [(number, path)], the oldest first
    :returns: (number of the file to begin with, whether all from first on can be in it)
    """
    for number, path in reversed(files):
        for kind, body in _head_of(path):
            if kind == INTENT:
                if body['n'] <= first:
                    return number, True
                break
    return (files[0][0] if files else 1), False


def _head_of(path):
    prefix, number = path.rsplit('.', 2)[0], int(path.rsplit('.', 2)[1])
    tail = Tail(prefix, (number, 0))
    try:
        for record in tail.records():
            if tail.position[0] != number:
                return
            yield record
    finally:
        tail.close()
