"""
The shipper's settings: one table, from which they are read, checked and printed.
"""

import configparser
import difflib
import math
import os
from collections import namedtuple
from types import SimpleNamespace

from sluice_swift.shipper.hub import address

Setting = namedtuple('Setting', 'name parse default meaning')
REQUIRED = object()
LEVELS = 'DEBUG', 'INFO', 'WARNING', 'ERROR'
LARGEST = (1 << 53) - 1
SHORT, DAY, LONG = 0.001, 86400, 1e9  # seconds


class WrongSettings(ValueError):
    """Says which setting of which file is wrong, and what is expected."""


def boolean(value):
    if value.lower() in ('yes', 'true', 'on', '1'):
        return True
    if value.lower() in ('no', 'false', 'off', '0'):
        return False
    raise ValueError('yes or no expected')


def whole(least, most=LARGEST):
    return _within(int, least, most, 'a whole number')


def number(least, most):
    return _within(float, least, most, 'a number')


def _within(parse, least, most, kind):
    def parsed(value):
        try:
            found = parse(value)
        except ValueError:
            found = math.nan
        if not least <= found <= most:
            raise ValueError('%s from %g to %g expected' % (kind, least, most))
        return found
    return parsed


def path(value):
    if not os.path.isabs(value):
        raise ValueError('a path from / on expected')
    return value


def url(value):
    address(value)
    return value


def level(value):
    if value.upper() not in LEVELS:
        raise ValueError('one of %s expected' % ', '.join(LEVELS))
    return value.upper()


TABLE = [
    Setting('journal_dir', path, REQUIRED, 'where the filter writes its journals'),
    Setting('hub_url', url, REQUIRED, "the hub's intake, http://HOST:PORT/v1/events"),
    Setting('keys_file', path, REQUIRED, 'signing keys, one whsec_… a line; the first one signs'),
    Setting('ca_file', str, '', 'certificates that an https hub is checked against'),
    Setting('bind_ip', str, '127.0.0.1', 'where /health and /metrics answer'),
    Setting('bind_port', whole(1, 65535), 15091, 'the port of it'),
    Setting('internal_client_conf', str, '',
            'internal-client.conf by which Swift is asked what became of an open intent'),
    Setting('log_level', level, 'INFO', 'DEBUG, INFO, WARNING or ERROR'),
    Setting('batch_events', whole(1), 500, 'events in one batch at most'),
    Setting('batch_bytes', whole(1), 1 << 20, 'bytes after which a batch is full'),
    Setting('linger', number(0, DAY), 0.005, 'seconds that a batch waits for more events'),
    Setting('cpu_share', number(0.001, 1), 0.02,
            'part of a core that the shipper takes, by letting a batch wait longer'),
    Setting('linger_most', number(0, DAY), 0.1, 'seconds that a batch waits for that at most'),
    Setting('poll_interval', number(SHORT, DAY), 0.02, 'seconds between two looks at the journals'),
    Setting('timeout', number(SHORT, DAY), 10.0, 'seconds that the hub has for an answer'),
    Setting('retry_max', number(SHORT, DAY), 5.0, 'seconds between two tries at most'),
    Setting('hold_pause', number(SHORT, DAY), 5.0,
            'seconds between two tries while all is held for a person to look'),
    Setting('send_segments', boolean, False, 'send also the parts of large objects'),
    Setting('settle_grace', number(0, LONG), 60.0,
            'seconds that Swift is asked about a change it does not show'),
    Setting('settle_limit', whole(0), 10000, 'open intents that are kept for settling at most'),
    Setting('set_aside_limit', whole(0), 100, 'refused events in a row after which all is held'),
    Setting('heartbeat', number(SHORT, DAY), 30.0,
            'seconds after which an idle journal tells that it is, so that the hub can answer'),
    Setting('keep', number(0, LONG), 86400.0,
            'seconds that a journal is kept after it was shipped'),
    Setting('keep_bytes', whole(0), 4 << 30,
            'bytes of journals above which shipped ones go earlier'),
]


def read(conf):
    """
    :param conf: the file's name
    :raises WrongSettings:
    """
    parser = configparser.ConfigParser(interpolation=None)
    try:
        with open(conf, encoding='utf-8') as source:
            parser.read_file(source)
        given = dict(parser['shipper'])
    except OSError as err:
        raise WrongSettings("%s can not be read: %s. Name the shipper's settings"
                            % (conf, err.strerror))
    except KeyError:
        raise WrongSettings("%s: no section [shipper]. Are these the shipper's settings?" % conf)
    except UnicodeDecodeError:
        raise WrongSettings("%s is no text. Name the shipper's settings" % conf)
    except configparser.MissingSectionHeaderError as err:  # its message shows the line: a key?
        raise WrongSettings("%s: no section headers, line %d is before any. Are these the "
                            "shipper's settings?" % (conf, err.lineno))
    except configparser.ParsingError as err:
        raise WrongSettings('%s: can not be read at line %s'
                            % (conf, ', '.join(str(number) for number, _line in err.errors)))
    except configparser.Error as err:
        raise WrongSettings('%s: %s' % (conf, ' '.join(err.message.split())))
    return SimpleNamespace(**{row.name: _value(conf, row, given) for row in TABLE},
                           **_no_more(conf, given))


def _value(conf, row, given):
    raw = given.pop(row.name, '')
    if not raw:
        if row.default is REQUIRED:
            raise WrongSettings('%s: %s is missing: %s' % (conf, row.name, row.meaning))
        return row.default
    try:
        return row.parse(raw)
    except ValueError as err:
        raise WrongSettings('%s: %s = %s: %s (%s)' % (conf, row.name, raw, err, row.meaning))


def _no_more(conf, given):
    for name in given:
        near = difflib.get_close_matches(name, [row.name for row in TABLE], 1)
        hint = ' Did you mean %s?' % near[0] if near else ''
        raise WrongSettings('%s: there is no setting %s.%s' % (conf, name, hint))
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
