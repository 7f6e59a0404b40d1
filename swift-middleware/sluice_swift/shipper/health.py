"""
GET /health (200 while it runs, 503 with the reason while it holds) and GET /metrics.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def serve(address, port, figures):
    """:returns: the server, answering in a thread"""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        timeout = 10

        def do_GET(self):
            if self.path == '/health':
                health = figures.health()
                status = 503 if health['status'] == 'holding' else 200
                self._answer(status, 'application/json', json.dumps(health) + '\n')
            elif self.path == '/metrics':
                self._answer(200, 'text/plain; version=0.0.4', figures.prometheus())
            else:
                self._answer(404, 'text/plain', 'GET /health or /metrics\n')

        def _answer(self, status, content_type, text):
            body = text.encode()
            self.send_response(status)
            self.send_header('Content-Type', content_type)
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    try:
        server = ThreadingHTTPServer((address, port), Handler)
    except OSError as err:
        raise OSError('/health can not answer on %s:%d: %s. Set bind_port to a free one.'
                      % (address, port, err.strerror))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name='health', daemon=True).start()
    return server
