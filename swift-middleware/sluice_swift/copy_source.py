"""
Names the source of a server-side copy in its event. Right of ``copy``, where
the filter stands, nothing is left of it: so this one stands left of ``copy``
and keeps it in the request's environment, which copy hands on. Optional::

    [pipeline:main]
    pipeline = ... keystoneauth sluice_copy_source copy ... slo sluice dlo ...

    [filter:sluice_copy_source]
    paste.filter_factory = sluice_swift.copy_source:filter_factory
"""

from urllib.parse import unquote

from sluice_swift.request import text


class CopySource:
    def __init__(self, app):
        self.app = app

    def __call__(self, env, start_response):
        source = source_of(env)
        if source:
            env['sluice.copied_from'] = source
        return self.app(env, start_response)


def source_of(env):
    """:returns: ``/account/container/object``, or None where nothing is copied"""
    path = text(env.get('PATH_INFO', '')).split('/', 4)
    if len(path) < 5:
        return None
    if env['REQUEST_METHOD'] == 'COPY':
        return '/' + '/'.join(path[2:])
    source = env['REQUEST_METHOD'] == 'PUT' and env.get('HTTP_X_COPY_FROM')
    if not source:
        return None
    account = unquote(env.get('HTTP_X_COPY_FROM_ACCOUNT') or '') or path[2]
    return '/%s/%s' % (account, unquote(text(source)).lstrip('/'))


def filter_factory(global_conf, **local_conf):
    return CopySource
