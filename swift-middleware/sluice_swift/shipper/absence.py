"""
Deletes that Swift answered with 404. One that met an upload under way is no
"nothing": its tombstone is newer than the upload, which is answered 201 and is
gone all the same. So where an upload of the same object was seen, Swift is asked.
"""

from collections import OrderedDict

REMEMBERED = 20000


class Absences:
    """:param settler: has submit(key, n, intent)"""

    def __init__(self, settler):
        self._settler = settler
        self._uploads = OrderedDict()  # names of the latest uploads, of all journals
        self._waiting = []

    def saw(self, intent):
        if intent['verb'] != 'DELETE':
            self._uploads[_names(intent)] = None
            self._uploads.move_to_end(_names(intent))
            if len(self._uploads) > REMEMBERED:
                self._uploads.popitem(last=False)

    def wait(self, follower, n, intent):
        """Decide once all journals were read on: the upload may stand in another."""
        self._waiting.append((follower, n, intent))

    def begin(self):
        """:returns: those that are decided when all journals have been read from here on"""
        ready, self._waiting = self._waiting, []
        return ready

    def again(self, ready):
        """The journals were not read to their ends."""
        self._waiting = ready + self._waiting

    def decide(self, ready):
        for follower, n, intent in ready:
            if _names(intent) in self._uploads:
                self._settler.submit(follower.prefix, n, intent)
            else:
                follower.settle(n, True)


def _names(intent):
    return intent['account'], intent['container'], intent['object']
