"""
The keys that batches are signed with: rotation, and files that hold none.
"""

import base64
import logging
import os
import shutil

import pytest
from fake_hub import KEY, KEY_LINE
from one_node_swift import wait_for
from shipper_rig import Process, arrives
from test_shipper_process import health

from sluice_swift.shipper.signature import Signer

NEW = b'fedcba9876543210fedcba9876543210'
NEW_LINE = 'whsec_' + base64.b64encode(NEW).decode()


def test_keys_are_rotated_without_a_restart_and_without_a_refusal(worker, rig, hub, keys_file):
    it = rig()

    def step(at_hub, lines, signs):
        hub.keys = at_hub
        keys_file.write_text('\n'.join(lines) + '\n')
        hub.signed_with.clear()
        worker.stored('o%d' % len(hub.events))
        arrives(hub, len(hub.events) + 1)
        assert set(hub.signed_with) == {signs}
    step([KEY], [KEY_LINE], KEY)
    step([KEY, NEW], [KEY_LINE, NEW_LINE], KEY)
    step([KEY, NEW], [NEW_LINE, KEY_LINE], NEW)
    step([NEW], [NEW_LINE], NEW)
    assert hub.names() == ['o0', 'o1', 'o2', 'o3']
    assert it.figures.retries == 0


def test_a_key_that_the_hub_has_let_go_of_holds_until_the_file_has_the_new_one(
        worker, rig, hub, keys_file):
    it = rig()
    worker.stored('before')
    arrives(hub, 1)
    hub.keys = [NEW]
    worker.stored('after')
    wait_for(lambda: it.figures.holding and '401' in it.figures.holding, 'the alarm')
    assert hub.names() == ['before']
    keys_file.write_text(NEW_LINE)
    arrives(hub, 2)
    assert hub.names() == ['before', 'after'] and it.figures.set_aside == 0


@pytest.mark.parametrize('content, said', [
    (None, 'No such file or directory'), (b'', 'it is empty'), (b'\n# whsec_c2VjcmV0\n', 'empty'),
    (b'c2VjcmV0\n', 'line 1 does not begin with whsec_'), (b'\n\nwhsec_\n', 'line 3 holds nothing'),
    (b'# ours\nwhsec_c2Vjc%mV0\n', 'line 2 holds no base64'), (b'whsec_c2VjcmV\n', 'no base64'),
    (b'whsec_c2VjcmV\xff\n', 'no base64'), (b'\x00\xff\xfe', 'line 1 does not'),
    ('folder', 'Is a directory')])
def test_a_file_without_a_key_holds_everything_and_is_named_and_its_content_is_not(
        worker, rig, hub, keys_file, content, said):
    keys_file.unlink()
    if content == 'folder':
        keys_file.mkdir()
    elif content is not None:
        keys_file.write_bytes(content)
    it = rig()
    worker.stored('o')
    wait_for(lambda: it.figures.holding, 'the alarm')
    reason = it.figures.health()['reason']
    assert 'keys_file = %s: ' % keys_file in reason and said in reason
    assert 'Write one whsec_… a line' in reason
    assert 'c2Vjc' not in reason and '\ufffd' not in reason
    assert it.figures.health()['status'] == 'holding' and hub.batches == []
    if content == 'folder':
        keys_file.rmdir()
    keys_file.write_text('# ours since May\n\n  %s  \n' % KEY_LINE)
    arrives(hub, 1)
    assert it.figures.set_aside == 0


def test_a_file_that_may_not_be_read_holds_until_it_may(tmp_path, worker, hub, keys_file):
    keys_file.chmod(0)
    worker.stored('o')
    process = Process(tmp_path, tmp_path / 'journal', hub, keys_file)
    process.start(prefix=as_no_superuser())
    try:
        status, said = wait_for(
            lambda: (health(process) or [0])[0] == 503 and health(process), 'a 503')
        assert 'keys_file = %s: Permission denied.' % keys_file in said['reason']
        keys_file.chmod(0o600)
        arrives(hub, 1)
    finally:
        process.stop()
    assert 'Traceback' not in process.log.read_text()


def as_no_superuser():
    """:returns: what to put before a command so that the modes of files hold for root too"""
    if os.geteuid():
        return []
    assert shutil.which('setpriv'), 'setpriv (util-linux) is needed to run this as root'
    return ['setpriv', '--bounding-set=-dac_override,-dac_read_search']


@pytest.mark.parametrize('mode, warned', [
    (0o644, True), (0o602, True), (0o660, True), (0o640, False), (0o600, False), (0o400, False)])
def test_a_file_that_others_may_take_keys_from_is_warned_of_once_and_used(
        keys_file, caplog, mode, warned):
    caplog.set_level(logging.WARNING, 'sluice-shipper')
    keys_file.chmod(mode)
    signer = Signer(str(keys_file))
    for _ in range(2):
        assert signer.headers('msg_1', b'[]')['webhook-signature'].startswith('v1,')
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == warned
    if warned:
        assert 'keys_file = %s has the mode %04o' % (keys_file, mode) in said[0]
        assert 'chmod' in said[0]
