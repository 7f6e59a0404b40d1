"""
What the shipper counts, for its health answer and its metrics.
"""

import time

COUNTERS = {
    'sent': 'events that the hub has taken',
    'sent_again': 'events that the hub asked for once more, and took',
    'batches': 'batches that the hub has taken',
    'set_aside': 'events that the hub refused and that were put into a file',
    'segments': 'parts of large objects that were not sent',
    'settled': 'open intents of which Swift told what became of them',
    'unsettled': 'open intents that even Swift could not tell of: for reconciliation',
    'dropped': 'changes that a full or broken journal did not take',
    'damaged': 'records of journals that could not be read',
    'retries': 'batches that had to be sent again',
}


class Figures:
    def __init__(self):
        for name in COUNTERS:
            setattr(self, name, 0)
        self.in_hand = 0  # events of the batch that is under way
        self.oldest = None  # when the oldest of them happened
        self.settling = 0
        self.holding = None  # why nothing is sent, when that needs a person
        self.retrying = None  # why the hub does not take it now
        self.blocked_at = None  # since when it has not taken anything
        self.count_unread = lambda: 0
        self.count_set_aside = lambda: 0

    @property
    def oldest_unsent(self):
        oldest = self.oldest
        if oldest is None and self.count_unread():
            oldest = self.blocked_at
        return 0.0 if oldest is None else max(0.0, time.time() - oldest)

    def health(self):
        status = 'holding' if self.holding else 'retrying' if self.retrying else 'ok'
        return dict({'status': status, 'reason': self.holding or self.retrying,
                     'unsent': self.in_hand + self.count_unread(),
                     'oldest_unsent_seconds': round(self.oldest_unsent, 3),
                     'settling': self.settling,
                     'set_aside_waiting': self.count_set_aside()},
                    **{name: getattr(self, name) for name in COUNTERS})

    def prometheus(self):
        health = self.health()
        lines = []
        for name, meaning in COUNTERS.items():
            lines += ['# HELP sluice_shipper_%s_total %s' % (name, meaning),
                      '# TYPE sluice_shipper_%s_total counter' % name,
                      'sluice_shipper_%s_total %d' % (name, health[name])]
        health['holding'] = int(health['status'] == 'holding')
        for name in ('unsent', 'oldest_unsent_seconds', 'settling', 'set_aside_waiting',
                     'holding'):
            lines += ['# TYPE sluice_shipper_%s gauge' % name,
                      'sluice_shipper_%s %s' % (name, health[name])]
        return '\n'.join(lines) + '\n'
