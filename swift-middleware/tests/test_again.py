"""What the hub asks for once more, in its answer to a batch."""

import json
import os
import threading

import pytest
from one_node_swift import wait_for
from shipper_rig import Rig, Worker, arrives
from test_settle import FakeObjects, is_stored

from sluice_swift.shipper import again as module


@pytest.fixture
def worker(tmp_path):
    return Worker(tmp_path / 'journal')


@pytest.fixture
def objects():
    return FakeObjects()


@pytest.fixture
def rig(tmp_path, hub, keys_file, objects, monkeypatch):
    monkeypatch.setattr('sluice_swift.shipper.settle.FIRST_PAUSE', 0.01)
    rigs = []

    def start(**settings):
        settings.setdefault('heartbeat', 0.05)
        rigs.append(Rig(tmp_path / 'journal', hub, keys_file, lambda: objects,
                        **settings).__enter__())
        return rigs[-1]
    yield start
    for each in rigs:
        each.stop()


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


def test_a_range_is_sent_again_with_the_same_ids_and_closed_by_its_progress(
        worker, rig, hub, schema):
    for i in range(10):
        worker.stored('o%d' % i)
    it = rig()
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


def test_an_idle_shipper_learns_of_it_by_its_heartbeat(worker, rig, hub):
    worker.stored('a')
    rig()
    arrives(hub, 1)
    reported(worker, hub, 1)
    count = len(hub.batches)
    wait_for(lambda: len(hub.batches) > count + 2, 'heartbeats')
    [event] = hub.batches[-1][1]
    assert (event['data']['from'], event['data']['to']) == (2, 1)
    ask(hub, worker, 1, 1)
    arrives(hub, 2)


def test_a_journal_whose_writer_is_gone_is_told_of_and_sent_again_too(worker, rig, hub):
    worker.stored('a')
    epoch = worker.journal.epoch
    worker.die()
    rig()
    arrives(hub, 1)
    wait_for(lambda: (epoch, 2, 1) in hub.progress, 'a heartbeat')
    hub.again = [{'proxy': 'proxy1', 'epoch': epoch, 'from': 1, 'to': 1}]
    arrives(hub, 2)


def test_a_range_over_many_files_is_sent_in_chunks_and_live_events_go_between(
        tmp_path, rig, hub):
    worker = Worker(tmp_path / 'journal', file_size=4000)
    for i in range(500):
        worker.stored('o%d' % i)
    rig(batch_events=20)
    arrives(hub, 500)
    reported(worker, hub, 500)
    stop = threading.Event()
    writer = threading.Thread(target=keep_writing, args=(worker, stop))
    ask(hub, worker, 101, 400)
    writer.start()
    try:
        wait_for(lambda: len(told(hub)) == 300, 'the range')
    finally:
        stop.set()
        writer.join()
    names = hub.names()[500:]
    again = [name for name in names if name.startswith('o')]
    assert again == ['o%d' % i for i in range(100, 400)]
    between = names[names.index('o100'):names.index('o399')]
    assert any(name.startswith('live') for name in between)
    assert all(len([e for e in events if 'subject' in e]) <= 20 for _id, events in hub.batches)


def keep_writing(worker, stop):
    number = 0
    while not stop.wait(0.001):
        number += 1
        worker.stored('live%d' % number)


def test_what_came_to_nothing_is_told_again_as_nothing(worker, rig, hub):
    worker.stored('a')
    worker.nothing(worker.intent('b'))
    worker.stored('part', container='c_segments')
    gone = worker.intent('none', 'DELETE')
    worker.journal.outcome('N', {'n': gone, 'status': 404})
    worker.stored('c')
    rig()
    arrives(hub, 2)
    reported(worker, hub, 5)
    ask(hub, worker, 1, 5)
    wait_for(lambda: told(hub) == {n: None for n in range(1, 6)}, 'the range')
    assert hub.names() == ['a', 'c', 'a', 'c']


def test_what_swift_had_to_be_asked_of_is_told_as_it_was(worker, rig, hub, objects):
    worker.unknown(worker.intent('found'))
    is_stored(objects, 'found')
    worker.unknown(worker.intent('never seen'))
    worker.unknown(worker.intent('overtaken'))
    is_stored(objects, 'overtaken', Worker.STAMP + 0.5)
    worker.stored('plain')
    rig(settle_grace=0.05)
    arrives(hub, 2)
    wait_for(lambda: hub.lost, 'the loss')
    assert hub.lost == [(worker.journal.epoch, 2, 2, 'unsettled')]
    asked = len(objects.asked)
    first = {event['subject']: event for event in hub.events}
    reported(worker, hub, 4)
    ask(hub, worker, 1, 4)
    wait_for(lambda: told(hub) == {1: None, 2: 'unsettled', 3: None, 4: None}, 'the range')
    assert sorted(hub.names()) == ['found', 'found', 'plain', 'plain']
    assert all(event == first[event['subject']] for event in hub.events)
    assert len(objects.asked) == asked


def test_what_the_journal_lost_is_told_as_lost_and_again_so(worker, rig, hub, schema):
    worker.stored('a')
    worker.journal.written += 2  # two that found no room
    worker.stored('d')
    rig()
    arrives(hub, 2)
    wait_for(lambda: hub.lost, 'the loss')
    assert hub.lost == [(worker.journal.epoch, 2, 3, 'dropped')]
    reported(worker, hub, 4)
    ask(hub, worker, 1, 4)
    wait_for(lambda: told(hub) == {1: None, 2: 'dropped', 3: 'dropped', 4: None}, 'the range')
    for _id, events in hub.batches:
        for event in events:
            schema.validate(event)


def test_every_number_is_told_once(worker, rig, hub):
    for i in range(60):
        if i % 7 == 0:
            worker.journal.written += i % 3
        if i % 5 == 0:
            worker.nothing(worker.intent('n%d' % i))
        else:
            worker.stored('o%d' % i)
    rig(batch_events=10)
    wait_for(lambda: sum(last - first + 1 for _e, first, last in hub.progress)
             + sum(last - first + 1 for _e, first, last, _w in hub.lost)
             == worker.journal.written, 'every number')
    numbers = [n for _e, first, last in hub.progress for n in range(first, last + 1)]
    numbers += [n for _e, first, last, _why in hub.lost for n in range(first, last + 1)]
    assert sorted(numbers) == list(range(1, worker.journal.written + 1))


def test_files_that_are_deleted_are_told_as_gone(tmp_path, rig, hub):
    worker = Worker(tmp_path / 'journal', file_size=2000)
    for i in range(40):
        worker.stored('o%d' % i)
    rig()
    arrives(hub, 40)
    reported(worker, hub, 40)
    files = sorted((tmp_path / 'journal').glob('*.journal'))
    files[0].unlink()
    files[2].unlink()
    ask(hub, worker, 1, 40)
    wait_for(lambda: len(told(hub)) == 40, 'the range')
    lost = {n for n, why in told(hub).items() if why}
    assert {why for why in told(hub).values()} == {None, 'gone'} and 1 in lost
    assert {int(name[1:]) + 1 for name in hub.names()[40:]} == set(range(1, 41)) - lost
    assert max(lost) < 40 and lost != set(range(1, max(lost) + 1))


def test_a_journal_that_is_gone_altogether_is_told_as_gone(worker, rig, hub):
    worker.stored('a')
    rig()
    arrives(hub, 1)
    ask(hub, worker, 5, 9, epoch='1-2-older')
    wait_for(lambda: hub.told_again == [('1-2-older', 5, 9, 'gone')], 'the word')


def test_a_journal_of_which_the_beginning_is_deleted_is_not_told_as_dropped(
        tmp_path, rig, hub):
    worker = Worker(tmp_path / 'journal', file_size=2000)
    for i in range(20):
        worker.stored('o%d' % i)
    sorted((tmp_path / 'journal').glob('*.journal'))[0].unlink()
    it = rig()
    wait_for(lambda: hub.lost and hub.progress, 'progress')
    [(epoch, first, last, why)] = hub.lost
    assert (epoch, first, why) == (worker.journal.epoch, 1, 'gone')
    assert last < 20 and it.figures.dropped == 0


def test_a_shipper_that_was_killed_in_the_middle_answers_when_it_is_asked_again(
        worker, rig, hub, monkeypatch):
    for i in range(50):
        worker.stored('o%d' % i)
    first = rig(batch_events=10)
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
    rig(batch_events=10)
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
def test_what_makes_no_sense_is_passed_over_and_shipping_goes_on(worker, rig, hub, asked):
    worker.stored('a')
    worker.stored('b')
    worker.stored('c')
    rig()
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
def test_an_answer_that_is_no_json_is_a_plain_yes(worker, rig, hub, monkeypatch, body):
    def take(request, events):
        hub.events += [event for event in events if 'subject' in event]
        request.send_response(202)
        request.send_header('Content-Length', str(len(body)))
        request.end_headers()
        request.wfile.write(body)
    monkeypatch.setattr(hub, '_take', take)
    worker.stored('a')
    rig()
    arrives(hub, 1)
    worker.stored('b')
    arrives(hub, 2)
    assert hub.names() == ['a', 'b']


def test_a_range_that_reaches_too_far_is_sent_as_far_as_it_was_told(worker, rig, hub):
    worker.stored('a')
    worker.intent('open')
    rig()
    arrives(hub, 1)
    reported(worker, hub, 1)
    ask(hub, worker, 1, 10000)
    arrives(hub, 2)
    wait_for(lambda: told(hub) == {1: None}, 'the range')


def test_what_is_asked_twice_is_sent_once_and_little_at_a_time(worker, rig, hub, monkeypatch):
    monkeypatch.setattr(module, 'TURN', 0.0)  # a record a chunk
    for i in range(30):
        worker.stored('o%d' % i)
    rig()
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


def test_a_torn_line_of_the_settled_is_told_as_unsettled_and_hides_no_other(
        tmp_path, worker, rig, hub, objects):
    for name in ('one', 'two'):
        worker.unknown(worker.intent(name))
        is_stored(objects, name)
    first = rig()
    arrives(hub, 2)
    reported(worker, hub, 2)
    first.stop()
    [path] = (tmp_path / 'journal').glob('*.settled')
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b''.join(lines[:-1]) + lines[-1][:-20])
    torn = json.loads(lines[-1])['n']
    worker.unknown(worker.intent('three'))
    is_stored(objects, 'three')
    rig()
    arrives(hub, 3)
    reported(worker, hub, 3)
    ask(hub, worker, 1, 3)
    wait_for(lambda: len(told(hub)) == 3, 'the range')
    assert told(hub) == {n: 'unsettled' if n == torn else None for n in (1, 2, 3)}


def test_nothing_is_left_of_a_journal_that_is_forgotten(
        tmp_path, worker, rig, hub, objects, monkeypatch):
    monkeypatch.setattr('sluice_swift.shipper.shipper.CLEAN_INTERVAL', 0.01)
    worker.unknown(worker.intent('o'))
    is_stored(objects, 'o')
    rig(keep=0.0)
    arrives(hub, 1)
    worker.die()
    wait_for(lambda: list((tmp_path / 'journal').glob('proxy1.*')) == [], 'nothing left')


def test_a_journal_is_kept_from_when_it_was_shipped_however_old_it_is(
        tmp_path, worker, rig, hub, monkeypatch):
    monkeypatch.setattr('sluice_swift.shipper.shipper.CLEAN_INTERVAL', 0.0)
    worker.stored('a')
    epoch = worker.journal.epoch
    worker.die()
    [path] = (tmp_path / 'journal').glob('*.journal')
    os.utime(path, (1, 1))
    rig()
    arrives(hub, 1)
    count = len(hub.batches)
    wait_for(lambda: len(hub.batches) > count + 2, 'some turns')
    hub.again = [{'proxy': 'proxy1', 'epoch': epoch, 'from': 1, 'to': 1}]
    arrives(hub, 2)
    assert path.exists()
