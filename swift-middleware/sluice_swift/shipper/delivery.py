"""
Brings a batch to the hub, however long it takes: lets go only of what it took.

An event that the hub refuses is set aside with the answer, and holds up nothing.
An answer that no repeating can mend (a wrong key, a wrong address) holds
everything and says so, and is tried again slowly: nothing is dropped.
"""

import json
import random
import secrets
import time

from sluice_swift.shipper.hub import Hold, Later, Refused, Taken
from sluice_swift.shipper.signature import KeysUnusable

PROGRESS = b'"org.sluice.journal.progress"'
REQUESTS_NAMED = 10


class Stopped(Exception):
    """The shipper was told to stop before the batch was taken."""


class Delivery:
    """
    :param hub: has post(message_id, body)
    :param set_aside: has add(event, reason, answer) and in_a_row, which it keeps
    :param figures: counts
    :param logger: says what a person must know
    :param stopping: has wait(seconds)
    :param retry_max: seconds
    :param hold_pause: seconds
    :param set_aside_limit: refused events in a row after which all is held
    """

    def __init__(self, hub, set_aside, figures, logger, stopping, retry_max, hold_pause,
                 set_aside_limit):
        self._hub = hub
        self._set_aside = set_aside
        self._figures = figures
        self._logger = logger
        self._stopping = stopping
        self._retry_max = retry_max
        self._hold_pause = hold_pause
        self._limit = set_aside_limit
        self._in_row = set_aside.in_a_row
        self.asked = None  # what the hub's latest answer asks for once more, unchecked

    def deliver(self, events):
        """
        :param events: serialized, in order
        :raises Stopped: with the batch, or a part of it, still here
        """
        answer = self._until_answered(events)
        while isinstance(answer, Refused) and self._too_many(events, answer):
            self._hold('More than %d events in a row were refused: %s'
                       % (self._limit, answer.message))
            answer = self._until_answered(events)
        self._figures.holding = self._figures.blocked_at = None
        if isinstance(answer, Taken):
            self._count_in_row(0, events)
            self.asked = answer.again
        elif isinstance(answer, Refused) and answer.bad:
            self._put_aside(events, answer)
        elif len(events) == 1:
            message = getattr(answer, 'message', 'one event alone is too large for the hub')
            self._put_aside(events, Refused([{'index': 0}], message))
        else:
            # Too large, or refused without naming one: the halves will tell.
            middle = len(events) // 2
            self.deliver(events[:middle])
            self.deliver(events[middle:])

    def _too_many(self, events, answer):
        indexes = {entry['index'] for entry in answer.bad} or {0}
        in_row = self._in_row
        for index, event in enumerate(events):
            if index in indexes:
                in_row += 1
            elif PROGRESS not in event:
                in_row = 0
            if in_row > self._limit:
                return True
        if answer.bad or len(events) == 1:
            self._count_in_row(in_row, events)
        return False

    def _count_in_row(self, number, events):
        """A hub that takes the progress alone may still refuse every event."""
        if number != self._in_row and not all(PROGRESS in event for event in events):
            self._in_row = self._set_aside.in_a_row = number

    def _put_aside(self, events, answer):
        indexes = {entry['index']: entry for entry in answer.bad
                   if 0 <= entry['index'] < len(events)}
        for index, entry in sorted(indexes.items()):
            self._keep(events[index], entry, answer.message)
        self._figures.set_aside += len(indexes)
        self._logger.error('Set %d of %d events aside%s: %s. See %s.', len(indexes), len(events),
                           said_of([events[index] for index in sorted(indexes)]), answer.message,
                           self._set_aside.directory)

    def _keep(self, event, entry, message):
        while True:
            try:
                return self._set_aside.add(event, entry, message)
            except OSError as err:
                self._hold('An event that the hub refused could not be set aside in %s: %s'
                           % (self._set_aside.directory, err.strerror))

    def _until_answered(self, events):
        body = b'[' + b',\n'.join(events) + b']'
        message_id = 'msg_' + secrets.token_hex(12)
        pause = 0.1
        while True:
            try:
                answer = self._hub.post(message_id, body)
            except KeysUnusable as err:
                answer = Hold(str(err))
            if isinstance(answer, Hold):
                self._hold(answer.reason)
                continue
            if isinstance(answer, Later):
                self._later(answer, pause)
                pause = min(2 * pause, self._retry_max)
                continue
            if self._figures.retrying:
                self._logger.info('The hub takes events again.')
            self._figures.retrying = None
            return answer

    def _hold(self, reason):
        if self._figures.holding != reason:
            self._logger.error('Holding all events, none is lost: %s', reason)
        self._figures.holding = reason
        self._rest(self._hold_pause)

    def _later(self, answer, pause):
        if not self._figures.retrying:
            self._logger.warning('Will try again, no event is lost: %s', answer.reason)
        self._figures.retrying, self._figures.holding = answer.reason, None
        self._rest(answer.after or pause * random.uniform(0.5, 1.0))

    def _rest(self, seconds):
        self._figures.retries += 1
        self._figures.blocked_at = self._figures.blocked_at or time.time()
        if self._stopping.wait(seconds):
            raise Stopped()


def serialize(event):
    return json.dumps(event, ensure_ascii=False, separators=(',', ':')).encode('utf-8', 'replace')


def said_of(events):
    """Names the requests to Swift that events are of, where they are known, of many the first.

    :param events: serialized
    """
    known = (json.loads(event).get('data', {}).get('trans_id') for event in events)
    requests = list(dict.fromkeys(filter(None, known)))
    if not requests:
        return ''
    more = len(requests) - REQUESTS_NAMED
    return ' (requests %s%s)' % (', '.join(requests[:REQUESTS_NAMED]),
                                 ' and %d more' % more if more > 0 else '')
