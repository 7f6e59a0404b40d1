"""
Finds pipelines in which events would double, be missed, or tell half.

Used at start-up (``on_bad_pipeline``), and by ``sluice-shipper check``.
"""

from collections import namedtuple

Part = namedtuple('Part', 'section kind')

LEFT = {'catch_errors', 'gatekeeper', 'auth_token', 'keystoneauth', 'tempauth', 'bulk', 'tempurl',
        'formpost', 's3api', 's3token', 'copy', 'container_quotas', 'account_quotas', 'slo',
        'staticweb', 'container_sync', 'domain_remap', 'cname_lookup', 'name_check', 'read_only',
        'sluice_copy_source'}
RIGHT = {'dlo', 'versioned_writes', 'symlink', 'keymaster', 'kms_keymaster', 'kmip_keymaster',
         'crypto'}
AUTH = {'auth_token', 'keystoneauth', 'tempauth'}
LISTED = ('copy', 'slo', 'dlo', 'versioned_writes')
WHY_LEFT = {'copy': 'the source of a copy, and the copy itself, would both go by unseen',
            'slo': 'a large object would show the size of its manifest',
            'bulk': 'the members of an archive would go by unseen',
            's3api': 'changes by S3 would go by unseen',
            'domain_remap': 'changes by such a host name would go by unseen',
            'cname_lookup': 'changes by such a host name would go by unseen'}
WHY_RIGHT = {'versioned_writes': 'each versioned PUT would show twice',
             'symlink': 'a symlink would show as its target',
             'crypto': 'metadata would be encrypted'}
OWN_MODULES = {'sluice_swift.filter': 'sluice', 'sluice_swift.copy_source': 'sluice_copy_source'}


def check(parts):
    """
    :param parts: the pipeline as configured, a list of Part
    :returns: what is wrong, each with what to change; empty when all is well
    """
    kinds = [part.kind for part in parts]
    # An internal client asks nobody who he is, and Swift adds nothing to its pipeline.
    internal = not AUTH.union(('gatekeeper',)).intersection(kinds)
    place = 'right of cache, left of symlink' if internal else 'between slo and dlo'
    own = [part for part in parts if part.kind == 'sluice']
    if not own:
        unheard = 'deletes by the object expirer would go unheard' if internal else \
            'no change would be heard'
        return ['sluice is not in the pipeline, %s: put it %s.' % (unheard, place)]
    findings = []
    if len(own) > 1:
        findings.append('sluice stands %d times in the pipeline, every event would double: '
                        'leave one, %s.' % (len(own), place))
    here = kinds.index('sluice')
    if not internal:
        findings += ['%s is not listed. %s Put it %s sluice.'
                     % (name, _if_missing(name), 'left of' if name in LEFT else 'right of')
                     for name in LISTED if name not in kinds]
    findings += ['%s stands right of sluice: %s. Move sluice to the right of it.'
                 % (part.section, WHY_LEFT.get(part.kind, 'it changes or answers requests first'))
                 for part in parts[here:] if part.kind in LEFT]
    findings += ['%s stands left of sluice: %s. Move sluice to the left of it.'
                 % (part.section, WHY_RIGHT.get(part.kind, 'it comes between'))
                 for part in parts[:here] if part.kind in RIGHT]
    return findings + _copy_source(kinds) + _s3(kinds)


def _copy_source(kinds):
    findings = []
    if _right_of(kinds, 'sluice_copy_source', 'copy'):
        findings.append('sluice_copy_source stands right of copy, where no source is left: '
                        'put it left of copy.')
    if _right_of(kinds, 's3api', 'sluice_copy_source'):
        findings.append('sluice_copy_source stands left of s3api, where a copy by S3 is not yet '
                        'one of Swift: put it right of s3api.')
    return findings


def _s3(kinds):
    """What s3api wants of its neighbours: else Swift does not start, or refuses S3's clients."""
    if 's3api' not in kinds:
        return []
    findings = ['s3api stands right of %s, which would refuse each request by S3: '
                'put s3api left of it.' % auth
                for auth in ('tempauth', 'keystoneauth') if _right_of(kinds, 's3api', auth)]
    if 'slo' not in kinds or _right_of(kinds, 's3api', 'slo'):
        findings.append('slo is not right of s3api, which refuses multipart uploads then: '
                        'put slo between s3api and sluice.')
    if 'keystoneauth' in kinds and 's3token' not in kinds:
        findings.append('s3token is not listed, without which s3api and keystoneauth do not '
                        'start: put it between them.')
    elif _right_of(kinds, 's3api', 's3token') or _right_of(kinds, 's3token', 'keystoneauth'):
        findings.append('s3token does not stand between s3api and keystoneauth, where it asks '
                        'Keystone for who signed: put it there.')
    return findings


def _right_of(kinds, one, other):
    return one in kinds and other in kinds and kinds.index(one) > kinds.index(other)


def _if_missing(name):
    if name == 'slo':
        return 'Large objects would not work.'
    return 'Swift adds it by itself, and where it adds it events may double.'


def parts_of(conf):
    """
    The pipeline of a proxy-server.conf (or a folder of its pieces), by what each
    section is and not by what it is called.
    """
    from paste.deploy import loadwsgi
    from swift.common.wsgi import loadcontext
    context = loadcontext(loadwsgi.APP, conf)
    if context.object_type.name != 'pipeline':
        return []
    return [Part(each.name, _kind(each)) for each in context.filter_contexts]


def _kind(context):
    module = context.object.__module__
    return OWN_MODULES.get(module, module.rpartition('.')[2])
