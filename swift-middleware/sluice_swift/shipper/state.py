"""
What the shipper knows of one journal, and saves as its cursor.

An intent is open until its outcome is known. Numbers up to the frontier (the
last before the oldest open one) are told to the hub as progress, but for the
holes: numbers that the journal lost, or that nobody could settle.
"""

import json
import os

from sluice_swift import record

NOTHING_KNOWN = {'journal': None, 'position': None, 'seen': 0, 'reported': 0,
                 'open': [], 'holes': []}


class JournalState:
    """:param saved: what to_json() gave, or NOTHING_KNOWN"""

    def __init__(self, saved):
        self.journal = saved['journal']
        self.position = saved['position']
        self.seen = saved['seen']
        self.reported = saved['reported']
        self.holes = [tuple(hole) for hole in saved['holes']]
        self.open = {intent['n']: intent for intent in saved['open']}
        self.dropped = 0

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
        elif kind == record.INTENT:
            self._number(body['n'])
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

    def _number(self, n):
        if n > self.seen + 1:
            self.holes.append((self.seen + 1, n - 1))
            self.dropped += n - 1 - self.seen
        self.seen = max(self.seen, n)

    def settle(self, n, known):
        """:param known: False when nobody could tell what became of the intent"""
        if self.open.pop(n, None) and not known:
            self.holes.append((n, n))

    @property
    def frontier(self):
        return min(self.open) - 1 if self.open else self.seen

    def progress(self):
        """Ranges (first, last) to be told; one that is empty where nothing moved."""
        first, ranges = self.reported + 1, []
        for low, high in sorted(self.holes):
            if low > self.frontier:
                break
            if first < low:
                ranges.append((first, low - 1))
            first = max(first, high + 1)
        if first <= self.frontier or not ranges:
            ranges.append((first, max(self.frontier, first - 1)))
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
