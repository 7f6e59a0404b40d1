"""
How long a JVM is warmed up.
"""

import statistics

SPAN = 6  # rounds that are compared with as many before them
MOST = 60  # rounds
STEADY = 0.95


class WarmUp:
    """
    Rounds that do not count: until one costs hardly less than those before, as code that runs often
    is compiled once more, and better, for a minute or two. Or so many as are asked for.

    :param rounds: that are asked for; None for as many as it takes
    :param span: rounds that are compared with as many before them
    """

    def __init__(self, rounds=None, span=SPAN):
        self._rounds, self._span, self._costs = rounds, span, []

    def add(self, cost):
        """:param cost: of a round, in seconds of any kind"""
        self._costs.append(cost)

    @property
    def done(self):
        """How many rounds it has had."""
        return len(self._costs)

    @property
    def over(self):
        """Whether the next round counts."""
        if self._rounds is not None:
            return self.done >= self._rounds
        return self.done >= MOST or self.done >= 2 * self._span and self._steady()

    def _steady(self):
        before, last = self._costs[-2 * self._span:-self._span], self._costs[-self._span:]
        return statistics.median(last) > STEADY * statistics.median(before)
