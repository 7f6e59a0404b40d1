"""Misdeeds as cards of a deck, shuffled by the seed: each kind surely happens, none too often."""

import threading
from collections import Counter

MISDEEDS = ("500", "503", "429", "400 without a name", "400 naming an event", "401", "413", "hangs",
            "closes before reading", "taken, closes without an answer", "taken, half an answer")
FORWARDED = "forwarded"
PLAIN_CARDS = 39
# An event that is refused alone is set aside: that is the work of one card only.
EVENTS_NEEDED = {"400 without a name": 2, "413": 2, "400 naming an event": 1}


class Deck:
    """:param draw: random numbers"""

    def __init__(self, draw):
        self.draw = draw
        self.calm = False  # nothing but forwarding from now on
        self.played = Counter()
        self._cards, self._mutex = [], threading.Lock()

    def card(self) -> str:
        """What shall be done to the next batch."""
        if self.calm:
            return FORWARDED
        with self._mutex:
            if not self._cards:
                self._cards = [*MISDEEDS, *[FORWARDED] * PLAIN_CARDS]
                self.draw.shuffle(self._cards)
            card = self._cards.pop()
            self.played[card] += 1
            return card

    def suits(self, card: str, events: int) -> bool:
        """Whether the batch has enough events for it; if not, it comes again later."""
        if events >= EVENTS_NEEDED.get(card, 0):
            return True
        with self._mutex:
            self.played[card] -= 1
            self._cards.insert(0, card)
        return False
