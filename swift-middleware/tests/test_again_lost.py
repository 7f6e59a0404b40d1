"""What of a journal is told as nothing or as lost, the first time and when it is asked for."""

import json
import os

from again_rig import ask, reported, told
from fake_objects import is_stored
from one_node_swift import wait_for
from shipper_rig import Worker, arrives


def test_what_came_to_nothing_is_told_again_as_nothing(worker, start, hub):
    worker.stored('a')
    worker.nothing(worker.intent('b'))
    worker.stored('part', container='c_segments')
    gone = worker.intent('none', 'DELETE')
    worker.journal.outcome('N', {'n': gone, 'status': 404})
    worker.stored('c')
    start()
    arrives(hub, 2)
    reported(worker, hub, 5)
    ask(hub, worker, 1, 5)
    wait_for(lambda: told(hub) == {n: None for n in range(1, 6)}, 'the range')
    assert hub.names() == ['a', 'c', 'a', 'c']


def test_what_swift_had_to_be_asked_of_is_told_as_it_was(worker, start, hub, objects):
    worker.unknown(worker.intent('found'))
    is_stored(objects, 'found')
    worker.unknown(worker.intent('never seen'))
    worker.unknown(worker.intent('overtaken'))
    is_stored(objects, 'overtaken', Worker.STAMP + 0.5)
    worker.stored('plain')
    start(settle_grace=0.05)
    arrives(hub, 2)
    wait_for(lambda: hub.lost, 'the loss')
    assert hub.lost == [(worker.journal.epoch, 2, 2, 'unsettled')]
    first = {event['subject']: event for event in hub.events}
    reported(worker, hub, 4)
    asked = len(objects.asked)
    ask(hub, worker, 1, 4)
    wait_for(lambda: told(hub) == {1: None, 2: 'unsettled', 3: None, 4: None}, 'the range')
    assert sorted(hub.names()) == ['found', 'found', 'plain', 'plain']
    assert all(event == first[event['subject']] for event in hub.events)
    assert len(objects.asked) == asked


def test_what_the_journal_lost_is_told_as_lost_and_again_so(worker, start, hub, schema):
    worker.stored('a')
    worker.journal.written += 2  # two that found no room
    worker.stored('d')
    start()
    arrives(hub, 2)
    wait_for(lambda: hub.lost, 'the loss')
    assert hub.lost == [(worker.journal.epoch, 2, 3, 'dropped')]
    reported(worker, hub, 4)
    ask(hub, worker, 1, 4)
    wait_for(lambda: told(hub) == {1: None, 2: 'dropped', 3: 'dropped', 4: None}, 'the range')
    for _id, events in hub.batches:
        for event in events:
            schema.validate(event)


def test_every_number_is_told_once(worker, start, hub):
    for i in range(60):
        if i % 7 == 0:
            worker.journal.written += i % 3
        if i % 5 == 0:
            worker.nothing(worker.intent('n%d' % i))
        else:
            worker.stored('o%d' % i)
    start(batch_events=10)
    wait_for(lambda: sum(last - first + 1 for _e, first, last in hub.progress)
             + sum(last - first + 1 for _e, first, last, _w in hub.lost)
             == worker.journal.written, 'every number')
    numbers = [n for _e, first, last in hub.progress for n in range(first, last + 1)]
    numbers += [n for _e, first, last, _why in hub.lost for n in range(first, last + 1)]
    assert sorted(numbers) == list(range(1, worker.journal.written + 1))


def test_files_that_are_deleted_are_told_as_gone(tmp_path, start, hub):
    worker = Worker(tmp_path / 'journal', file_size=2000)
    for i in range(40):
        worker.stored('o%d' % i)
    start()
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


def test_a_journal_that_is_gone_altogether_is_told_as_gone(worker, start, hub):
    worker.stored('a')
    start()
    arrives(hub, 1)
    ask(hub, worker, 5, 9, epoch='1-2-older')
    wait_for(lambda: hub.told_again == [('1-2-older', 5, 9, 'gone')], 'the word')


def test_a_journal_of_which_the_beginning_is_deleted_is_not_told_as_dropped(
        tmp_path, start, hub):
    worker = Worker(tmp_path / 'journal', file_size=2000)
    for i in range(20):
        worker.stored('o%d' % i)
    sorted((tmp_path / 'journal').glob('*.journal'))[0].unlink()
    it = start()
    wait_for(lambda: hub.lost and hub.progress, 'progress')
    [(epoch, first, last, why)] = hub.lost
    assert (epoch, first, why) == (worker.journal.epoch, 1, 'gone')
    assert last < 20 and it.figures.dropped == 0


def test_a_torn_line_of_the_settled_is_told_as_unsettled_and_hides_no_other(
        tmp_path, worker, start, hub, objects):
    for name in ('one', 'two'):
        worker.unknown(worker.intent(name))
        is_stored(objects, name)
    first = start()
    arrives(hub, 2)
    reported(worker, hub, 2)
    first.stop()
    [path] = (tmp_path / 'journal').glob('*.settled')
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b''.join(lines[:-1]) + lines[-1][:-20])
    torn = json.loads(lines[-1])['n']
    worker.unknown(worker.intent('three'))
    is_stored(objects, 'three')
    start()
    arrives(hub, 3)
    reported(worker, hub, 3)
    ask(hub, worker, 1, 3)
    wait_for(lambda: len(told(hub)) == 3, 'the range')
    assert told(hub) == {n: 'unsettled' if n == torn else None for n in (1, 2, 3)}


def test_nothing_is_left_of_a_journal_that_is_forgotten(
        tmp_path, worker, start, hub, objects, monkeypatch):
    monkeypatch.setattr('sluice_swift.shipper.shipper.CLEAN_INTERVAL', 0.01)
    worker.unknown(worker.intent('o'))
    is_stored(objects, 'o')
    start(keep=0.0)
    arrives(hub, 1)
    worker.die()
    wait_for(lambda: list((tmp_path / 'journal').glob('proxy1.*')) == [], 'nothing left')


def test_a_journal_is_kept_from_when_it_was_shipped_however_old_it_is(
        tmp_path, worker, start, hub, monkeypatch):
    monkeypatch.setattr('sluice_swift.shipper.shipper.CLEAN_INTERVAL', 0.0)
    worker.stored('a')
    epoch = worker.journal.epoch
    worker.die()
    [path] = (tmp_path / 'journal').glob('*.journal')
    os.utime(path, (1, 1))
    start()
    arrives(hub, 1)
    count = len(hub.batches)
    wait_for(lambda: len(hub.batches) > count + 2, 'some turns')
    hub.again = [{'proxy': 'proxy1', 'epoch': epoch, 'from': 1, 'to': 1}]
    arrives(hub, 2)
    assert path.exists()
