"""
What a request says of the change it asks for, before Swift is called.

Pure: reads the WSGI environment, touches no disk. Only what is listed here
goes into an intent. Tokens, query strings and system metadata never do: the
query string is looked at for one parameter, and forgotten.
"""

from urllib.parse import parse_qs

from swift.common.swob import wsgi_to_str
from swift.common.utils import config_true_value, split_path

CHANGING_VERBS = ('PUT', 'POST', 'DELETE')
SOURCE_REASONS = {'EA': 'bulk', 'BD': 'bulk', 'FP': 'form', 'S3': 's3', 'SSC': 'copy'}
VERB_REASONS = {'PUT': 'put', 'POST': 'post', 'DELETE': 'delete'}
USER_META = 'HTTP_X_OBJECT_META_'


def text(value):
    """A WSGI string (bytes read as latin-1) as text; what is no UTF-8 is replaced."""
    return value.encode('latin-1', 'replace').decode('utf-8', 'replace')


def target_of(env):
    """
    :returns: (account, container, object) when the request changes an object
              that a user can see, else None
    """
    if env['REQUEST_METHOD'] not in CHANGING_VERBS:
        return None
    try:
        version, *names = split_path(env['PATH_INFO'], 4, 4, True)
    except ValueError:
        return None
    if version not in ('v1', 'v1.0'):
        return None
    try:
        names = [wsgi_to_str(name) for name in names]
        joined = ''.join(names)
        joined.encode('utf-8')
    except UnicodeError:
        return None  # Swift refuses such a name with 412
    if '\x00' in joined or names[0].startswith('.'):
        return None  # Swift's own: versions, shards, expiring objects
    return tuple(names)


def intent_of(env, target, stamp):
    """
    :param stamp: the request's X-Timestamp, a Timestamp
    :returns: what is known of the change, as a dict without empty entries
    """
    verb = env['REQUEST_METHOD']
    account, container, obj = target
    copied_from = env.get('sluice.copied_from')
    intent = {
        'verb': verb, 'timestamp': stamp.normal, 'offset': stamp.offset,
        'account': account, 'container': container, 'object': obj,
        'change': _change(env, verb, copied_from), 'reason': reason_of(env),
        'copied_from': copied_from, 'user': user_of(env),
        'trans_id': env.get('swift.trans_id'),
    }
    if verb != 'DELETE':
        intent['user_meta'] = user_meta_of(env)
        intent['manifest'] = _manifest(env)
    return {key: value for key, value in intent.items() if value}


def _change(env, verb, copied_from):
    query = env.get('QUERY_STRING')
    if query and 'version-id' in parse_qs(query, keep_blank_values=True):
        return 'changed'
    if verb == 'PUT':
        copied = copied_from or env.get('swift.source') == 'SSC'
        return 'copied' if copied else 'created'
    return 'metadata' if verb == 'POST' else 'deleted'


def _manifest(env):
    # Neither tells alone: a plain copy of a large object's content has its system metadata,
    # and a client may send the header.
    if (config_true_value(env.get('HTTP_X_STATIC_LARGE_OBJECT'))
            and env.get('HTTP_X_OBJECT_SYSMETA_SLO_SIZE')):
        return 'slo'
    return 'dlo' if env.get('HTTP_X_OBJECT_MANIFEST') else None


def reason_of(env):
    """Which of Swift's doors the change came through."""
    if env.get('HTTP_X_IF_DELETE_AT'):
        return 'expired'
    source = SOURCE_REASONS.get(env.get('swift.source'))
    if source:
        return source
    if env.get('REMOTE_USER') == '.wsgi.tempurl':
        return 'tempurl'
    return VERB_REASONS[env['REQUEST_METHOD']]


def user_of(env):
    """
    Who asked, or None. Keystone's headers are believed only where keystoneauth
    has set REMOTE_USER from them (to a pair): a client can send the headers too.
    """
    remote = env.get('REMOTE_USER')
    if isinstance(remote, (tuple, list)) and len(remote) == 2:
        found = {'id': env.get('HTTP_X_USER_ID'), 'name': env.get('HTTP_X_USER_NAME'),
                 'project_id': remote[0], 'project_name': remote[1]}
        return {key: value and text(value) for key, value in found.items()}
    if isinstance(remote, str) and remote and not remote.startswith('.wsgi.'):
        groups = remote.split(',')  # tempauth's: the user is the one with a colon
        name = next((group for group in groups if ':' in group), groups[0])
        return {'id': None, 'name': text(name), 'project_id': None, 'project_name': None}
    return None


def user_meta_of(env):
    return {text(key[len(USER_META):]).lower().replace('_', '-'): text(value)
            for key, value in env.items() if key.startswith(USER_META)}
