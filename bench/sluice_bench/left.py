"""
How far long work is, and how long it will take.
"""

import sys
import time

EVERY_S = 15


class Left:
    """
    A line on the standard error now and then, and one at the end.

    :param what: a text with ``%d of %d``: what is done of how much
    :param total: how much there is to do
    :param now: a clock in seconds
    """

    def __init__(self, what, total, now=time.monotonic):
        self._what, self._total, self._now = what, total, now
        self._began = self._said = now()

    def at(self, done):
        """So much is done."""
        now = self._now()
        if done >= self._total:
            self._say(done, "; it took " + span(now - self._began))
        elif done and now - self._said >= EVERY_S:
            self._said = now
            self._say(done, "; about %s left" % span(
                (now - self._began) / done * (self._total - done)))

    def _say(self, done, more):
        print(self._what % (done, self._total) + more, file=sys.stderr, flush=True)


def span(seconds):
    """A time as a person says it."""
    return "%d s" % seconds if seconds < 120 else "%d min" % round(seconds / 60)
