"""
Events that the hub refused: kept, counted, and sent again.
"""

import json
import subprocess
import sys

import pytest
from fake_hub import FakeHub
from one_node_swift import HERE, free_ports, wait_for
from shipper_rig import Process, Rig, Worker, arrives

from sluice_swift.shipper.__main__ import main
from sluice_swift.shipper.set_aside import SetAside

NAMES = ['o%d' % i for i in range(20)]


@pytest.fixture
def refused(tmp_path, hub, keys_file):
    """All that the hub has refused: twenty events and the progress after them."""
    worker = Worker(tmp_path / 'journal')
    for name in NAMES:
        worker.stored(name)
    hub.refuses = lambda event: 'not today'
    with Rig(tmp_path / 'journal', hub, keys_file, linger=0.2) as rig:
        wait_for(lambda: rig.figures.set_aside == 21, 'all set aside')
    hub.refuses = lambda event: None
    hub.batches.clear()
    return SetAside(str(tmp_path / 'journal' / 'set-aside'))


@pytest.fixture
def conf(tmp_path, hub, keys_file):
    def write(hub=hub, **settings):
        return str(Process(tmp_path, tmp_path / 'journal', hub, keys_file, **settings).conf)
    return write


def entries(set_aside):
    found = []
    for path in set_aside.files():
        with open(path, encoding='utf-8') as lines:
            found += [json.loads(line) for line in lines]
    return found


def test_what_is_taken_leaves_the_file_with_the_ids_that_it_had(refused, conf, hub, capsys):
    ids = [entry['event']['id'] for entry in entries(refused)]
    assert main(['--resend', conf(batch_events=6)]) == 0
    assert [event['id'] for _message, events in hub.batches for event in events] == ids
    assert hub.names() == NAMES and [len(events) for _message, events in hub.batches] == [
        6, 6, 6, 3]
    assert hub.progress and refused.files() == [] and refused.count() == 0
    assert '21 events sent, 0 refused again' in capsys.readouterr().out


def test_what_is_refused_again_stays_with_the_new_answer(refused, conf, hub, capsys):
    first = entries(refused)[7]
    hub.refuses = lambda event: 'still wrong' if event.get('subject') == 'o7' else None
    assert main(['--resend', conf()]) == 1
    [kept] = entries(refused)
    assert kept['event'] == first['event'] and kept['set_aside'] == first['set_aside']
    assert kept['reason']['message'] == 'still wrong' and kept['sent_again'] > 0
    assert '20 events sent, 1 refused again' in capsys.readouterr().out
    hub.refuses = lambda event: None
    assert main(['--resend', conf()]) == 0
    assert hub.names() == [name for name in NAMES if name != 'o7'] + ['o7']


def test_without_anything_set_aside_there_is_nothing_to_do(tmp_path, conf, hub, capsys):
    (tmp_path / 'journal').mkdir()
    assert main(['--resend', conf()]) == 0
    assert hub.batches == [] and 'Nothing is set aside' in capsys.readouterr().out


def test_a_hub_that_does_not_answer_leaves_all_where_it_is(refused, conf, capsys):
    away = FakeHub.__new__(FakeHub)
    away.url = 'http://127.0.0.1:%d/v1/events' % free_ports(1)[0]
    before = entries(refused)
    assert main(['--resend', conf(away)]) == 3
    assert entries(refused) == before
    assert 'does not answer' in capsys.readouterr().err


@pytest.mark.parametrize('answers', [[401], [(503, {}, {'Retry-After': '60'})]])
def test_a_hub_that_takes_nothing_more_keeps_what_it_has_taken(refused, conf, hub, answers):
    hub.answers = [None] + answers
    assert main(['--resend', conf(batch_events=6)]) == 3
    assert hub.names() == NAMES[:6]
    assert [entry['event'].get('subject') for entry in entries(refused)] == NAMES[6:] + [None]


def test_a_passing_failure_is_waited_for(refused, conf, hub):
    hub.answers = [500, 'close', 429]
    assert main(['--resend', conf()]) == 0
    assert hub.names() == NAMES


def test_a_batch_that_is_too_large_or_refused_whole_is_split(refused, conf, hub):
    hub.max_bytes = 3000
    hub.answers = [(400, {}, {})]
    assert main(['--resend', conf()]) == 0
    assert hub.names() == NAMES


def test_one_that_fails_half_way_through_its_halves_is_kept_once(refused, conf, hub):
    hub.answers = [413, (400, {'bad': [{'index': 0}]}, {})] + [500] * 10
    before = entries(refused)
    assert main(['--resend', conf()]) == 3
    assert entries(refused) == before


def test_a_shipper_that_runs_may_set_aside_meanwhile(refused, conf, hub, capsys):
    late = json.dumps(dict(entries(refused)[0]['event'], subject='late')).encode()

    def add_one(event):
        if event.get('subject') == 'o3' and refused.count() == 21:
            SetAside(refused.directory).add(late, {'index': 0}, 'late')
    hub.refuses = add_one
    assert main(['--resend', conf(batch_events=2)]) == 0
    assert hub.names() == NAMES
    assert [entry['event']['subject'] for entry in entries(refused)] == ['late']
    assert '1 wait in' in capsys.readouterr().out


def test_one_that_is_killed_in_the_middle_loses_nothing(refused, conf, hub):
    hub.answers = [None, None, 'hang']
    before = entries(refused)
    killed = subprocess.Popen([sys.executable, '-m', 'sluice_swift.shipper', '--resend',
                               conf(batch_events=3)], cwd=HERE + '/..')
    wait_for(lambda: len(hub.batches) == 3, 'the third batch')
    killed.kill()
    killed.wait()
    assert entries(refused) == before
    assert main(['--resend', conf()]) == 0
    assert hub.names() == NAMES[:6] + NAMES and refused.files() == []


def test_a_line_that_can_not_be_read_stays(refused, conf, hub):
    with open(refused.files()[0], 'ab') as out:
        out.write(b'{"damaged\n')
    refused.add(json.dumps({'type': 't', 'subject': 'after'}).encode(), {}, 'answer')
    assert main(['--resend', conf()]) == 1
    assert hub.names() == NAMES + ['after']
    with open(refused.files()[0], 'rb') as kept:
        assert kept.read() == b'{"damaged\n'


@pytest.mark.parametrize('size', [6, 200_000])
def test_a_line_that_was_cut_off_is_no_event_and_goes(refused, conf, hub, size):
    with open(refused.files()[0], 'ab') as out:
        out.write(b'{"torn'.ljust(size, b'x'))
    assert refused.count() == len(NAMES) + 1  # and the progress
    refused.add(json.dumps({'type': 't', 'subject': 'after'}).encode(), {}, 'answer')
    assert main(['--resend', conf()]) == 0
    assert hub.names() == NAMES + ['after'] and refused.files() == []


def test_two_do_not_work_on_the_same_files(refused, conf, hub, capsys):
    hub.answers = ['hang']
    first = subprocess.Popen([sys.executable, '-m', 'sluice_swift.shipper', '--resend', conf()],
                             cwd=HERE + '/..')
    wait_for(lambda: len(hub.batches) == 1, 'the first at work')
    assert main(['--resend', conf()]) == 2
    assert 'another --resend' in capsys.readouterr().err
    first.kill()
    first.wait()


def test_what_waits_is_shown_also_by_a_shipper_that_has_just_begun(
        tmp_path, refused, conf, hub, keys_file):
    with Rig(tmp_path / 'journal', hub, keys_file) as rig:
        assert rig.figures.health()['set_aside_waiting'] == 21
        assert rig.figures.health()['set_aside'] == 0
        assert 'sluice_shipper_set_aside_waiting 21\n' in rig.figures.prometheus()
        assert main(['--resend', conf()]) == 0
        assert rig.figures.health()['set_aside_waiting'] == 0


def test_status_prints_what_waits(tmp_path, refused, conf, hub, keys_file, capsys):
    process = Process(tmp_path, tmp_path / 'journal', hub, keys_file).start()
    try:
        wait_for(lambda: main(['status', str(process.conf)]) == 0, 'an answer')
    finally:
        process.kill()
    said = capsys.readouterr().out
    assert ['set_aside_waiting', '21'] in [line.split() for line in said.splitlines()]


def test_events_refused_in_a_row_are_counted_on_after_a_restart(tmp_path, hub, keys_file):
    worker = Worker(tmp_path / 'journal')
    hub.refuses = lambda event: 'no' if 'subject' in event else None
    for round_number in range(2):
        for i in range(6):
            worker.stored('%d-%d' % (round_number, i))
        with Rig(tmp_path / 'journal', hub, keys_file, set_aside_limit=10, linger=0.2) as rig:
            wait_for(lambda: rig.figures.set_aside == 6 or rig.figures.holding, 'an end')
    assert 'More than 10 events in a row' in rig.figures.holding
    assert SetAside(str(tmp_path / 'journal' / 'set-aside')).count() == 6
    hub.refuses = lambda event: None
    with Rig(tmp_path / 'journal', hub, keys_file, set_aside_limit=10):
        arrives(hub, 6)


def test_a_hub_that_takes_only_progress_is_not_believed_either(tmp_path, hub, keys_file):
    worker = Worker(tmp_path / 'journal')
    hub.refuses = lambda event: 'no' if 'subject' in event else None
    with Rig(tmp_path / 'journal', hub, keys_file, set_aside_limit=3) as rig:
        for i in range(3):
            worker.stored('o%d' % i)
            wait_for(lambda: rig.figures.set_aside == i + 1, 'one more')
            told = len(hub.progress)
            worker.nothing(worker.intent('refused'))
            wait_for(lambda: len(hub.progress) > told, 'progress alone')
        worker.stored('one too many')
        wait_for(lambda: rig.figures.holding, 'the alarm')


def test_what_can_not_be_set_aside_is_held(tmp_path, hub, keys_file):
    worker = Worker(tmp_path / 'journal')
    worker.stored('o')
    (tmp_path / 'journal' / 'set-aside').write_text('a file where a directory should be')
    hub.refuses = lambda event: 'no' if 'subject' in event else None
    with Rig(tmp_path / 'journal', hub, keys_file) as rig:
        wait_for(lambda: rig.figures.holding, 'the alarm')
        assert 'could not be set aside' in rig.figures.holding
        (tmp_path / 'journal' / 'set-aside').unlink()
        wait_for(lambda: rig.figures.set_aside == 1, 'the event set aside')
