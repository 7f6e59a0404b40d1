"""
The command ``sluice-shipper``, also ``python3 -m sluice_swift.shipper``.
"""

import argparse
import errno
import fcntl
import logging
import os
import signal
import sys
from contextlib import suppress

from sluice_swift.shipper import commands
from sluice_swift.shipper import settings as table
from sluice_swift.shipper.assembly import assemble
from sluice_swift.shipper.health import serve
from sluice_swift.shipper.resend import resend
from sluice_swift.shipper.stopping import Stopping

USAGE = '''sluice-shipper CONF                      posts what the filter journalled to the hub
       sluice-shipper --resend CONF             sends again what the hub refused
       sluice-shipper status CONF               says what the running one does
       sluice-shipper check PROXY-SERVER.CONF   finds what is wrong with a pipeline'''


def main(argv=None):
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = arguments.pop(0) if arguments and arguments[0] in COMMANDS else 'run'
    parser = argparse.ArgumentParser(
        prog='sluice-shipper', formatter_class=argparse.RawDescriptionHelpFormatter,
        usage=USAGE, epilog='settings, in section [shipper] of CONF:\n' + table.reference())
    parser.add_argument('conf', metavar='CONF')
    parser.add_argument('--resend', action='store_true', help='send again what was set aside')
    given = parser.parse_args(arguments)
    if given.resend and command != 'run':
        parser.error('--resend goes without %s' % command)
    try:
        return COMMANDS['--resend' if given.resend else command](given.conf)
    except (ValueError, OSError) as err:
        print('sluice-shipper: %s' % told(err), file=sys.stderr)
        return 2


def told(err):
    """What an error says, with the file in front where the system says it."""
    if not isinstance(err, OSError) or not err.strerror:
        return err
    hint = HINTS.get(err.errno, '')
    return '%s%s%s' % (err.filename and '%s: ' % err.filename or '', err.strerror, hint)


def run(settings):
    logging.basicConfig(stream=sys.stdout, level=settings.log_level,
                        format='%(asctime)s %(levelname)s %(message)s')
    stopping = Stopping()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stopping.set())
    lock = only_one(settings.journal_dir)
    stand_back()
    shipper, figures = assemble(settings, stopping)
    serve(settings.bind_ip, settings.bind_port, figures)
    logging.getLogger('sluice-shipper').info('Following %s, posting to %s',
                                             settings.journal_dir, settings.hub_url)
    shipper.run()
    lock.close()
    return 0


def stand_back():
    """An event that comes wakes the shipper, but takes no core from the servers of an upload."""
    with suppress(AttributeError, OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def only_one(journal_dir):
    """Two shippers would send everything twice."""
    os.makedirs(journal_dir, mode=0o750, exist_ok=True)
    path = os.path.join(journal_dir, 'shipper.lock')
    lock = open(path, 'w')
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OSError('another shipper follows %s already (it holds %s)' % (journal_dir, path))
    return lock


HINTS = {errno.EACCES: '. Run it as the user that runs the proxy, who owns journal_dir',
         errno.ENOSPC: '. Free the disk and start it again: nothing is lost'}
COMMANDS = {'run': lambda conf: run(table.read(conf)),
            '--resend': lambda conf: resend(table.read(conf)),
            'status': lambda conf: commands.status(table.read(conf)),
            'check': commands.check_pipeline}

if __name__ == '__main__':
    sys.exit(main())
