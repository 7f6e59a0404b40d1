"""Clients of Swift: threads that send the plan's requests, each until Swift has taken it."""

import http.client
import threading
import time
from urllib.parse import quote

BROKEN = (OSError, http.client.HTTPException)
PATIENCE = 120
TAKEN = {"PUT": 201, "COPY": 201, "DELETE": 204}


class Progress:
    """How many requests were taken; a fault waits in it for its moment."""

    def __init__(self):
        self._changed = threading.Condition()
        self.count = 0
        self.failed = None

    def one_more(self) -> None:
        """A request was taken."""
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def fail(self, error) -> None:
        """A client has given up."""
        with self._changed:
            self.failed = error
            self._changed.notify_all()

    def wait(self, count: int, seconds: float) -> bool:
        """Whether so many were taken before the time was over."""
        with self._changed:
            return self._changed.wait_for(lambda: self.failed or self.count >= count, seconds)


class Client(threading.Thread):
    """
    :param storage: (host, port, path of the account)
    :param steps: in their order, each with the seconds to wait before it
    """

    def __init__(self, storage: tuple, token: str, container: str, steps: list,
                 progress: Progress):
        super().__init__(daemon=True)
        self._storage, self._token, self._container = storage, token, container
        self._steps, self._progress = steps, progress
        self._connection = None

    def run(self):
        try:
            for pause, step in self._steps:
                time.sleep(pause)
                self._take(step)
                self._progress.one_more()
        except Exception as error:
            self._progress.fail(error)

    def _take(self, step) -> None:
        deadline = time.monotonic() + PATIENCE
        tries = 0
        while True:
            tries += 1
            status = self._send(step)
            # A request that was answered too late had been done all the same.
            if status == TAKEN[step.verb] or (tries > 1 and (step.verb, status) == ("DELETE", 404)):
                return
            assert status is None or status >= 500, f"{step.verb} {step.name}: {status}"
            assert time.monotonic() < deadline, f"{step.verb} {step.name}: {status} at last"
            time.sleep(0.2)

    def _send(self, step):
        host, port, account = self._storage
        path = f"{account}/{self._container}/"
        headers = {"X-Auth-Token": self._token}
        if step.content:
            headers.update({"Content-Type": step.content.content_type, **step.content.headers})
        if step.verb == "COPY":
            headers["Destination"] = f"{self._container}/{quote(step.name)}"
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection(host, port, timeout=60)
            self._connection.request(step.verb, path + quote(step.source or step.name),
                                     step.content.body if step.content else None, headers)
            response = self._connection.getresponse()
            response.read()
            return response.status
        except BROKEN:
            self._connection.close()
            self._connection = None
            return None
