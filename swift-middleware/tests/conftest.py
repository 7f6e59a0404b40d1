import json
import os
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.dirname(HERE), HERE]

from fake_hub import KEY_LINE, FakeHub  # noqa: E402
from lake import container, lake  # noqa: E402, F401


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
