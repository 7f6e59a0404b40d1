"""
What the shipper knows of one journal, and saves as its cursor.

An intent is open until its outcome is known. Numbers up to the frontier (the
last before the oldest open one) are told to the hub as progress, each as
delivered or come to nothing, or as lost, with the reason.
"""

import json
import os

from sluice_swift import record

DROPPED = 'dropped'  # the journal has no record of it: it took none, or it is damaged
UNSETTLED = 'unsettled'  # nobody could tell what became of it
GONE = 'gone'  # the file that held it is deleted

NOTHING_KNOWN = {'journal': None, 'position': None, 'seen': 0, 'reported': 0,
                 'open': [], 'holes': []}


class JournalState:
    """:param saved: what to_json() gave, or NOTHING_KNOWN"""

    def __init__(self, saved):
        self.journal = saved['journal']
        self.position = saved['position']
        self.seen = saved['seen']
        self.reported = saved['reported']
        self.holes = [(*hole, DROPPED)[:3] for hole in saved['holes']]  # (first, last, why)
        self.open = {intent['n']: intent for intent in saved['open']}
        self.dropped = 0
        number, offset = self.position or (1, 0)
        self.file = number if offset else number - 1  # the last one that was begun
        self._missing = DROPPED  # why a number does not come

    def to_json(self):
        return json.dumps({'journal': self.journal, 'position': self.position,
                           'seen': self.seen, 'reported': self.reported, 'holes': self.holes,
                           'open': list(self.open.values())}, ensure_ascii=False)

    def apply(self, kind, body):
        """
        Take in one record.

        :returns: (intent, facts) when it says that a change was stored, else None
        """
        if kind == record.HEAD:
            self.journal = {key: body[key] for key in ('cluster', 'proxy', 'epoch')}
            if body['file'] > self.file + 1:
                self._missing = GONE
            self.file = body['file']
        elif kind == record.INTENT:
            self.skip(body['n'] - 1)
            self.seen = max(self.seen, body['n'])
            self._missing = DROPPED
            self.open[body['n']] = body
        elif kind == record.UNKNOWN and body['n'] in self.open:
            self.open[body['n']]['asked'] = True
        elif kind == record.NOTHING:
            intent = self.open.get(body['n'])
            if intent and intent['verb'] == 'DELETE' and body.get('status') == 404:
                intent['absent'] = True  # an upload under way may yet come to light
            else:
                self.open.pop(body['n'], None)
        elif kind == record.STORED:
            intent = self.open.pop(body['n'], None)
            return intent and (intent, body)
        return None

    def skip(self, last, why=None):
        """Numbers up to this one that have not come are lost."""
        if last <= self.seen:
            return
        why = why or self._missing
        self.holes.append((self.seen + 1, last, why))
        if why == DROPPED:
            self.dropped += last - self.seen
        self.seen = last

    def settle(self, n, known, why=UNSETTLED):
        """
        :param known: False when nobody could tell what became of the intent
        :param why: nobody could
        """
        if self.open.pop(n, None) and not known:
            self.holes.append((n, n, why))

    @property
    def frontier(self):
        return min(self.open) - 1 if self.open else self.seen

    def progress(self):
        """
        Ranges (first, last, why lost or None) to be told: every number once.
        One that is empty where nothing moved.
        """
        first, ranges = self.reported + 1, []
        for low, high, why in sorted(self.holes):
            if low > self.frontier:
                break
            if first < low:
                ranges.append((first, low - 1, None))
            if first <= high:
                ranges.append((max(first, low), high, why))
            first = max(first, high + 1)
        if first <= self.frontier or not ranges:
            ranges.append((first, max(self.frontier, first - 1), None))
        return ranges

    def told(self):
        """The hub has taken progress()."""
        self.reported = max(self.reported, self.frontier)
        self.holes = [hole for hole in self.holes if hole[1] > self.reported]


def load(path):
    """A cursor that is not there, or cannot be read, means: from the beginning."""
    try:
        with open(path, encoding='utf-8') as source:
            saved = json.load(source)
        return JournalState({key: saved[key] for key in NOTHING_KNOWN})
    except (OSError, ValueError, KeyError):
        return JournalState(NOTHING_KNOWN)


def save(path, state):
    """Whole or not at all, also when the machine stops in the middle."""
    draft = path + '.new'
    with open(draft, 'w', encoding='utf-8') as out:
        out.write(state.to_json())
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, path)
