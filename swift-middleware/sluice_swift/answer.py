"""
What Swift's answer to a change means, and what it tells of the object.

Pure: reads the environment and the answer after the call, touches no disk.
"""

STORED, NOTHING, UNKNOWN = 'stored', 'nothing', 'unknown'

# A container's metadata holds keys that sign temporary URLs: secrets.
SECRET_META = ('temp-url-key', 'temp-url-key-2')


def verdict(verb, status, body_cut_short=False):
    """
    :param body_cut_short: less was read of the body than the client announced,
                           so no object server can have kept it
    :returns: STORED, NOTHING, or UNKNOWN where only Swift itself can tell
    """
    if status in (408, 499) or status >= 500:
        return NOTHING if verb == 'PUT' and body_cut_short else UNKNOWN
    if verb == 'PUT':
        # 202 to a PUT: a newer version of the object exists, this one was not kept.
        return STORED if 200 <= status < 300 and status != 202 else NOTHING
    if verb == 'POST' and status == 307:
        return STORED  # metadata of the symlink itself; the answer names its target
    return STORED if 200 <= status < 300 else NOTHING


def facts_of(intent, env, headers, body_size, container_info=None):
    """
    :param headers: list of (name, value) of Swift's answer
    :param body_size: bytes read of the request's body
    :param container_info: what get_container_info said, or None
    :returns: what the answer adds to the intent, as a dict without empty entries
    """
    info = container_info or {}
    facts = {'container_meta': container_meta_of(info)}
    if intent['verb'] == 'DELETE':
        if has_version_stack(info):
            facts['change'] = 'changed'  # the version before it is the object again
    else:
        facts['content_type'] = content_type_of(env.get('CONTENT_TYPE'))
    if intent['verb'] == 'PUT' and intent.get('manifest') != 'dlo':
        facts.update(_size_and_etag(intent, env, headers, body_size))
    return {key: value for key, value in facts.items() if value not in (None, {})}


def _size_and_etag(intent, env, headers, body_size):
    if intent.get('manifest') == 'slo':
        return {'size': int(env['HTTP_X_OBJECT_SYSMETA_SLO_SIZE']),
                'etag': env.get('HTTP_X_OBJECT_SYSMETA_SLO_ETAG')}
    etag = next((value for name, value in headers if name.lower() == 'etag'), None)
    return {'size': body_size, 'etag': etag and etag.strip('"')}


def content_type_of(value):
    """Without slo's ``;swift_bytes=N``."""
    if not value:
        return None
    parts = [part for part in value.split(';')
             if not part.strip().lower().startswith('swift_bytes=')]
    return ';'.join(parts).encode('latin-1', 'replace').decode('utf-8', 'replace') or None


def container_meta_of(info):
    return {_text(key): _text(value) for key, value in (info.get('meta') or {}).items()
            if key not in SECRET_META}


def has_version_stack(info):
    sysmeta = info.get('sysmeta') or {}
    location = sysmeta.get('versions-location') or info.get('versions')
    return bool(location) and sysmeta.get('versions-mode') != 'history'


def _text(value):
    value = str(value)
    try:
        return value.encode('latin-1').decode('utf-8')
    except UnicodeError:
        return value.encode('utf-8', 'replace').decode('utf-8')
