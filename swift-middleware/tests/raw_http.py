"""
Requests byte by byte, for what HTTP libraries do not let through.
"""

import socket
from contextlib import contextmanager
from urllib.parse import urlsplit


@contextmanager
def sending(container, method, path, headers):
    """
    A request with its head sent, and a connection on which its body may follow.

    :param path: quoted, behind the account
    :param headers: list of (name, value), bytes or str
    """
    url = urlsplit(container.storage_url)
    head = [b'%s %s HTTP/1.1' % (method.encode(), (url.path + path).encode())]
    for name, value in [('Host', url.netloc), ('X-Auth-Token', container.token), *headers]:
        head.append(_bytes(name) + b': ' + _bytes(value))
    with socket.create_connection((url.hostname, url.port), 30) as connection:
        connection.sendall(b'\r\n'.join(head) + b'\r\n\r\n')
        yield connection


def exchange(container, method, path, headers=(), body=b''):
    """:returns: (status, [(name, value)] as bytes, body) of the answer"""
    with sending(container, method, path, [('Connection', 'close'), *headers]) as connection:
        connection.sendall(body)
        answer = b''.join(iter(lambda: connection.recv(65536), b''))
    head, _, body = answer.partition(b'\r\n\r\n')
    status, *lines = head.split(b'\r\n')
    return int(status.split()[1]), [tuple(line.split(b': ', 1)) for line in lines], body


def _bytes(value):
    return value if isinstance(value, bytes) else value.encode()
