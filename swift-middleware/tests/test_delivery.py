import base64
import json
import time

import pytest
from fake_hub import KEY_LINE, FakeHub
from one_node_swift import free_ports, wait_for
from shipper_rig import Rig, Worker, arrives

from sluice_swift.shipper.delivery import said_of


@pytest.fixture
def worker(tmp_path):
    worker = Worker(tmp_path / 'journal')
    for i in range(20):
        worker.stored('o%d' % i)
    return worker


@pytest.fixture
def rig(tmp_path, hub, keys_file, worker):
    rigs = []

    def start(hub=hub, **settings):
        rigs.append(Rig(tmp_path / 'journal', hub, keys_file, **settings).__enter__())
        return rigs[-1]
    yield start
    for each in rigs:
        each.stop()


ALL = ['o%d' % i for i in range(20)]


@pytest.mark.parametrize('answers', [[500], [503, 502], [429], ['close'], ['cut'], [408],
                                     ['close', 500, 'cut', 429]])
def test_a_batch_that_was_not_taken_is_sent_again_under_the_same_id(rig, hub, answers):
    hub.answers = list(answers)
    rig()
    arrives(hub, 20)
    assert hub.names() == ALL
    ids = [message for message, _events in hub.batches]
    assert len(ids) >= len(answers) + 1 and len(set(ids[:len(answers) + 1])) == 1


def test_a_hub_that_hangs_is_given_up_after_the_time_out(rig, hub):
    hub.answers = ['hang']
    rig(timeout=0.5)
    arrives(hub, 20)
    # A busy machine may answer another one late as well: that comes again.
    assert list(dict.fromkeys(hub.names())) == ALL


def test_a_hub_that_is_not_there_is_waited_for(rig, hub):
    port = free_ports(1)[0]
    late = FakeHub.__new__(FakeHub)
    late.url = 'http://127.0.0.1:%d/v1/events' % port
    it = rig(hub=late)
    wait_for(lambda: it.figures.retrying, 'a failure')
    late.__init__(port)
    arrives(late, 20)
    assert late.names() == ALL
    late.stop()


def test_the_hub_is_not_asked_before_the_time_it_named(rig, hub):
    hub.answers = [(503, {}, {'Retry-After': '1'})]
    begin = time.monotonic()
    rig()
    arrives(hub, 20)
    assert time.monotonic() - begin > 0.9


def test_a_refused_event_is_set_aside_and_holds_up_nothing(tmp_path, rig, hub, caplog):
    hub.refuses = lambda event: 'size is wrong' if event.get('subject') == 'o7' else None
    it = rig()
    arrives(hub, 19)
    assert hub.names() == [name for name in ALL if name != 'o7']
    wait_for(lambda: it.figures.set_aside == 1, 'the figure')
    [path] = (tmp_path / 'journal' / 'set-aside').iterdir()
    kept = json.loads(path.read_text())
    assert kept['event']['subject'] == 'o7'
    assert kept['reason']['message'] == 'size is wrong'
    assert len(hub.batches) == 1
    wait_for(lambda: 'events aside (requests tx-o7): ' in caplog.text, 'the line with the request')


def test_the_first_requests_of_many_that_are_set_aside_are_named():
    def event(trans_id):
        return json.dumps({'data': {'trans_id': trans_id}}).encode()

    assert said_of([event(None), b'{}']) == ''
    assert said_of([event('a'), event(None), event('b'), event('a')]) == ' (requests a, b)'
    many = said_of([event('tx%d' % i) for i in range(12)])
    assert many.startswith(' (requests tx0, tx1, ') and many.endswith('tx9 and 2 more)')


def test_a_batch_refused_without_naming_an_event_is_split_until_one_is_found(
        tmp_path, rig, hub, monkeypatch):
    original = hub._take

    def take(request, events):
        if any(event.get('subject') == 'o7' for event in events):
            return request_400(request)
        original(request, events)

    def request_400(request):
        from fake_hub import respond
        respond(request, 422, {})
    monkeypatch.setattr(hub, '_take', take)
    it = rig()
    arrives(hub, 19)
    assert hub.names() == [name for name in ALL if name != 'o7']
    wait_for(lambda: it.figures.set_aside == 1, 'the figure')


def test_a_batch_that_is_too_large_is_split(rig, hub):
    hub.max_bytes = 3000
    rig()
    arrives(hub, 20)
    assert hub.names() == ALL


@pytest.mark.parametrize('status', [401, 403, 404, 410, 301, 307])
def test_what_no_repeating_mends_holds_everything_and_drops_nothing(
        rig, hub, status):
    hub.answers = [(status, {'error': {'message': 'because'}}, {'Location': hub.url})] * 10000
    it = rig()
    wait_for(lambda: it.figures.holding, 'the alarm')
    assert it.figures.health()['status'] == 'holding'
    assert str(status) in it.figures.health()['reason'] and hub.events == []
    hub.answers = []
    arrives(hub, 20)
    wait_for(lambda: it.figures.health()['status'] == 'ok', 'all well')
    assert hub.names() == ALL


def test_a_wrong_key_holds_until_the_file_is_mended(rig, hub, keys_file):
    keys_file.write_text('whsec_' + base64.b64encode(b'wrong').decode())
    it = rig()
    wait_for(lambda: it.figures.holding and '401' in it.figures.holding, 'the alarm')
    assert hub.batches == []
    keys_file.write_text('\n' + KEY_LINE + '\nwhsec_b2xk\n')
    arrives(hub, 20)


def test_a_hub_that_refuses_everything_is_not_believed_for_ever(rig, hub):
    hub.refuses = lambda event: 'no' if 'subject' in event else None
    it = rig(set_aside_limit=10)
    wait_for(lambda: it.figures.holding, 'the alarm')
    assert it.figures.set_aside == 0
    hub.refuses = lambda event: None
    arrives(hub, 20)
    assert hub.names() == ALL
