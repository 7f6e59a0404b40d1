"""A shipper that a hub asks for more, and what the hub was told of it."""

import pytest
from one_node_swift import wait_for


@pytest.fixture
def start(rig):
    """Starts a shipper that hears of the hub often. :param settings: as of rig"""
    return lambda **settings: rig(**dict({'heartbeat': 0.05}, **settings))


def told(hub):
    """{number: why it is lost, or None} of all that was told again"""
    return {n: why for _epoch, first, last, why in hub.told_again for n in range(first, last + 1)}


def ask(hub, worker, first, last, **other):
    hub.again = [dict({'proxy': 'proxy1', 'epoch': worker.journal.epoch, 'from': first,
                       'to': last}, **other)]


def reported(worker, hub, number):
    def reaches():
        return any(last >= number for _e, _f, last in hub.progress)
    wait_for(reaches, 'progress up to %d' % number)
