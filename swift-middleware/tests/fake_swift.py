"""
A Swift of a few lines: answers what it was told to, and keeps what it was asked.
"""

from io import BytesIO


class FakeSwift:
    """
    :param answers: status lines by method; PUT 201, POST 202, DELETE 204 otherwise
    """

    DEFAULTS = {'PUT': '201 Created', 'POST': '202 Accepted', 'DELETE': '204 No Content',
                'GET': '200 OK', 'HEAD': '200 OK'}

    def __init__(self, answers=None, container_headers=None):
        self.answers = dict(self.DEFAULTS, **(answers or {}))
        self.container_headers = container_headers or []
        self.calls = []
        self.before_answer = lambda env: None
        self.read_body = True

    def __call__(self, env, start_response):
        is_object = env['PATH_INFO'].count('/') >= 4
        if not is_object:
            start_response('200 OK', [('X-Container-Object-Count', '0')] + self.container_headers)
            return [b'']
        self.calls.append((env['REQUEST_METHOD'], env['PATH_INFO']))
        body = b''
        if env['REQUEST_METHOD'] == 'PUT' and self.read_body:
            body = b''.join(iter(lambda: env['wsgi.input'].read(65536), b''))
            if not env.get('CONTENT_TYPE'):
                env['CONTENT_TYPE'] = 'application/octet-stream'
        self.before_answer(env)
        answer = self.answers[env['REQUEST_METHOD']]
        if isinstance(answer, BaseException):
            raise answer
        start_response(answer, [('Etag', 'e%d' % len(body)), ('Content-Length', '0')])
        return [b'']


def environ(method='PUT', path='/v1/AUTH_a/c/o', body=b'hello', **more):
    env = {'REQUEST_METHOD': method, 'PATH_INFO': path, 'SCRIPT_NAME': '', 'QUERY_STRING': '',
           'SERVER_NAME': 'proxy', 'SERVER_PORT': '80', 'SERVER_PROTOCOL': 'HTTP/1.1',
           'wsgi.input': BytesIO(body), 'wsgi.url_scheme': 'http',
           'wsgi.errors': BytesIO(), 'swift.trans_id': 'tx1'}
    if method == 'PUT':
        env['CONTENT_LENGTH'] = str(len(body))
    env.update(more)
    return env


def call(app, env):
    """:returns: (status code, headers, body)"""
    seen = []

    def start_response(status, headers, exc_info=None):
        seen[:] = [int(status.split()[0]), headers]
    body = b''.join(app(env, start_response))
    return seen[0], seen[1], body
