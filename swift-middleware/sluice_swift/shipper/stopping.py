"""
Whether the shipper was told to stop.
"""

import os
import select


class Stopping:
    """Like threading.Event, but may be set by a signal handler at any moment."""

    def __init__(self):
        self._read, self._write = os.pipe()

    def set(self):
        os.write(self._write, b'.')

    def is_set(self):
        return self.wait(0)

    def wait(self, seconds):
        poll = select.poll()  # select() knows no descriptor above 1023
        poll.register(self._read, select.POLLIN)
        return bool(poll.poll(1000 * seconds))
