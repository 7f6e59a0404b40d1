"""
Puts the shipper's parts together. The only module that knows them all.
"""

import logging
import os
from functools import partial

from sluice_swift.shipper.backlog import Backlog
from sluice_swift.shipper.delivery import Delivery
from sluice_swift.shipper.figures import Figures
from sluice_swift.shipper.hub import Hub
from sluice_swift.shipper.set_aside import SetAside
from sluice_swift.shipper.settle import Settler
from sluice_swift.shipper.shipper import Shipper
from sluice_swift.shipper.signature import Signer
from sluice_swift.shipper.swift_object import SwiftObjects


def assemble(settings, stopping, open_objects=None):
    """
    :param open_objects: gives what Swift is asked by; InternalClient by default
    :returns: (shipper, figures); the settling thread runs
    """
    logger = logging.getLogger('sluice-shipper')
    figures = Figures()
    hub = Hub(settings.hub_url, Signer(settings.keys_file), settings.timeout, settings.ca_file)
    set_aside = SetAside(os.path.join(settings.journal_dir, 'set-aside'))
    delivery = Delivery(hub, set_aside, figures, logger, stopping, settings.retry_max,
                        settings.hold_pause, settings.set_aside_limit)
    settler = Settler(open_objects or partial(SwiftObjects, settings.internal_client_conf),
                      settings.settle_grace, settings.settle_limit, figures, logger)
    settler.start()
    shipper = Shipper(settings, delivery, settler, figures, stopping)
    figures.count_set_aside = set_aside.count
    figures.count_unread = Backlog(lambda: shipper.followers.values()).count
    return shipper, figures
