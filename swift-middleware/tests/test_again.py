"""What the hub asks for once more, in its answer to a batch."""

import json

import pytest
from again_rig import ask, reported, told
from one_node_swift import wait_for
from shipper_rig import Worker, arrives

from sluice_swift.shipper import again as module


def test_a_range_is_sent_again_with_the_same_ids_and_closed_by_its_progress(
        worker, start, hub, schema):
    for i in range(10):
        worker.stored('o%d' % i)
    it = start()
    arrives(hub, 10)
    reported(worker, hub, 10)
    first = {event['subject']: event for event in hub.events}
    ask(hub, worker, 3, 6)
    arrives(hub, 14)
    wait_for(lambda: told(hub) == {n: None for n in range(3, 7)}, 'the range')
    assert hub.names()[10:] == ['o2', 'o3', 'o4', 'o5']
    assert all(event == first[event['subject']] for event in hub.events[10:])
    for _id, events in hub.batches:
        for event in events:
            schema.validate(event)
    wait_for(lambda: it.figures.sent_again == 4, 'the figure')
    assert it.figures.sent == 10


def test_an_idle_shipper_learns_of_it_by_its_heartbeat(worker, start, hub):
    worker.stored('a')
    start()
    arrives(hub, 1)
    reported(worker, hub, 1)
    count = len(hub.batches)
    wait_for(lambda: len(hub.batches) > count + 2, 'heartbeats')
    [event] = hub.batches[-1][1]
    assert (event['data']['from'], event['data']['to']) == (2, 1)
    ask(hub, worker, 1, 1)
    arrives(hub, 2)


def test_a_journal_whose_writer_is_gone_is_told_of_and_sent_again_too(worker, start, hub):
    worker.stored('a')
    epoch = worker.journal.epoch
    worker.die()
    start()
    arrives(hub, 1)
    wait_for(lambda: (epoch, 2, 1) in hub.progress, 'a heartbeat')
    hub.again = [{'proxy': 'proxy1', 'epoch': epoch, 'from': 1, 'to': 1}]
    arrives(hub, 2)


def test_a_range_over_many_files_is_sent_in_chunks_and_live_events_go_between(
        tmp_path, start, hub, monkeypatch):
    worker = Worker(tmp_path / 'journal', file_size=4000)
    for i in range(500):
        worker.stored('o%d' % i)
    start(batch_events=20)
    arrives(hub, 500)
    reported(worker, hub, 500)
    original = hub._take

    def take(request, events):
        original(request, events)
        if hub.told_again:
            worker.stored('live%d' % len(hub.events))
    monkeypatch.setattr(hub, '_take', take)
    ask(hub, worker, 101, 400)
    wait_for(lambda: len(told(hub)) == 300, 'the range')
    monkeypatch.undo()
    names = hub.names()[500:]
    again = [name for name in names if name.startswith('o')]
    assert again == ['o%d' % i for i in range(100, 400)]
    between = names[names.index('o100'):names.index('o399')]
    assert any(name.startswith('live') for name in between)
    assert all(len([e for e in events if 'subject' in e]) <= 20 for _id, events in hub.batches)


def test_a_shipper_that_was_killed_in_the_middle_answers_when_it_is_asked_again(
        worker, start, hub, monkeypatch):
    for i in range(50):
        worker.stored('o%d' % i)
    first = start(batch_events=10)
    arrives(hub, 50)
    reported(worker, hub, 50)
    original = hub._take

    def take(request, events):
        original(request, events)
        if hub.told_again:
            hub.answers = [503] * 1000
    monkeypatch.setattr(hub, '_take', take)
    ask(hub, worker, 1, 50)
    wait_for(lambda: hub.told_again, 'a first chunk')
    first.stop()
    assert len(told(hub)) < 50
    monkeypatch.undo()
    hub.answers = []
    start(batch_events=10)
    wait_for(lambda: hub.batches[-1][1][-1]['data'].get('from') == 51, 'the new one')
    left = min(set(range(1, 51)) - set(told(hub)))
    ask(hub, worker, left, 50)
    wait_for(lambda: len(told(hub)) == 50, 'the rest')


EPOCH = object()
ABSURD = [
    'all', 7, {}, {'proxy': 'proxy1'}, [None], [[]], ['proxy1'], [{}],
    [{'proxy': 'proxy1', 'epoch': EPOCH}],
    [{'proxy': 'proxy1', 'epoch': EPOCH, 'from': 0, 'to': 3}],
    [{'proxy': 'proxy1', 'epoch': EPOCH, 'from': 3, 'to': 2}],
    [{'proxy': 'proxy1', 'epoch': EPOCH, 'from': '1', 'to': '2'}],
    [{'proxy': 'proxy1', 'epoch': EPOCH, 'from': True, 'to': True}],
    [{'proxy': 'proxy1', 'epoch': EPOCH, 'from': 1.0, 'to': 2.0}],
    [{'proxy': 'proxy1', 'epoch': EPOCH, 'from': 1, 'to': 10 ** 30}],
    [{'proxy': 'proxy1', 'epoch': EPOCH, 'from': 4, 'to': 9}],
    [{'proxy': 'proxy9', 'epoch': EPOCH, 'from': 1, 'to': 3}],
    [{'proxy': 'proxy9', 'epoch': 'e', 'from': 1, 'to': 3}],
    [{'proxy': ['proxy1'], 'epoch': EPOCH, 'from': 1, 'to': 3}],
    [{'proxy': 'proxy1', 'epoch': None, 'from': 1, 'to': 3}],
    [{'proxy': 'proxy1', 'epoch': {'a': 1}, 'from': 1, 'to': 3}],
]


@pytest.mark.parametrize('asked', ABSURD, ids=str)
def test_what_makes_no_sense_is_passed_over_and_shipping_goes_on(worker, start, hub, asked):
    worker.stored('a')
    worker.stored('b')
    worker.stored('c')
    start()
    arrives(hub, 3)
    reported(worker, hub, 3)
    hub.again = json.loads(json.dumps(asked, default=lambda _epoch: worker.journal.epoch))
    wait_for(lambda: hub.again is None, 'the answer')
    worker.stored('d')
    arrives(hub, 4)
    count = len(hub.batches)
    wait_for(lambda: len(hub.batches) > count + 1, 'a heartbeat')
    assert len(hub.events) == 4 and hub.told_again == []


@pytest.mark.parametrize('body', [b'', b'{', b'[' * 100000, b'\xff\xfe', b'{"again": [{"from": ' +
                                  b'9' * 9000 + b'}]}', b'null'],
                         ids=['empty', 'cut', 'deep', 'not UTF-8', 'huge number', 'null'])
def test_an_answer_that_is_no_json_is_a_plain_yes(worker, start, hub, monkeypatch, body):
    def take(request, events):
        hub.events += [event for event in events if 'subject' in event]
        request.send_response(202)
        request.send_header('Content-Length', str(len(body)))
        request.end_headers()
        request.wfile.write(body)
    monkeypatch.setattr(hub, '_take', take)
    worker.stored('a')
    start()
    arrives(hub, 1)
    worker.stored('b')
    arrives(hub, 2)
    assert hub.names() == ['a', 'b']


def test_a_range_that_reaches_too_far_is_sent_as_far_as_it_was_told(worker, start, hub):
    worker.stored('a')
    worker.intent('open')
    start()
    arrives(hub, 1)
    reported(worker, hub, 1)
    ask(hub, worker, 1, 10000)
    arrives(hub, 2)
    wait_for(lambda: told(hub) == {1: None}, 'the range')


def test_what_is_asked_twice_is_sent_once_and_little_at_a_time(worker, start, hub, monkeypatch):
    monkeypatch.setattr(module, 'TURN', 0.0)  # a record a chunk
    for i in range(30):
        worker.stored('o%d' % i)
    start()
    arrives(hub, 30)
    reported(worker, hub, 30)
    one = {'proxy': 'proxy1', 'epoch': worker.journal.epoch, 'from': 1, 'to': 30}
    hub.again = [one, dict(one, **{'from': 5}), one]
    wait_for(lambda: len(told(hub)) == 30, 'the range')
    assert len(hub.told_again) > 20
    worker.stored('end')
    reported(worker, hub, 31)
    ask(hub, worker, 31, 31)  # goes behind all that waits
    wait_for(lambda: 31 in told(hub), 'the end')
    assert len(hub.events) == 62
