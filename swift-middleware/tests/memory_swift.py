"""
A Swift that keeps its objects in memory, for Swift's own middlewares to stand before,
and the part of a pipeline that makes changes of what clients ask for.
"""

import hashlib
import json
from urllib.parse import unquote

from fake_swift import call, environ
from swift.common.middleware import bulk, copy, dlo, formpost, slo, symlink, tempurl
from swift.common.middleware import versioned_writes
from swift.common.middleware.s3api import s3api
from swift.common.swob import (HTTPAccepted, HTTPBadRequest, HTTPCreated, HTTPNoContent,
                               HTTPNotFound, Request, Response)

from sluice_swift import copy_source
from sluice_swift.filter import filter_factory

NO_HEADERS = ('CONTENT_LENGTH', 'CONTENT_TYPE', 'REMOTE_USER')
KEPT = ('x-object-', 'x-static-large-object', 'x-container-', 'content-type', 'x-timestamp',
        'x-delete-at', 'x-versions-', 'x-history-', 'content-encoding')


class MemorySwift:
    def __init__(self):
        self.stored = {}  # path -> (headers, body); containers have no body

    def __call__(self, env, start_response):
        request = Request(env)
        path = request.path_info
        if path.count('/') < 3:
            answer = HTTPNoContent(request=request)
        elif path.count('/') == 3:
            answer = self._container(request, path)
        else:
            answer = self._object(request, path)
        return answer(env, start_response)

    def _container(self, request, path):
        if request.method in ('PUT', 'POST'):
            headers = dict(self.stored.get(path, ({},))[0], **kept(request))
            self.stored[path] = (headers, b'')
            return HTTPCreated(request=request)
        if path not in self.stored:
            return HTTPNotFound(request=request)
        listing = self._listing(path, request.params)
        headers = dict(self.stored[path][0])
        headers.update({'X-Container-Object-Count': len(listing), 'X-Container-Bytes-Used': 0,
                        'X-Backend-Storage-Policy-Index': 0})
        headers.pop('content-type', None)
        if request.method == 'HEAD':
            return HTTPNoContent(request=request, headers=headers)
        return Response(json.dumps(listing).encode(), headers=headers, request=request,
                        content_type='application/json')

    def _listing(self, path, params):
        names = sorted(name[len(path) + 1:] for name in self.stored if name.startswith(path + '/'))
        names = [name for name in names if name.startswith(params.get('prefix', ''))
                 and name > params.get('marker', '')]
        if params.get('reverse') in ('on', 'true'):
            names.reverse()
        return [{'name': name, 'hash': 'h', 'bytes': 1, 'content_type': 'text/plain',
                 'last_modified': '2026-11-23T20:06:03.774990'} for name in names]

    def _object(self, request, path):
        if len(path.split('/', 4)[4]) > 1024:
            return HTTPBadRequest(request=request)
        # Swift's proxy notes it in the request, and s3api reads it there.
        request.environ['HTTP_X_BACKEND_STORAGE_POLICY_INDEX'] = '0'
        if request.method == 'PUT':
            body = request.environ['wsgi.input'].read()
            headers = kept(request)
            headers.setdefault('content-type', 'application/octet-stream')
            request.environ['CONTENT_TYPE'] = headers['content-type']
            headers.update({'etag': hashlib.md5(body).hexdigest(), 'Last-Modified':
                            'Mon, 23 Nov 2026 20:06:04 GMT'})
            self.stored[path] = (headers, body)
            return HTTPCreated(request=request, headers={'Etag': headers['etag']})
        if path not in self.stored:
            return HTTPNotFound(request=request, headers={'X-Backend-Timestamp': '0'})
        headers, body = self.stored[path]
        if request.method == 'POST':
            headers.update(kept(request))
            return HTTPAccepted(request=request)
        if request.method == 'DELETE':
            del self.stored[path]
            return HTTPNoContent(request=request)
        return Response(body, headers=headers, request=request, conditional_response=True)


def kept(request):
    return {name.lower(): value for name, value in request.headers.items()
            if name.lower().startswith(KEPT) and value}


class Open:
    """Stands where an auth filter does: lets all in, and knows S3's account by its key."""

    def __init__(self, app):
        self.app = app

    def __call__(self, env, start_response):
        env['swift.authorize'] = lambda request: None
        env.setdefault('REMOTE_USER', 'test,test:tester,AUTH_test')
        details = env.get('s3api.auth_details')
        if details:
            env['PATH_INFO'] = env['PATH_INFO'].replace(details['access_key'], 'AUTH_test', 1)
        return self.app(env, start_response)


class Pipeline:
    """:param tmp_path: where the journal stands"""

    def __init__(self, tmp_path):
        self.swift = app = MemorySwift()
        journal = {'journal_dir': str(tmp_path / 'journal'), 'cluster': 'lake1',
                   'proxy_name': 'proxy1'}
        for factory, options in (
                (symlink, {}), (versioned_writes, {'allow_object_versioning': 'true',
                                                   'allow_versioned_writes': 'true'}),
                (dlo, {}), (None, journal), (slo, {}), (copy, {}), (copy_source, {}),
                (Open, {}), (s3api, {'s3_acl': 'false'}), (formpost, {}), (tempurl, {}),
                (bulk, {})):
            if factory is Open:
                app = Open(app)
            else:
                make = factory.filter_factory if factory else filter_factory
                app = make({}, **options)(app)
        self.app = app
        for container in ('c', 'c_segments', 'old', 'bucket', 'bucket+segments'):
            self.ask('PUT', '/v1/AUTH_test/' + container)

    def ask(self, method, path, body=b'', **more):
        """
        :param more: headers as WSGI names them, without HTTP_
        :returns: (status, headers, body)
        """
        path, _, query = path.partition('?')
        more = {name if name in NO_HEADERS else 'HTTP_' + name: value
                for name, value in more.items()}
        return call(self.app, environ(method, unquote(path, 'latin-1'), body, QUERY_STRING=query,
                                      **dict({'CONTENT_LENGTH': str(len(body))}, **more)))

    def put(self, name, body=b'hello', **more):
        status, headers, _body = self.ask('PUT', '/v1/AUTH_test/' + name, body, **more)
        assert status == 201, (status, _body)
        return dict(headers)
