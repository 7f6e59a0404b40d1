import json
import os
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE]

from again_rig import start  # noqa: E402, F401
from fake_hub import KEY_LINE, FakeHub  # noqa: E402
from fake_objects import FakeObjects  # noqa: E402
from lake import container, lake  # noqa: E402, F401
from operations_rig import swift, told  # noqa: E402, F401
from shipper_rig import Rig, Worker  # noqa: E402


@pytest.fixture(scope='session')
def schema():
    import jsonschema
    path = os.path.join(HERE, '..', '..', 'config', 'event.schema.json')
    with open(path, encoding='utf-8') as source:
        return jsonschema.Draft202012Validator(json.load(source))


@pytest.fixture
def hub():
    hub = FakeHub()
    yield hub
    hub.stop()


@pytest.fixture
def keys_file(tmp_path):
    path = tmp_path / 'webhook-keys'
    path.write_text(KEY_LINE + '\n')
    return path


@pytest.fixture
def worker(tmp_path):
    return Worker(tmp_path / 'journal')


@pytest.fixture
def objects():
    return FakeObjects()


@pytest.fixture
def rig(tmp_path, hub, keys_file, objects, monkeypatch):
    """Starts a shipper in a thread. :param settings: changed from the table's"""
    monkeypatch.setattr('sluice_swift.shipper.settle.FIRST_PAUSE', 0.01)
    rigs = []

    def begin(**settings):
        rigs.append(Rig(tmp_path / 'journal', hub, keys_file, lambda: objects,
                        **settings).__enter__())
        return rigs[-1]
    yield begin
    for each in rigs:
        each.stop()
