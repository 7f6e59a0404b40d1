"""
A hub behind https: where its certificate does not hold, everything waits for a person.
"""

import json

import pytest
from certificates import Authority, server_context
from fake_hub import FakeHub
from one_node_swift import wait_for
from shipper_rig import Process, Rig, Worker, arrives
from test_shipper_process import health

from sluice_swift.shipper.__main__ import main

ALL = ['o%d' % i for i in range(20)]


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path, 'ours')


@pytest.fixture
def tls(authority):
    context = server_context()
    authority.certify(context)
    return context


@pytest.fixture
def hub(tls):
    hub = FakeHub(tls=tls)
    yield hub
    hub.stop()


@pytest.fixture
def worker(tmp_path):
    worker = Worker(tmp_path / 'journal')
    for name in ALL:
        worker.stored(name)
    return worker


@pytest.fixture
def rig(tmp_path, hub, keys_file, worker):
    rigs = []

    def start(**settings):
        rigs.append(Rig(tmp_path / 'journal', hub, keys_file, **settings).__enter__())
        return rigs[-1]
    yield start
    for each in rigs:
        each.stop()


def held(it, *said):
    """Everything is, with an alarm that says so."""
    wait_for(lambda: it.figures.holding, 'the alarm')
    reason = it.figures.health()['reason']
    assert it.figures.health()['status'] == 'holding'
    assert 'sluice_shipper_holding 1\n' in it.figures.prometheus()
    for word in said:
        assert word in reason
    assert it.figures.sent == 0


def delivered(it, hub):
    arrives(hub, 20)
    assert hub.names() == ALL
    wait_for(lambda: it.figures.health()['status'] == 'ok', 'all well')
    assert it.figures.set_aside == 0


def test_a_hub_with_a_certificate_of_the_named_authority_takes_events(rig, hub, authority):
    it = rig(ca_file=str(authority.file))
    delivered(it, hub)
    assert it.figures.retries == 0


def test_events_wait_for_the_right_authority_and_the_file_is_read_again(
        tmp_path, rig, hub, authority):
    ca_file = tmp_path / 'ca.pem'
    ca_file.write_bytes(Authority(tmp_path, 'another').pem)
    it = rig(ca_file=str(ca_file))
    held(it, hub.url, 'its certificate is not accepted: ', 'Set ca_file', str(ca_file))
    assert hub.batches == []
    ca_file.write_bytes(authority.pem)
    delivered(it, hub)


def test_without_a_ca_file_the_systems_authorities_are_asked(rig, hub):
    held(rig(), 'Set ca_file', "the system's authorities")
    assert hub.batches == []


@pytest.mark.parametrize('wrong, said', [
    ({'host': 'elsewhere.example'}, ('IP address mismatch', 'Set hub_url')),
    ({'begin': -9, 'end': -8}, ('has expired', 'clock')),
    ({'begin': 8, 'end': 9}, ('not yet valid', 'clock'))])
def test_events_wait_for_a_certificate_that_holds(rig, hub, tls, authority, wrong, said):
    authority.certify(tls, **wrong)
    it = rig(ca_file=str(authority.file))
    held(it, hub.url, *said)
    assert hub.batches == []
    authority.certify(tls)
    delivered(it, hub)


def test_the_name_in_the_address_must_be_that_of_the_certificate(rig, hub, tls, authority):
    hub.url = hub.url.replace('127.0.0.1', 'localhost')
    it = rig(ca_file=str(authority.file))
    held(it, "not valid for 'localhost'", 'Set hub_url')
    authority.certify(tls, 'localhost')
    delivered(it, hub)


@pytest.mark.parametrize('content, said', [
    (None, 'No such file'), (b'', 'no certificate'), (b'nonsense\n', 'no certificate'),
    (b'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', 'no certificate')])
def test_a_ca_file_without_a_certificate_holds_and_is_named(
        tmp_path, rig, hub, authority, content, said):
    ca_file = tmp_path / 'ca.pem'
    if content is not None:
        ca_file.write_bytes(content)
    it = rig(ca_file=str(ca_file))
    held(it, 'ca_file = %s' % ca_file, said)
    ca_file.write_bytes(authority.pem)
    delivered(it, hub)


def test_a_hub_that_speaks_no_tls_is_said_to(rig, hub, authority):
    plain = FakeHub()
    hub.url = plain.url.replace('http:', 'https:')
    try:
        held(rig(ca_file=str(authority.file)), 'does not speak TLS', 'hub_url')
    finally:
        plain.stop()


def test_a_connection_that_breaks_is_no_matter_for_a_person(rig, hub, authority):
    hub.answers = ['close', 500, 'cut']
    it = rig(ca_file=str(authority.file), hold_pause=60.0)
    delivered(it, hub)


def test_the_running_shipper_says_so_in_health_and_log_and_resend_says_so(
        tmp_path, hub, keys_file, worker, authority, capsys):
    ca_file = tmp_path / 'ca.pem'
    ca_file.write_bytes(Authority(tmp_path, 'another').pem)
    process = Process(tmp_path, tmp_path / 'journal', hub, keys_file, ca_file=ca_file).start()
    try:
        status, said = wait_for(
            lambda: (health(process) or [0])[0] == 503 and health(process), 'a 503')
        assert (said['status'], said['unsent']) == ('holding', 20)
        assert main(['status', str(process.conf)]) == 1
        assert 'Set ca_file' in capsys.readouterr().out
        set_aside = tmp_path / 'journal' / 'set-aside'
        set_aside.mkdir()
        line = json.dumps({'event': {'subject': 'aside', 'type': 't'}})
        (set_aside / '2026-01-01.jsonl').write_text(line + '\n')
        assert main(['--resend', str(process.conf)]) == 3
        assert 'Set ca_file' in capsys.readouterr().err
        assert line in (set_aside / '2026-01-01.jsonl').read_text()
        ca_file.write_bytes(authority.pem)
        arrives(hub, 20)
        assert main(['--resend', str(process.conf)]) == 0
        assert set(hub.names()) == {*ALL, 'aside'}
    finally:
        process.stop()
    log = process.log.read_text()
    assert log.count('Holding all events, none is lost: hub_url = https://') == 1
    assert 'Traceback' not in log
