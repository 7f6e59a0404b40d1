"""
Finds pipelines in which events would double, be missed, or tell half.

Used at start-up (``on_bad_pipeline``), and by ``sluice-shipper check``.
"""

from collections import namedtuple

Part = namedtuple('Part', 'section kind')

LEFT = {'catch_errors', 'gatekeeper', 'auth_token', 'keystoneauth', 'tempauth', 'bulk', 'tempurl',
        'formpost', 's3api', 's3token', 'copy', 'container_quotas', 'account_quotas', 'slo',
        'staticweb', 'container_sync', 'sluice_copy_source'}
RIGHT = {'dlo', 'versioned_writes', 'symlink', 'keymaster', 'kms_keymaster', 'kmip_keymaster',
         'crypto'}
LISTED = ('copy', 'slo', 'dlo', 'versioned_writes')
WHY_LEFT = {'copy': 'the source of a copy, and the copy itself, would both go by unseen',
            'slo': 'a large object would show the size of its manifest',
            'bulk': 'the members of an archive would go by unseen',
            's3api': 'changes by S3 would go by unseen'}
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
    own = [part for part in parts if part.kind == 'sluice']
    if not own:
        return ['sluice is not in the pipeline, no change would be heard: '
                'put it between slo and dlo.']
    findings = []
    if len(own) > 1:
        findings.append('sluice stands %d times in the pipeline, every event would double: '
                        'leave one, between slo and dlo.' % len(own))
    here = kinds.index('sluice')
    if 'gatekeeper' in kinds:  # else it is an internal client's, to which Swift adds nothing
        findings += ['%s is not listed. %s Put it %s sluice.'
                     % (name, _if_missing(name), 'left of' if name in LEFT else 'right of')
                     for name in LISTED if name not in kinds]
    findings += ['%s stands right of sluice: %s. Move sluice to the right of it.'
                 % (part.section, WHY_LEFT.get(part.kind, 'it changes or answers requests first'))
                 for part in parts[here:] if part.kind in LEFT]
    findings += ['%s stands left of sluice: %s. Move sluice to the left of it.'
                 % (part.section, WHY_RIGHT.get(part.kind, 'it comes between'))
                 for part in parts[:here] if part.kind in RIGHT]
    if 'sluice_copy_source' in kinds and 'copy' in kinds:
        if kinds.index('sluice_copy_source') > kinds.index('copy'):
            findings.append('sluice_copy_source stands right of copy, where no source is left: '
                            'put it left of copy.')
    return findings


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
