"""
A receiver of batches that checks signatures, and can be told to misbehave.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = b'0123456789abcdef0123456789abcdef'
KEY_LINE = 'whsec_' + base64.b64encode(KEY).decode()


class FakeHub:
    """
    ``answers`` holds what to answer next: a status, (status, body, headers), or one of
    ``'hang'``, ``'close'`` and ``'cut'``. When it is empty the answer is 202.
    ``refuses(event)`` gives a reason to name the event in a 400, or None.

    :param tls: an ssl.SSLContext with a certificate, where it speaks https
    """

    def __init__(self, port=0, tls=None):
        self.keys = [KEY]
        self.signed_with = []  # which of them each well signed request was
        self.events = []  # taken, progress left out
        self.progress = []  # (epoch, from, to) told as delivered or nothing
        self.lost = []  # (epoch, from, to, why)
        self.told_again = []  # as lost, with None where it is not; these stand nowhere else
        self.again = None  # what the next answer asks for once more
        self.batches = []  # (message id, [events]) of every well signed request
        self.paths = []
        self.answers = []
        self.refuses = lambda event: None
        self.max_bytes = 1 << 30
        self.released = threading.Event()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                hub._post(self)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(('127.0.0.1', port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = '%s://127.0.0.1:%d/v1/events' % ('https' if tls else 'http', self.port)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    def _post(self, request):
        body = request.rfile.read(int(request.headers['Content-Length']))
        self.paths.append(request.path)
        good = [key for key in self.keys if signed_by(key, request.headers, body)]
        if not good:
            return respond(request, 401, {'error': {'message': 'wrong signature'}})
        self.signed_with += good
        events = json.loads(body)
        self.batches.append((request.headers['webhook-id'], events))
        answers = self.answers  # a test may put others in their place meanwhile
        answer = answers.pop(0) if answers else None
        if answer == 'hang':
            self.released.wait(120)
            request.close_connection = True
        elif answer == 'close':
            request.close_connection = True
        elif answer == 'cut':
            request.wfile.write(b'HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{"acc')
            request.close_connection = True
        elif answer is not None:
            status, said, headers = answer if isinstance(answer, tuple) else (answer, {}, {})
            respond(request, status, said, headers)
        elif len(body) > self.max_bytes:
            respond(request, 413, {})
        else:
            self._take(request, events)

    def _take(self, request, events):
        bad = [{'index': index, 'field': '/data', 'message': self.refuses(event)}
               for index, event in enumerate(events) if self.refuses(event)]
        named = {entry['index'] for entry in bad}
        for index, event in enumerate(events):
            if event['type'] == 'org.sluice.journal.progress':
                self._told(event['data'])
            elif index not in named:
                self.events.append(event)
        if bad:
            respond(request, 400, {'error': {'code': 'bad', 'message': 'some'}, 'bad': bad})
        else:
            said = {'accepted': len(events)}
            if self.again is not None:
                said['again'], self.again = self.again, None
            respond(request, 202, said)

    def _told(self, data):
        said = data['epoch'], data['from'], data['to']
        if data.get('again'):
            self.told_again.append((*said, data.get('lost')))
        elif 'lost' in data:
            self.lost.append((*said, data['lost']))
        else:
            self.progress.append(said)

    def names(self):
        return [event['subject'] for event in self.events]


def respond(request, status, said, headers=None):
    body = json.dumps(said).encode()
    request.send_response(status)
    for name, value in (headers or {}).items():
        request.send_header(name, value)
    request.send_header('Content-Length', str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def signed_by(key, headers, body):
    signed = b'.'.join((headers['webhook-id'].encode(), headers['webhook-timestamp'].encode(),
                        body))
    expected = 'v1,' + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    fresh = abs(time.time() - int(headers['webhook-timestamp'])) < 300
    return fresh and expected in headers['webhook-signature'].split()
