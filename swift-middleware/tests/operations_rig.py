"""Swift's own middlewares before a Swift in memory, and what the shipper would tell of it."""

import glob

import pytest
from memory_swift import Pipeline

from sluice_swift.event import describe
from sluice_swift.record import decode
from sluice_swift.shipper.state import NOTHING_KNOWN, JournalState


@pytest.fixture
def swift(tmp_path):
    """What a client speaks to."""
    return Pipeline(tmp_path)


@pytest.fixture
def told(tmp_path, schema):
    """What the shipper would send: (type, reason, container/object), or the events whole."""
    def read(whole=False):
        state, events = JournalState(NOTHING_KNOWN), []
        for path in sorted(glob.glob(str(tmp_path / 'journal' / '*.journal'))):
            with open(path, 'rb') as lines:
                stored = [state.apply(*decode(line)) for line in lines]
            events += [describe(*each, state.journal) for each in filter(None, stored)]
        for event in events:
            schema.validate(event)
        return events if whole else [
            (event['type'].rpartition('.')[2], event['data']['reason'],
             '%s/%s' % (event['data']['container'], event['data']['object'])) for event in events]
    return read
