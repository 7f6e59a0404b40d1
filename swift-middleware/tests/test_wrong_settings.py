"""
What an operator gets who sets something wrong: the name, the value, what is expected, and no
stack trace.
"""

import errno
import os
import re
import socket

import pytest
from fake_objects import FakeObjects
from fake_swift import FakeSwift, call, environ
from one_node_swift import free_ports, wait_for
from shipper_rig import Process, Worker
from test_filter import filtered
from test_keys import as_no_superuser

from sluice_swift.options import KNOWN, unknown
from sluice_swift.shipper.__main__ import main
from sluice_swift.shipper.hub import LONGEST_PAUSE, _retry_after
from sluice_swift.shipper.settings import TABLE
from sluice_swift.shipper.swift_object import SwiftObjects

NUMBERS = ('x', '-1', 'nan', '1e999', '10 MB')
WRONG = {
    'journal_dir': ('journal', './j'), 'keys_file': ('keys', '~/keys'),
    'hub_url': ('127.0.0.1:15090', 'ftp://h/', 'http://', 'http:///v1', 'http://h:0/',
                'http://h:99999/', 'http://h:x/', 'http://[::1/', 'http://u:p@h/', 'http://h/a b',
                'http://hüb/'),
    'bind_port': NUMBERS + ('0', '65536', '1.5'), 'log_level': ('LOUD', '10'),
    'batch_events': NUMBERS + ('0', '2.5'), 'batch_bytes': NUMBERS + ('0',),
    'linger': NUMBERS, 'cpu_share': NUMBERS + ('0', '5'), 'linger_most': NUMBERS,
    'poll_interval': NUMBERS + ('0',), 'timeout': NUMBERS + ('0', '1e12'),
    'retry_max': NUMBERS + ('0', '1e12'), 'hold_pause': NUMBERS + ('0', '1e12'),
    'send_segments': ('maybe', '2'), 'settle_grace': NUMBERS, 'settle_limit': NUMBERS,
    'set_aside_limit': NUMBERS, 'heartbeat': NUMBERS + ('0',), 'keep': NUMBERS,
    'keep_bytes': NUMBERS + ('4G',)}
TEXT = {'ca_file', 'bind_ip', 'internal_client_conf'}  # looked at where they are used


@pytest.fixture
def conf(tmp_path, hub, keys_file):
    def write(**settings):
        return str(Process(tmp_path, settings.pop('journal_dir', tmp_path / 'journal'), hub,
                           settings.pop('keys_file', keys_file), **settings).conf)
    return write


@pytest.fixture
def not_begun(monkeypatch):
    """A shipper that took what it should not would run for ever."""
    def begin(*_args):
        raise AssertionError('it began')
    monkeypatch.setattr('sluice_swift.shipper.__main__.assemble', begin)


def said(capsys, *arguments):
    """:returns: (exit code, what was said): anything that is raised is a stack trace"""
    try:
        code = main(list(arguments))
    except SystemExit as end:
        code = end.code
    return code, ''.join(capsys.readouterr())


def test_every_setting_is_tried():
    assert {row.name for row in TABLE} - TEXT == set(WRONG)


@pytest.mark.parametrize('name, value', [
    (name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named_with_what_is_expected(conf, capsys, not_begun, name, value):
    path = conf(**{name: value})
    code, words = said(capsys, path)
    assert code == 2 and words.startswith('sluice-shipper: %s: %s = %s: ' % (path, name, value))
    assert 'expected' in words and len(words.splitlines()) == 1


@pytest.mark.parametrize('text, expected', [
    (None, 'No such file or directory'), (b'', 'no section [shipper]'),
    (b'[DEFAULT]\nuser = swift\n[pipeline:main]\npipeline = x\n', 'no section [shipper]'),
    (b'journal_dir = /j\n', 'no section headers'), (b'\xff\xfe\x00', 'no text'),
    (b'whsec_SECRET\n', 'line 1'), (b'[shipper]\nwhsec_SECRET\n', 'line 2'),
    (b'[shipper]\nhub_url = http://h/\n', 'journal_dir is missing: where the filter'),
    (b'[shipper]\nhub_url = http://h/\nhub_url = http://i/\n', "'hub_url'")])
@pytest.mark.parametrize('command', [(), ('status',), ('--resend',)])
def test_a_file_that_holds_no_settings_is_named(
        tmp_path, capsys, not_begun, text, expected, command):
    path = tmp_path / 'shipper.conf'
    if text is not None:
        path.write_bytes(text)
    code, words = said(capsys, *command, str(path))
    assert code == 2 and words.startswith('sluice-shipper: %s' % path)
    assert expected in words and len(words.splitlines()) == 1 and 'SECRET' not in words


@pytest.mark.parametrize('arguments', [
    (), ('a.conf', 'b.conf'), ('status',), ('check',), ('--resend',), ('stauts', 'a.conf'),
    ('status', '--resend', 'a.conf'), ('check', 'a', 'b'), ('--again', 'a.conf')])
def test_wrong_usage_is_answered_with_the_right_one(capsys, arguments):
    code, words = said(capsys, *arguments)
    assert code == 2 and 'usage: sluice-shipper CONF' in words and 'error: ' in words


@pytest.mark.parametrize('content', [None, b'', b'\xff\xfe', b'[app:main]\nuse = egg:nothing#x\n',
                                     b'no ini', 'folder'])
def test_check_says_of_a_file_that_is_no_proxys_that_it_is_none(tmp_path, capsys, content):
    path = tmp_path / 'proxy-server.conf'
    if content == 'folder':
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    code, words = said(capsys, 'check', str(path))
    assert code == 2 and words.startswith('%s can not be read as a proxy-server.conf: ' % path)
    assert len(words.splitlines()) == 1 and len(words.strip()) > len(str(path)) + 50


def test_status_says_where_no_shipper_answers(conf, capsys):
    port = free_ports(1)[0]
    code, words = said(capsys, 'status', conf(bind_port=port))
    assert code == 3 and 'No shipper answers on 127.0.0.1:%d: ' % port in words


def test_status_takes_no_other_server_for_the_shipper(conf, capsys, hub, monkeypatch):
    monkeypatch.setattr('http.client.HTTPResponse.read', lambda self: b'[]')
    code, words = said(capsys, 'status', conf(bind_port=hub.port))
    assert code == 3 and 'Set bind_port' in words


def test_a_port_that_another_has_is_named(conf, capsys):
    with socket.create_server(('127.0.0.1', 0)) as taken:
        port = taken.getsockname()[1]
        code, words = said(capsys, conf(bind_port=port))
    assert code == 2 and 'can not answer on 127.0.0.1:%d' % port in words
    assert 'Set bind_port' in words


def test_an_address_that_is_not_this_machines_is_named(conf, capsys):
    code, words = said(capsys, conf(bind_ip='no.such.host.invalid'))
    assert code == 2 and 'no.such.host.invalid' in words


def test_nothing_is_sent_again_from_a_directory_that_is_not_there(conf, capsys, tmp_path):
    code, words = said(capsys, '--resend', conf())
    assert code == 2 and 'journal_dir = %s: ' % (tmp_path / 'journal') in words


def test_a_journal_dir_that_is_a_file_is_named(conf, capsys, tmp_path):
    (tmp_path / 'journal').write_text('')
    code, words = said(capsys, conf())
    assert code == 2 and '%s: File exists' % (tmp_path / 'journal') in words


@pytest.mark.parametrize('closed', ['.', 'lock', 'journal'])
def test_a_journal_dir_of_another_user_is_named_with_what_to_do(
        tmp_path, hub, keys_file, closed):
    folder = tmp_path / 'journal'
    worker = Worker(folder)
    worker.stored('o')
    (folder / 'shipper.lock').write_text('')
    closed = {'.': folder, 'lock': folder / 'shipper.lock',
              'journal': next(folder.glob('*.journal'))}[closed]
    closed.chmod(0)
    process = Process(tmp_path, folder, hub, keys_file)
    process.start(prefix=as_no_superuser())
    try:
        assert process.process.wait(60) == 2
    finally:
        closed.chmod(0o700)
    words = process.log.read_text()
    assert '%s: Permission denied. Run it as the user that runs the proxy' % (
        closed if closed != folder else folder / 'shipper.lock') in words
    assert 'Traceback' not in words


@pytest.mark.parametrize('conf_file, expected', [
    ('', 'internal_client_conf is not set'), ('/nowhere/internal-client.conf', '/nowhere/')])
def test_without_an_internal_client_the_log_says_what_to_set(
        worker, rig, hub, caplog, conf_file, expected):
    def open_objects():
        try:
            return SwiftObjects(conf_file)
        except (OSError, ValueError):
            raised.append(True)
            raise
    raised = []
    it = rig()
    it.shipper._settler._open_objects = open_objects
    worker.unknown(worker.intent('o'))
    wait_for(lambda: len(raised) > 1 and 'Swift did not tell' in caplog.text, 'the warning')
    assert expected in caplog.text
    it.shipper._settler._open_objects = FakeObjects


@pytest.mark.parametrize('value, seconds', [
    ('1.5', 1.5), ('-3', 0.0), ('1e999', LONGEST_PAUSE), ('99999999999', LONGEST_PAUSE),
    ('nan', None), ('soon', None), ('Fri, 31 Dec 9999 23:59:59 GMT', LONGEST_PAUSE),
    ('Thu, 01 Jan 1970 00:00:00 GMT', 0.0), ('Fri, 31 Dec 99999 23:59:59 GMT', None)])
def test_a_time_that_the_hub_names_is_one_to_wait_for(value, seconds):
    assert _retry_after(value) == seconds


@pytest.mark.parametrize('option, values', [
    ('journal_dir', ('', 'journal', './j')), ('cluster', ('',)),
    ('proxy_name', ('a.b', 'a b', 'ä')),
    ('journal_file_size', ('64M', '0', '-1', '1.5')), ('journal_max_size', ('8G', '0', 'nan')),
    ('on_journal_failure', ('maybe', 'Closed')), ('commit_timeout', ('x', '-1', 'nan', 'inf')),
    ('on_bad_pipeline', ('no', 'Refuse'))])
def test_a_wrong_option_of_the_filter_is_named_with_what_is_expected(tmp_path, option, values):
    for value in values:
        with pytest.raises(ValueError) as raised:
            filtered(FakeSwift(), tmp_path, **{option: value})
        words = str(raised.value)
        assert words.startswith('[filter:sluice] ') and option in words
        assert 'proxy-server.conf' in words
        assert not value or '%s = %s: ' % (option, value) in words


@pytest.mark.lake
@pytest.mark.parametrize('name, before, after, expected', [
    ('option', 'cluster = lake1', 'cluster = lake1\njournal_max_size = 8G',
     r'\[filter:sluice\] journal_max_size = 8G: a whole number of bytes, 1 or more, expected; .*'),
    ('pipeline', 'cluster = lake1', 'cluster = lake1\non_bad_pipeline = refuse',
     r'The pipeline in .*/proxy-pipeline-server.conf is wrong. slo stands right of sluice: .*')])
def test_a_proxy_that_does_not_start_says_why_in_one_line(lake, name, before, after, expected):
    name = 'proxy-' + name
    pipeline = lake.pipeline
    if 'pipeline' in name:
        pipeline = pipeline.replace('slo sluice', 'sluice slo')
    lake.write(name + '-server.conf', lake.proxy_conf(free_ports(1)[0], pipeline).replace(
        before, after))
    lake.run_server(name)
    lake.processes[name].wait(120)
    lake.kill(name)
    with open(os.path.join(lake.root, 'log', name + '.log')) as log:
        assert re.fullmatch(expected + '\n', log.read())


def test_an_option_that_is_none_is_passed_over_with_what_was_meant():
    [words] = unknown({'on_jurnal_failure': 'closed', 'log_level': 'DEBUG', 'cluster': 'c'})
    assert 'on_jurnal_failure' in words and 'Did you mean on_journal_failure?' in words
    assert unknown(dict.fromkeys(KNOWN)) == []


def complaint(tmp_path, caplog, monkeypatch, code):
    def refuse(*_args, **_more):
        raise OSError(code, os.strerror(code))
    it = filtered(FakeSwift(), tmp_path)
    monkeypatch.setattr(os, 'makedirs', refuse)
    said = []
    monkeypatch.setattr(it.logger, 'error', lambda text, *args: said.append(text % args))
    call(it, environ())
    monkeypatch.undo()
    return said


@pytest.mark.parametrize('code, hint', [
    (errno.ENOSPC, 'Free the disk'), (errno.EACCES, 'own journal_dir'), (errno.EROFS, 'Mount'),
    (errno.EDQUOT, 'journal_max_size'), (errno.ENOTDIR, 'A file is in the way'), (errno.EIO, '')])
def test_a_journal_that_takes_nothing_says_why_and_what_to_do(
        tmp_path, caplog, monkeypatch, code, hint):
    [words] = complaint(tmp_path, caplog, monkeypatch, code)
    assert 'Journal in %s takes no record: %s' % (tmp_path / 'journal', os.strerror(code)) in words
    assert hint in words and '1 changes of this worker went unrecorded so far' in words
