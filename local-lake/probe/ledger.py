"""What the clients asked for and what they were answered."""

import threading
from dataclasses import dataclass
from typing import Optional

from probe.plan import Request

ACKNOWLEDGED, REFUSED, ABSENT, OPEN = "acknowledged", "refused", "absent", "unacknowledged"


@dataclass(frozen=True)
class Entry:
    """A request and its answer: a status, or None where the connection broke."""

    request: Request
    status: Optional[int]

    @property
    def outcome(self) -> str:
        """What the client knows of it."""
        verb, status = self.request.verb, self.status
        if status is None or status in (408, 499) or status >= 500:
            return OPEN  # of a 503 nobody can tell whether the filter or a disk was the reason
        if status == (204 if verb == "DELETE" else 201):
            return ACKNOWLEDGED
        return ABSENT if (verb, status) == ("DELETE", 404) else REFUSED


class Ledger:
    """Written by all clients; a fault waits in it for its moment."""

    def __init__(self):
        self._changed = threading.Condition()
        self._entries = {}

    def note(self, request: Request, status) -> None:
        """An answer, or None."""
        with self._changed:
            self._entries[request.number] = Entry(request, status)
            self._changed.notify_all()

    def __len__(self):
        return len(self._entries)

    def entries(self) -> dict:
        """All, by the request's number."""
        with self._changed:
            return dict(self._entries)

    def wait(self, count: int, seconds: float) -> bool:
        """Whether so many requests were answered before the time was over."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._entries) >= count, seconds)

    def wait_for_answers(self, status: int, more: int, seconds: float) -> bool:
        """Whether so many more were answered so before the time was over."""
        def count():
            return sum(entry.status == status for entry in self._entries.values())
        with self._changed:
            wanted = count() + more
            return self._changed.wait_for(lambda: count() >= wanted, seconds)
