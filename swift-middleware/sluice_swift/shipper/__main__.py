"""
``sluice-shipper CONF`` (or ``python3 -m sluice_swift.shipper CONF``) runs the shipper.
"""

import argparse
import fcntl
import logging
import os
import signal
import sys
from functools import partial

from sluice_swift.shipper import settings as table
from sluice_swift.shipper.backlog import Backlog
from sluice_swift.shipper.delivery import Delivery
from sluice_swift.shipper.figures import Figures
from sluice_swift.shipper.health import serve
from sluice_swift.shipper.hub import Hub
from sluice_swift.shipper.set_aside import SetAside
from sluice_swift.shipper.settle import Settler
from sluice_swift.shipper.shipper import Shipper
from sluice_swift.shipper.signature import Signer
from sluice_swift.shipper.stopping import Stopping
from sluice_swift.shipper.swift_object import SwiftObjects


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
    logger = logging.getLogger('sluice-shipper')
    stopping = Stopping()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: stopping.set())
    lock = only_one(settings.journal_dir)
    figures = Figures()
    hub = Hub(settings.hub_url, Signer(settings.keys_file), settings.timeout, settings.ca_file)
    delivery = Delivery(hub, SetAside(os.path.join(settings.journal_dir, 'set-aside')), figures,
                        logger, stopping, settings.retry_max, settings.set_aside_limit)
    settler = Settler(partial(SwiftObjects, settings.internal_client_conf), settings.settle_grace,
                      settings.settle_limit, figures, logger)
    shipper = Shipper(settings, delivery, settler, figures, stopping)
    figures.count_unread = Backlog(lambda: shipper.followers.values()).count
    serve(settings.bind_ip, settings.bind_port, figures)
    settler.start()
    logger.info('Following %s, posting to %s', settings.journal_dir, settings.hub_url)
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
