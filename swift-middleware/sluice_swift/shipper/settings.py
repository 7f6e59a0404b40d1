"""
The shipper's settings: one table, from which they are read, checked and printed.
"""

import configparser
import difflib
from collections import namedtuple
from types import SimpleNamespace

Setting = namedtuple('Setting', 'name parse default meaning')
REQUIRED = object()


class WrongSettings(ValueError):
    """Says which setting of which file is wrong, and what is expected."""


def boolean(value):
    if value.lower() in ('yes', 'true', 'on', '1'):
        return True
    if value.lower() in ('no', 'false', 'off', '0'):
        return False
    raise ValueError('yes or no expected')


TABLE = [
    Setting('journal_dir', str, REQUIRED, 'where the filter writes its journals'),
    Setting('hub_url', str, REQUIRED, "the hub's intake, http://HOST:PORT/v1/events"),
    Setting('keys_file', str, REQUIRED, 'signing keys, one whsec_… a line; the first one signs'),
    Setting('ca_file', str, '', 'certificates that an https hub is checked against'),
    Setting('bind_ip', str, '127.0.0.1', 'where /health and /metrics answer'),
    Setting('bind_port', int, 15091, 'the port of it'),
    Setting('internal_client_conf', str, '',
            'internal-client.conf by which Swift is asked what became of an open intent'),
    Setting('log_level', str.upper, 'INFO', 'DEBUG, INFO, WARNING or ERROR'),
    Setting('batch_events', int, 500, 'events in one batch at most'),
    Setting('batch_bytes', int, 1 << 20, 'bytes after which a batch is full'),
    Setting('linger', float, 0.005, 'seconds that a batch waits for more events'),
    Setting('cpu_share', float, 0.05,
            'part of a core that the shipper takes, by letting a batch wait longer'),
    Setting('linger_most', float, 0.1, 'seconds that a batch waits for that at most'),
    Setting('poll_interval', float, 0.02, 'seconds between two looks at the journals'),
    Setting('timeout', float, 10.0, 'seconds that the hub has for an answer'),
    Setting('retry_max', float, 5.0, 'seconds between two tries at most'),
    Setting('hold_pause', float, 5.0,
            'seconds between two tries while all is held for a person to look'),
    Setting('send_segments', boolean, False, 'send also the parts of large objects'),
    Setting('settle_grace', float, 60.0,
            'seconds that Swift is asked about a change it does not show'),
    Setting('settle_limit', int, 10000, 'open intents that are kept for settling at most'),
    Setting('set_aside_limit', int, 100, 'refused events in a row after which all is held'),
    Setting('heartbeat', float, 30.0,
            'seconds after which an idle journal tells that it is, so that the hub can answer'),
    Setting('keep', float, 86400.0, 'seconds that a journal is kept after it was shipped'),
    Setting('keep_bytes', int, 4 << 30, 'bytes of journals above which shipped ones go earlier'),
]


def read(path):
    """:raises WrongSettings:"""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        with open(path, encoding='utf-8') as source:
            parser.read_file(source)
        given = dict(parser['shipper'])
    except OSError as err:
        raise WrongSettings('%s: %s' % (path, err.strerror))
    except KeyError:
        raise WrongSettings('%s: no section [shipper]' % path)
    except configparser.Error as err:
        raise WrongSettings('%s: %s' % (path, err))
    return SimpleNamespace(**{row.name: _value(path, row, given) for row in TABLE},
                           **_no_more(path, given))


def _value(path, row, given):
    raw = given.pop(row.name, '')
    if not raw:
        if row.default is REQUIRED:
            raise WrongSettings('%s: %s is missing: %s' % (path, row.name, row.meaning))
        return row.default
    try:
        return row.parse(raw)
    except ValueError:
        raise WrongSettings('%s: %s = %s: %s' % (path, row.name, raw, row.meaning))


def _no_more(path, given):
    for name in given:
        near = difflib.get_close_matches(name, [row.name for row in TABLE], 1)
        hint = ' Did you mean %s?' % near[0] if near else ''
        raise WrongSettings('%s: there is no setting %s.%s' % (path, name, hint))
    return {}


def reference():
    """The table as text, for --help and the README."""
    return '\n'.join('%-22s %s%s' % (
        row.name, row.meaning,
        '' if row.default is REQUIRED or row.default == '' else ' (%s)' % _shown(row.default))
        for row in TABLE)


def _shown(value):
    if isinstance(value, bool):
        return 'yes' if value else 'no'
    return '%g' % value if isinstance(value, float) else value
