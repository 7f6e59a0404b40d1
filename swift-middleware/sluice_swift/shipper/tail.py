"""
Reads the files of one journal from a position on, record by record.
"""

import os

from sluice_swift.record import SUFFIX, Damaged, decode

CHUNK = 32 << 10


class Tail:
    """
    :param prefix: path up to the file number, ``DIR/PROXY.EPOCH``
    :param position: (number of the file, offset in it)
    """

    def __init__(self, prefix, position=(1, 0)):
        self._prefix = prefix
        self.position = tuple(position)
        self.damaged = 0
        self._file = None
        self._buffer = b''

    def records(self):
        """
        Yield what is there by now. ``position`` stands behind the record that
        was yielded last, so a reader may stop after any of them.
        """
        while True:
            line = self._line()
            if line is None:
                if not self._next_file():
                    return
                continue
            number, offset = self.position
            self.position = (number, offset + len(line))
            try:
                yield decode(line)
            except Damaged:
                self.damaged += 1

    def torn(self):
        """:returns: whether a part of a record stands behind the last whole one"""
        try:
            return os.path.getsize(self.path(self.position[0])) > self.position[1]
        except FileNotFoundError:
            return False

    def close(self):
        if self._file:
            self._file.close()
            self._file = None

    def path(self, number):
        return '%s.%06d%s' % (self._prefix, number, SUFFIX)

    def _line(self):
        """The next whole line, or None: the rest may still be on its way."""
        if self._file is None:
            try:
                self._file = open(self.path(self.position[0]), 'rb', buffering=0)
            except FileNotFoundError:
                return None
            self._buffer = b''
        end = self._buffer.find(b'\n')
        while end < 0:
            # Read again from the last whole line: a record cut by a full disk is taken back.
            offset = self.position[1]
            chunk = os.pread(self._file.fileno(), max(CHUNK, 2 * len(self._buffer)), offset)
            end = chunk.find(b'\n')
            if end < 0 and len(chunk) <= len(self._buffer) or not chunk:
                self._buffer = b''
                return None
            self._buffer = chunk
        line, self._buffer = self._buffer[:end + 1], self._buffer[end + 1:]
        return line

    def _next_file(self):
        """Step on if the writer has: it never comes back to an earlier file."""
        number = self.position[0]
        if not os.path.exists(self.path(number + 1)):
            return False
        if self._file and os.fstat(self._file.fileno()).st_size > self.position[1]:
            line = self._line()
            if line is not None:
                self._buffer = line + self._buffer
                return True
            self.damaged += 1  # torn, and nothing will follow it
        self.close()
        self.position = (number + 1, 0)
        self._buffer = b''
        return True
