"""
An uploader that costs little itself: one thread, an epoll, connections kept alive.

What the client burns on a shared machine dilutes what is to be measured, so a request is
made once, and an answer is looked at for its status and its end only.
"""

import select
import socket
import time

LONGEST_WAIT_S = 120


class UploadFailed(Exception):
    """An upload was not answered with 201."""


class _Connection:
    """One upload at a time."""

    def __init__(self, address):
        self._socket = socket.create_connection(address, LONGEST_WAIT_S)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setblocking(False)
        self._out = []  # parts that are still to be sent
        self._answer = b""
        self.begun = 0.0

    def fileno(self):
        return self._socket.fileno()

    def close(self):
        self._socket.close()

    def begin(self, request):
        self._out, self._answer = [memoryview(part) for part in request], b""
        self.begun = time.perf_counter()
        return self.go_on()

    def go_on(self):
        """:returns: the epoll events to wait for"""
        while self._out:
            try:
                sent = self._socket.sendmsg(self._out)
            except BlockingIOError:
                return select.EPOLLOUT | select.EPOLLIN
            while self._out and sent >= len(self._out[0]):
                sent -= len(self._out.pop(0))
            if self._out:
                self._out[0] = self._out[0][sent:]
        return select.EPOLLIN

    @property
    def is_sent(self):
        return not self._out

    def answered(self):
        """:returns: the status, or None while the answer is not whole"""
        chunk = self._socket.recv(65536)
        if not chunk:
            raise UploadFailed("the proxy closed the connection, having said %r"
                               % self._answer[:200])
        self._answer += chunk
        head, end, body = self._answer.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return None
        return int(self._answer[9:12])


def _length(head):
    for line in head.split(b"\r\n"):
        if line[:15].lower() == b"content-length:":
            return int(line[15:])
    return 0


class Uploader:
    """
    :param address: (host, port) of a proxy
    :param requests: HTTP requests, each a pair (head, body) of bytes
    :param clients: how many are under way at a time
    """

    def __init__(self, address, requests, clients):
        self._address = address
        self._requests = requests
        self._clients = min(clients, len(requests))
        self.answered = {}  # of an open loop: time.time() by the request's place

    def closed_loop(self):
        """
        Each connection begins its next upload when the last one is answered.

        :returns: (seconds for all, [seconds of each])
        :raises UploadFailed: on the first answer that is not 201
        """
        connections = [_Connection(self._address) for _ in range(self._clients)]
        try:
            return self._run({each.fileno(): each for each in connections})
        finally:
            for each in connections:
                each.close()

    def _run(self, connections):
        poll, waiting = select.epoll(), iter(self._requests)
        latencies = []
        started = time.perf_counter()
        for each in connections.values():
            poll.register(each, each.begin(next(waiting)))
        busy = len(connections)
        while busy:
            ready = poll.poll(LONGEST_WAIT_S)
            if not ready:
                raise UploadFailed("no answer in %d s" % LONGEST_WAIT_S)
            for fd, _events in ready:
                busy -= self._step(poll, connections[fd], waiting, latencies)
        return time.perf_counter() - started, latencies

    def open_loop(self, rate):
        """
        Uploads begin by the clock, whether or not the earlier ones were answered.

        :param rate: uploads a second
        :returns: [seconds of each, from when it was due]
        :raises UploadFailed:
        """
        connections = [_Connection(self._address) for _ in range(self._clients)]
        try:
            return self._run_by_clock({each.fileno(): each for each in connections}, rate)
        finally:
            for each in connections:
                each.close()

    def _run_by_clock(self, connections, rate):
        poll, free, due_of = select.epoll(), list(connections.values()), {}
        latencies, begun, started = [], 0, time.perf_counter()
        while len(latencies) < len(self._requests):
            now = time.perf_counter()
            while free and begun < len(self._requests) and started + begun / rate <= now:
                each = free.pop()
                due_of[each] = begun
                poll.register(each, each.begin(self._requests[begun]))
                begun += 1
            wait = LONGEST_WAIT_S
            if free and begun < len(self._requests):
                wait = max(0.0, started + begun / rate - now)
            for fd, _events in poll.poll(wait):
                each = connections[fd]
                if not each.is_sent:
                    poll.modify(each, each.go_on())
                    continue
                status = each.answered()
                if status is not None:
                    require_stored(status)
                    number = due_of.pop(each)
                    self.answered[number] = time.time()
                    latencies.append(time.perf_counter() - (started + number / rate))
                    poll.unregister(each)
                    free.append(each)
        return latencies

    @staticmethod
    def _step(poll, connection, waiting, latencies):
        """:returns: 1 when the connection has nothing left to do"""
        if not connection.is_sent:
            poll.modify(connection, connection.go_on())
            return 0
        status = connection.answered()
        if status is None:
            return 0
        require_stored(status)
        latencies.append(time.perf_counter() - connection.begun)
        request = next(waiting, None)
        if request is None:
            poll.unregister(connection)
            return 1
        events = connection.begin(request)
        if events != select.EPOLLIN:
            poll.modify(connection, events)
        return 0


def require_stored(status):
    """:raises UploadFailed:"""
    if status != 201:
        raise UploadFailed("an upload was answered with %d" % status)


def put_request(host, path, token, body, content_type="application/octet-stream"):
    """
    A PUT as (head, body): many share one body, which would else fill the memory.

    :param path: ``/v1/ACCOUNT/CONTAINER/NAME``
    """
    head = ("PUT %s HTTP/1.1\r\nHost: %s\r\nX-Auth-Token: %s\r\nContent-Length: %d\r\n"
            "Content-Type: %s\r\n\r\n" % (path, host, token, len(body), content_type))
    return head.encode(), body
