"""
Settles open intents: those whose writer died, and those of which Swift's answer
did not tell. In a thread of its own, so that it holds up no other event.
"""

import heapq
import itertools
import queue
import threading
import time

from sluice_swift.shipper.swift_object import NOT_YET, fate

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0


class Settler:
    """
    :param open_objects: gives what has headers(account, container, object);
                         called in the settling thread, once there is work
    :param grace: seconds that Swift is asked again while it does not show the change
    :param limit: open intents that are kept at most; further ones are left unsettled
    :param figures: counts
    :param logger: says what stays open
    """

    def __init__(self, open_objects, grace, limit, figures, logger):
        self._open_objects = open_objects
        self._objects = None
        self._grace = grace
        self._limit = limit
        self._figures = figures
        self._logger = logger
        self._incoming = queue.SimpleQueue()
        self._waiting = []  # heap of (due, tie, entry)
        self._tie = itertools.count()
        self.results = queue.SimpleQueue()  # (follower's key, n, known, intent, facts)

    def start(self):
        threading.Thread(target=self._run, name='settler', daemon=True).start()

    def submit(self, key, n, intent):
        entry = {'key': key, 'n': n, 'intent': intent, 'since': None, 'pause': FIRST_PAUSE}
        self._figures.settling += 1
        if self._figures.settling > self._limit:
            self._figures.unsettled += 1
            self._done(entry, False, None)
        else:
            self._incoming.put(entry)

    def _run(self):
        while True:
            self._take_in()
            entry = heapq.heappop(self._waiting)[2]
            if not self._settled(entry):
                self._again(entry, entry['pause'])
                entry['pause'] = min(2 * entry['pause'], LONGEST_PAUSE)

    def _take_in(self):
        """Wait until an entry is due."""
        while True:
            due = self._waiting[0][0] - time.monotonic() if self._waiting else None
            if due is not None and due <= 0:
                return
            try:
                self._again(self._incoming.get(timeout=due), 0)
            except queue.Empty:
                return

    def _again(self, entry, pause):
        heapq.heappush(self._waiting, (time.monotonic() + pause, next(self._tie), entry))

    def _settled(self, entry):
        intent = entry['intent']
        try:
            if self._objects is None:
                self._objects = self._open_objects()
            status, headers = self._objects.headers(
                *(intent[key] for key in ('account', 'container', 'object')))
            verdict, facts = fate(intent, status, headers)
        except Exception as err:
            self._logger.warning('Swift did not tell what became of change %d of %s%s, will ask '
                                 'again: %s', entry['n'], entry['key'], said_of(intent), err)
            return False
        if verdict != NOT_YET:
            self._figures.settled += 1
            self._done(entry, True, facts)
            return True
        entry['since'] = entry['since'] or time.monotonic()
        if time.monotonic() - entry['since'] < self._grace:
            return False
        self._figures.unsettled += 1
        self._logger.warning('Swift does not show change %d of %s (%s)%s, %g s after it was first '
                             'asked: left for reconciliation.', entry['n'], entry['key'],
                             intent['verb'], said_of(intent), self._grace)
        self._done(entry, False, None)
        return True

    def _done(self, entry, known, facts):
        self._figures.settling -= 1
        self.results.put((entry['key'], entry['n'], known, entry['intent'], facts))


def said_of(intent):
    """Names the request to Swift, where it is known: it leads to Swift's log and the hub's."""
    return ' (request %s)' % intent['trans_id'] if intent.get('trans_id') else ''
