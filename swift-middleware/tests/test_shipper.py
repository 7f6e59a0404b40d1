import json
import time

import pytest
from one_node_swift import wait_for
from shipper_rig import Rig, Worker, arrives

from sluice_swift.shipper import state as cursor


def covered(hub):
    return sorted({n for _epoch, first, last in hub.progress for n in range(first, last + 1)})


def test_what_was_stored_is_sent_in_the_order_of_the_journal(worker, rig, hub, schema):
    names = ['o%d' % i for i in range(1200)]
    for name in names:
        worker.stored(name)
    rig()
    arrives(hub, 1200)
    assert hub.names() == names
    assert all(len(events) <= 501 for _id, events in hub.batches)
    for _id, events in hub.batches:
        for event in events:
            schema.validate(event)


def test_what_changed_nothing_is_not_sent(worker, rig, hub):
    worker.nothing(worker.intent('refused'))
    worker.stored('stored')
    rig()
    arrives(hub, 1)
    assert hub.names() == ['stored']


def test_the_last_event_of_a_batch_says_how_far_the_journal_has_come(worker, rig, hub):
    worker.stored('a')
    worker.nothing(worker.intent('b'))
    worker.stored('c')
    rig()
    arrives(hub, 2)
    wait_for(lambda: covered(hub) == [1, 2, 3], 'progress')
    assert hub.batches[0][1][-1]['type'] == 'org.sluice.journal.progress'


def test_progress_does_not_pass_an_open_intent(worker, rig, hub):
    open_one = worker.intent('slow upload')
    worker.stored('b')
    rig()
    arrives(hub, 1)
    assert covered(hub) == []
    worker.outcome(open_one)
    arrives(hub, 2)
    wait_for(lambda: covered(hub) == [1, 2], 'progress')


def test_a_full_disk_does_not_end_it_and_its_cursors_are_saved_later(
        worker, rig, hub, tmp_path, monkeypatch):
    save, tries = cursor.save, []

    def full(*_arguments):
        tries.append(1)
        raise OSError(28, 'No space left on device')
    monkeypatch.setattr(cursor, 'save', full)
    it = rig()
    worker.stored('a')
    arrives(hub, 1)
    wait_for(lambda: tries, 'a cursor')
    worker.stored('b')
    arrives(hub, 2)
    monkeypatch.setattr(cursor, 'save', save)
    wait_for(lambda: list((tmp_path / 'journal').glob('*.cursor')), 'a cursor that was saved')
    assert it.thread.is_alive()


def test_half_a_record_of_a_dead_worker_is_counted_once(worker, rig, hub, tmp_path):
    worker.stored('a')
    [path] = (tmp_path / 'journal').glob('*.journal')
    with open(path, 'ab') as out:
        out.write(b'I 0badcafe {"n"')
    it = rig()
    arrives(hub, 1)
    assert it.figures.damaged == 0
    worker.die()
    wait_for(lambda: it.figures.damaged, 'the damage')
    again = Worker(tmp_path / 'journal')
    again.stored('b')
    arrives(hub, 2)
    assert it.figures.damaged == 1


def test_progress_leaves_out_what_the_journal_lost(worker, rig, hub):
    worker.stored('a')
    worker.journal.written += 2  # two that found no room
    worker.stored('d')
    it = rig()
    arrives(hub, 2)
    wait_for(lambda: covered(hub) == [1, 4], 'progress')
    assert it.figures.dropped == 2


def test_an_upload_that_takes_long_is_waited_for_while_others_go_on(worker, rig, hub):
    slow = worker.intent('slow')
    rig()
    worker.stored('quick')
    arrives(hub, 1)
    worker.outcome(slow)
    arrives(hub, 2)
    assert hub.names() == ['quick', 'slow']


def test_the_journals_of_all_workers_are_followed_also_of_later_ones(tmp_path, worker, rig, hub):
    worker.stored('first')
    rig()
    arrives(hub, 1)
    another = Worker(tmp_path / 'journal')
    another.stored('second')
    arrives(hub, 2)
    assert sorted(hub.names()) == ['first', 'second']


def test_a_journal_of_many_files_is_read_through(tmp_path, rig, hub):
    worker = Worker(tmp_path / 'journal', file_size=2000)
    rig()
    for i in range(300):
        worker.stored('o%d' % i)
    arrives(hub, 300)
    assert hub.names() == ['o%d' % i for i in range(300)]


def test_parts_of_large_objects_are_sent_only_where_that_is_set(worker, rig, hub):
    worker.stored('part', container='c_segments')
    worker.stored('whole')
    it = rig()
    arrives(hub, 1)
    assert hub.names() == ['whole'] and it.figures.segments == 1


def test_parts_of_large_objects_are_sent_where_that_is_set(worker, rig, hub):
    worker.stored('part', container='c_segments')
    rig(send_segments=True)
    arrives(hub, 1)
    assert hub.events[0]['data']['class'] == 'segment'


def test_a_batch_is_closed_by_its_bytes(worker, rig, hub):
    for i in range(50):
        worker.stored('o%d' % i)
    rig(batch_bytes=2000)
    arrives(hub, 50)
    assert all(len(events) < 10 for _id, events in hub.batches)


def test_a_new_shipper_goes_on_where_the_last_one_stopped(worker, rig, hub):
    worker.stored('a')
    first = rig()
    arrives(hub, 1)
    first.stop()
    worker.stored('b')
    rig()
    arrives(hub, 2)
    assert hub.names() == ['a', 'b']


def test_an_intent_that_was_open_when_the_shipper_stopped_is_not_forgotten(worker, rig, hub):
    slow = worker.intent('slow')
    worker.stored('quick')
    first = rig()
    arrives(hub, 1)
    first.stop()
    worker.outcome(slow)
    rig()
    arrives(hub, 2)
    assert hub.names() == ['quick', 'slow']


def test_what_the_hub_has_not_taken_is_counted_with_its_age(worker, rig, hub):
    hub.answers = [503] * 10000
    for i in range(700):
        worker.stored('o%d' % i)
    it = rig()
    wait_for(lambda: it.figures.health()['status'] == 'retrying', 'the state')
    wait_for(lambda: it.figures.health()['unsent'] == 700, 'all read')
    assert it.figures.health()['oldest_unsent_seconds'] > 0 or Worker.STAMP > 1.79e9
    hub.answers = []
    arrives(hub, 700)
    wait_for(lambda: it.figures.health()['unsent'] == 0, 'nothing unsent')
    wait_for(lambda: 'sluice_shipper_sent_total 700' in it.figures.prometheus(), 'the figure')


def test_a_cursor_that_can_not_be_read_means_from_the_beginning(tmp_path, worker, rig, hub):
    worker.stored('a')
    first = rig()
    arrives(hub, 1)
    first.stop()
    [cursor] = (tmp_path / 'journal').glob('*.cursor')
    assert json.loads(cursor.read_text())['reported'] == 1
    cursor.write_text('{"torn')
    rig()
    arrives(hub, 2)
    assert hub.events[0]['id'] == hub.events[1]['id']


def test_journals_that_were_shipped_are_deleted_after_a_while(tmp_path, rig, hub, monkeypatch):
    monkeypatch.setattr('sluice_swift.shipper.shipper.CLEAN_INTERVAL', 0.01)
    worker = Worker(tmp_path / 'journal', file_size=2000)
    for i in range(100):
        worker.stored('o%d' % i)
    rig(keep=0.0)
    arrives(hub, 100)
    journals = tmp_path / 'journal'
    wait_for(lambda: len(list(journals.glob('*.journal'))) == 1, 'only the newest file')
    worker.stored('last')
    arrives(hub, 101)
    worker.die()
    wait_for(lambda: list(journals.glob('proxy1.*')) == [], 'nothing left of a dead worker')


def test_journals_that_were_not_shipped_are_kept(tmp_path, rig, hub, monkeypatch):
    monkeypatch.setattr('sluice_swift.shipper.shipper.CLEAN_INTERVAL', 0.0)
    worker = Worker(tmp_path / 'journal', file_size=2000)
    slow = worker.intent('slow')
    for i in range(100):
        worker.stored('o%d' % i)
    hub.answers = [500] * 10000
    it = rig(keep=0.0, keep_bytes=0)
    wait_for(lambda: it.figures.retries > 3, 'some tries')
    files = len(list((tmp_path / 'journal').glob('*.journal')))
    assert files > 10
    hub.answers = []
    worker.outcome(slow)
    arrives(hub, 101)


@pytest.mark.parametrize('used, elapsed, linger', [
    (0.0001, 0.0, 0.005), (0.002, 0.0, 0.02), (0.002, 0.01, 0.01), (0.05, 0.0, 0.1),
    (0.05, 60.0, 0.005)])
def test_a_batch_waits_until_the_shipper_has_taken_no_more_than_its_share(
        tmp_path, hub, keys_file, monkeypatch, used, elapsed, linger):
    shipper = Rig(tmp_path / 'journal', hub, keys_file, linger=0.005, cpu_share=0.1,
                  linger_most=0.1).shipper
    shipper._cpu, shipper._lingered_at = 7.0, 50.0
    monkeypatch.setattr(time, 'thread_time', lambda: 7.0 + used)
    monkeypatch.setattr(time, 'monotonic', lambda: 50.0 + elapsed)
    assert shipper._linger() == pytest.approx(linger)
