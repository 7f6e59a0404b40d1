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
        return bool(select.select([self._read], [], [], seconds)[0])
