import json
import os
import random
import urllib.error
import urllib.request

import pytest
from one_node_swift import wait_for
from shipper_rig import Process, Worker, arrives


@pytest.fixture
def process(tmp_path, hub, keys_file):
    process = Process(tmp_path, tmp_path / 'journal', hub, keys_file)
    yield process
    if process.process and process.process.poll() is None:
        process.kill()


def health(process):
    try:
        with urllib.request.urlopen('http://127.0.0.1:%d/health' % process.port) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as err:
        return err.code, json.load(err)
    except OSError:
        return None


def test_a_shipper_that_is_killed_again_and_again_loses_nothing(tmp_path, hub, process):
    worker = Worker(tmp_path / 'journal')
    seed = random.Random(3)
    names = []
    for round_number in range(6):
        for i in range(400):
            names.append('%d-%d' % (round_number, i))
            worker.stored(names[-1])
        process.start()
        arrives(hub, min(len(names), len(hub.events) + seed.randrange(1, 400)), 20)
        process.kill()
    process.start()
    wait_for(lambda: set(hub.names()) == set(names), 'every event', 20)
    first_seen = list(dict.fromkeys(hub.names()))
    assert first_seen == names
    ids = {}
    for event in hub.events:
        assert ids.setdefault(event['subject'], event['id']) == event['id']
    assert process.stop() == 0


def test_a_shipper_that_was_killed_repeats_little(tmp_path, hub, process):
    worker = Worker(tmp_path / 'journal')
    for i in range(300):
        worker.stored('o%d' % i)
    process.start()
    arrives(hub, 300, 20)
    wait_for(lambda: list((tmp_path / 'journal').glob('*.cursor')), 'the cursor')
    wait_for(lambda: json.loads(next((tmp_path / 'journal').glob('*.cursor')).read_text())[
        'reported'] == 300, 'the cursor at the end')
    process.kill()
    worker.stored('last')
    process.start()
    wait_for(lambda: 'last' in hub.names(), 'the last one', 20)
    assert len(hub.events) == 301


def test_health_and_metrics_answer_and_say_why_nothing_is_sent(tmp_path, hub, process):
    hub.answers = [(404, {'error': {'message': 'no such path'}}, {})]
    Worker(tmp_path / 'journal').stored('o')
    process.start()
    status, said = wait_for(lambda: (health(process) or [0])[0] == 503 and health(process),
                            'a 503', 20)
    assert said['status'] == 'holding' and 'no such path' in said['reason']
    assert said['unsent'] == 1
    arrives(hub, 1, 20)
    wait_for(lambda: health(process)[0] == 200, 'a 200')
    with urllib.request.urlopen('http://127.0.0.1:%d/metrics' % process.port) as answer:
        assert b'sluice_shipper_sent_total 1\n' in answer.read()


def test_it_stands_back_where_the_servers_of_an_upload_want_the_core(process):
    process.start()
    wait_for(lambda: health(process), 'an answer', 20)
    assert os.sched_getscheduler(process.process.pid) == os.SCHED_BATCH


def test_a_second_shipper_for_the_same_journals_is_refused(tmp_path, hub, process, keys_file):
    Worker(tmp_path / 'journal').stored('o')
    process.start()
    arrives(hub, 1, 20)
    second = tmp_path / 'second'
    second.mkdir()
    another = Process(second, tmp_path / 'journal', hub, keys_file).start()
    assert another.process.wait(10) == 2
    assert 'another shipper follows' in another.log.read_text()


def test_a_wrong_setting_is_named_with_what_was_meant(tmp_path, hub, keys_file):
    wrong = Process(tmp_path, tmp_path / 'journal', hub, keys_file, bach_events=3).start()
    assert wrong.process.wait(10) == 2
    assert 'Did you mean batch_events?' in wrong.log.read_text()
