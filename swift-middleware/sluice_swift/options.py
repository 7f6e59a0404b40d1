"""
The options of ``[filter:sluice]``, read and checked when the filter is loaded.
"""

import difflib
import math
import os
import re
import socket
from types import SimpleNamespace

KNOWN = ('journal_dir', 'cluster', 'proxy_name', 'journal_file_size', 'journal_max_size',
         'on_journal_failure', 'commit_timeout', 'on_bad_pipeline')


class WrongOption(SystemExit, ValueError):
    """
    Says which option is wrong, and what is expected. Nothing between here and a server's
    top catches it: as a SystemExit it ends the server with these words and no stack trace.
    """


def read(conf):
    """
    :param conf: the section's options, those of [DEFAULT] behind them
    :raises WrongOption:
    """
    for name in ('journal_dir', 'cluster'):
        if not conf.get(name):
            raise WrongOption('[filter:sluice] needs %s: set it in proxy-server.conf' % name)
    return SimpleNamespace(
        journal_dir=_checked(conf, 'journal_dir', None, os.path.isabs, 'a path from / on'),
        cluster=conf['cluster'],
        proxy_name=_checked(conf, 'proxy_name', socket.gethostname(),
                            re.compile('[A-Za-z0-9_-]+').fullmatch,
                            'letters, digits, - and _ only'),
        journal_file_size=_number(conf, 'journal_file_size', 64 << 20, int, 1, 'bytes'),
        journal_max_size=_number(conf, 'journal_max_size', 8 << 30, int, 1, 'bytes'),
        commit_timeout=_number(conf, 'commit_timeout', 5.0, float, 0, 'seconds'),
        on_journal_failure=_one_of(conf, 'on_journal_failure', 'open', 'closed'),
        on_bad_pipeline=_one_of(conf, 'on_bad_pipeline', 'warn', 'refuse'))


def unknown(local_conf):
    """:returns: what to say of each option that is none; Swift's own of logging are left out"""
    return ['[filter:sluice] %s is no option of it, and is passed over.%s' % (name, _meant(name))
            for name in local_conf if name not in KNOWN and not name.startswith(('log_', '__'))]


def _meant(name):
    near = difflib.get_close_matches(name, KNOWN, 1)
    return ' Did you mean %s?' % near[0] if near else ''


def _checked(conf, name, default, is_right, expected):
    value = conf.get(name) or default
    if not is_right(value):
        raise WrongOption('[filter:sluice] %s = %s: %s expected; set it in proxy-server.conf'
                          % (name, value, expected))
    return value


def _number(conf, name, default, parse, least, unit):
    def parsed(value):
        try:
            number = parse(value)
        except ValueError:
            return None
        return number if math.isfinite(number) and number >= least else None
    return parsed(_checked(
        conf, name, default, lambda value: parsed(value) is not None,
        'a %snumber of %s, %d or more,' % ('whole ' if parse is int else '', unit, least)))


def _one_of(conf, name, *allowed):
    return _checked(conf, name, allowed[0], allowed.__contains__, ' or '.join(allowed))
