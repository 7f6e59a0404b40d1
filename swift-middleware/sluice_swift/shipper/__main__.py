"""
``sluice-shipper CONF`` (or ``python3 -m sluice_swift.shipper CONF``) runs the shipper.
"""

import argparse
import fcntl
import logging
import os
import signal
import sys

from sluice_swift.shipper import settings as table
from sluice_swift.shipper.assembly import assemble
from sluice_swift.shipper.health import serve
from sluice_swift.shipper.stopping import Stopping


def main(argv=None):
    parser = argparse.ArgumentParser(
        prog='sluice-shipper', formatter_class=argparse.RawDescriptionHelpFormatter,
        description='Posts what the sluice filter journalled to the hub.',
        epilog='settings, in section [shipper] of CONF:\n' + table.reference())
    parser.add_argument('conf', metavar='CONF')
    arguments = parser.parse_args(argv)
    try:
        return run(table.read(arguments.conf))
    except (ValueError, OSError) as err:
        print('sluice-shipper: %s' % err, file=sys.stderr)
        return 2


def run(settings):
    logging.basicConfig(stream=sys.stdout, level=settings.log_level,
                        format='%(asctime)s %(levelname)s %(message)s')
    stopping = Stopping()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stopping.set())
    lock = only_one(settings.journal_dir)
    shipper, figures = assemble(settings, stopping)
    serve(settings.bind_ip, settings.bind_port, figures)
    logging.getLogger('sluice-shipper').info('Following %s, posting to %s',
                                             settings.journal_dir, settings.hub_url)
    shipper.run()
    lock.close()
    return 0


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


if __name__ == '__main__':
    sys.exit(main())
