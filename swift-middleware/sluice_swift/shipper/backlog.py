"""
Counts what lies in the journals behind the shipper, for its figures only.
"""

import os
import threading


class Backlog:
    """
    Reads each byte once, whatever the number of questions.

    :param followers: gives the followers there are
    """

    def __init__(self, followers):
        self._followers = followers
        self._mutex = threading.Lock()
        self._known = {}  # prefix -> [position up to which was counted, [positions of events]]

    def count(self):
        with self._mutex:
            return sum(self._unread(follower) for follower in list(self._followers()))

    def _unread(self, follower):
        position = tuple(follower.tail.position)
        counted, events = self._known.get(follower.prefix, (position, []))
        counted = max(counted, position)
        number, offset = counted
        while True:
            size = self._scan(follower.tail.path(number), number, offset, events)
            if not os.path.exists(follower.tail.path(number + 1)):
                break
            number, offset = number + 1, 0
        behind = [event for event in events if event >= position]
        self._known[follower.prefix] = ((number, size), behind)
        return len(behind)

    def _scan(self, path, number, offset, events):
        try:
            with open(path, 'rb') as lines:
                lines.seek(offset)
                for line in lines:
                    if not line.endswith(b'\n'):
                        break
                    if line.startswith(b'S '):
                        events.append((number, offset))
                    offset += len(line)
        except FileNotFoundError:
            pass
        return offset
