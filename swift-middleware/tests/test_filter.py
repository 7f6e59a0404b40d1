import glob
import os
import threading

import pytest
from eventlet import Timeout
from fake_swift import FakeSwift, call, environ
from one_node_swift import wait_for

from sluice_swift.filter import filter_factory
from sluice_swift.record import decode
from sluice_swift.syncer import ThreadSyncer


def filtered(swift, tmp_path, **more):
    conf = dict({'journal_dir': str(tmp_path / 'journal'), 'cluster': 'lake1',
                 'proxy_name': 'proxy1'}, **more)
    return filter_factory({}, **conf)(swift)


def records(tmp_path):
    found = []
    for path in sorted(glob.glob(str(tmp_path / 'journal' / '*.journal'))):
        with open(path, 'rb') as lines:
            found += [decode(line) for line in lines]
    return [(kind, body) for kind, body in found if kind != 'H']


def kinds(tmp_path):
    return ''.join(kind for kind, _body in records(tmp_path))


@pytest.mark.parametrize('method, status', [('PUT', 201), ('POST', 202), ('DELETE', 204)])
def test_a_change_leaves_an_intent_and_an_outcome(tmp_path, method, status):
    assert call(filtered(FakeSwift(), tmp_path), environ(method))[0] == status
    assert kinds(tmp_path) == 'IS'


def test_the_intent_is_in_the_journal_before_swift_is_called(tmp_path):
    swift = FakeSwift()
    seen = []
    swift.before_answer = lambda env: seen.append(kinds(tmp_path))
    call(filtered(swift, tmp_path), environ())
    assert seen == ['I']


def test_the_timestamp_that_swift_gets_is_the_one_in_the_intent(tmp_path):
    swift = FakeSwift()
    seen = []
    swift.before_answer = lambda env: seen.append(env['HTTP_X_TIMESTAMP'])
    call(filtered(swift, tmp_path), environ())
    assert records(tmp_path)[0][1]['timestamp'] == seen[0]


def test_the_outcome_tells_size_etag_and_the_type_that_swift_guessed(tmp_path):
    call(filtered(FakeSwift(), tmp_path), environ(body=b'hello'))
    outcome = records(tmp_path)[1][1]
    assert (outcome['size'], outcome['etag'], outcome['content_type']) == (
        5, 'e5', 'application/octet-stream')


def test_the_bytes_of_a_chunked_upload_are_counted(tmp_path):
    env = environ(body=b'x' * 70000)
    del env['CONTENT_LENGTH']
    call(filtered(FakeSwift(), tmp_path), env)
    assert records(tmp_path)[1][1]['size'] == 70000


def test_the_containers_metadata_goes_along_without_its_keys(tmp_path):
    swift = FakeSwift(container_headers=[('X-Container-Meta-Application', 'campus'),
                                         ('X-Container-Meta-Temp-Url-Key', 'secret')])
    call(filtered(swift, tmp_path), environ())
    assert records(tmp_path)[1][1]['container_meta'] == {'application': 'campus'}


@pytest.mark.parametrize('answer, kind', [
    ('202 Accepted', 'N'), ('401 Unauthorized', 'N'), ('422 Unprocessable', 'N'),
    ('503 Unavailable', 'U'), ('408 Timeout', 'U'), ('499 Disconnect', 'U')])
def test_an_answer_other_than_stored_is_handed_on_and_journalled_as_what_it_means(
        tmp_path, answer, kind):
    status = call(filtered(FakeSwift({'PUT': answer}), tmp_path), environ())[0]
    assert status == int(answer[:3])
    assert kinds(tmp_path) == 'I' + kind


def test_a_client_that_leaves_in_the_middle_has_stored_nothing(tmp_path):
    env = environ(body=b'half')
    env['CONTENT_LENGTH'] = '1000'
    call(filtered(FakeSwift({'PUT': '499 Client Disconnect'}), tmp_path), env)
    assert kinds(tmp_path) == 'IN'


@pytest.mark.parametrize('error', [ValueError('swift'), Timeout(None)])
def test_an_exception_of_swift_is_handed_on_and_the_change_is_left_to_be_settled(tmp_path, error):
    with pytest.raises(type(error)):
        call(filtered(FakeSwift({'PUT': error}), tmp_path), environ())
    assert kinds(tmp_path) == 'IU'


def test_what_is_none_of_our_business_is_not_journalled(tmp_path):
    it = filtered(FakeSwift(), tmp_path)
    assert call(it, environ('GET'))[0] == 200
    assert call(it, environ('PUT', '/v1/AUTH_a/c'))[0] == 200
    assert not os.path.exists(tmp_path / 'journal')


def test_loading_the_filter_opens_no_journal_and_starts_no_thread(tmp_path):
    threads = len(os.listdir('/proc/self/task'))
    it = filtered(FakeSwift(), tmp_path)
    call(it, environ('GET'))
    assert len(os.listdir('/proc/self/task')) <= threads  # those of other tests may end
    assert not os.path.exists(tmp_path / 'journal')


class SlowDisk:
    """An fdatasync that does not come back before it is let go."""

    def __init__(self, monkeypatch):
        self.let_go = threading.Event()
        self.synced = 0
        monkeypatch.setattr('sluice_swift.commit.best_syncer', ThreadSyncer)
        monkeypatch.setattr(os, 'fdatasync', self._sync)

    def _sync(self, fd):
        self.let_go.wait(120)
        self.synced += 1


def test_the_answer_waits_until_the_intent_is_on_disk(tmp_path, monkeypatch):
    disk = SlowDisk(monkeypatch)
    it = filtered(FakeSwift(), tmp_path, commit_timeout='60')
    answered = []
    client = threading.Thread(target=lambda: answered.append(call(it, environ())[0]))
    client.start()
    wait_for(lambda: kinds(tmp_path) == 'IS', 'the outcome in the journal')
    assert answered == [] and disk.synced == 0
    disk.let_go.set()
    client.join(60)
    assert answered == [201] and disk.synced >= 1


def test_one_sync_serves_all_that_wait(tmp_path, monkeypatch):
    disk = SlowDisk(monkeypatch)
    it = filtered(FakeSwift(), tmp_path, commit_timeout='60')
    clients = [threading.Thread(target=call, args=(it, environ())) for _ in range(20)]
    for client in clients:
        client.start()
    wait_for(lambda: kinds(tmp_path).count('S') == 20, 'all outcomes')
    disk.let_go.set()
    for client in clients:
        client.join(60)
    assert not any(client.is_alive() for client in clients)
    assert disk.synced <= 3


def test_a_disk_that_hangs_does_not_hang_the_answer_for_ever(tmp_path, monkeypatch):
    disk = SlowDisk(monkeypatch)
    it = filtered(FakeSwift(), tmp_path, commit_timeout='0.1')
    assert call(it, environ())[0] == 201
    assert disk.synced == 0
    disk.let_go.set()


def broken_journal(tmp_path):
    (tmp_path / 'journal').write_text('a file where a directory should be')


def test_a_journal_that_takes_nothing_lets_changes_through_where_it_is_open(tmp_path):
    broken_journal(tmp_path)
    swift = FakeSwift()
    assert call(filtered(swift, tmp_path), environ())[0] == 201
    assert len(swift.calls) == 1


def test_a_journal_that_takes_nothing_refuses_changes_where_it_is_closed(tmp_path):
    broken_journal(tmp_path)
    swift = FakeSwift()
    it = filtered(swift, tmp_path, on_journal_failure='closed')
    assert call(it, environ())[0] == 503
    assert call(it, environ('GET'))[0] == 200
    assert [method for method, _path in swift.calls] == ['GET']


@pytest.mark.parametrize('where', ['sluice_swift.filter.intent_of', 'sluice_swift.filter.facts_of',
                                   'sluice_swift.recorder.Recorder.close',
                                   'sluice_swift.recorder.Recorder.wait',
                                   'sluice_swift.filter.get_container_info'])
@pytest.mark.parametrize('error', [KeyError('ours'), Timeout(None)])
def test_no_failure_of_ours_turns_a_stored_object_into_an_error(
        tmp_path, monkeypatch, where, error):
    def fail(*args, **kwargs):
        raise error
    monkeypatch.setattr(where, fail)
    swift = FakeSwift()
    assert call(filtered(swift, tmp_path), environ())[0] == 201
    assert len(swift.calls) == 1


def test_an_answer_that_we_could_not_read_is_left_to_be_settled(tmp_path, monkeypatch):
    def fail(*args):
        raise KeyError('ours')
    monkeypatch.setattr('sluice_swift.filter.facts_of', fail)
    call(filtered(FakeSwift(), tmp_path), environ())
    assert kinds(tmp_path) == 'IU'


@pytest.mark.parametrize('more, named', [
    ({'cluster': ''}, 'cluster'), ({'journal_dir': ''}, 'journal_dir'),
    ({'proxy_name': 'a.b'}, 'proxy_name'), ({'on_journal_failure': 'maybe'}, 'maybe')])
def test_a_wrong_option_is_named(tmp_path, more, named):
    with pytest.raises(ValueError, match=named):
        filtered(FakeSwift(), tmp_path, **more)
