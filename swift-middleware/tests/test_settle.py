import pytest
from fake_objects import is_stored, put
from one_node_swift import wait_for
from shipper_rig import Worker, arrives

from sluice_swift.shipper.settle import said_of
from sluice_swift.shipper.swift_object import NOT_YET, NOTHING, STORED, fate

NOW, BEFORE, AFTER = '1795464363.00002', '1795464363.00001', '1795464363.00003'


@pytest.mark.parametrize('verb, status, headers, meaning', [
    ('PUT', 200, put(X_Backend_Data_Timestamp=NOW, X_Timestamp=AFTER), STORED),
    ('PUT', 200, put(X_Backend_Data_Timestamp=NOW + '_0000000000000001'), STORED),
    ('PUT', 200, put(X_Backend_Data_Timestamp=AFTER, X_Timestamp=AFTER), NOTHING),
    ('PUT', 200, put(X_Backend_Data_Timestamp=BEFORE, X_Timestamp=BEFORE), NOT_YET),
    ('PUT', 404, {}, NOT_YET),
    ('PUT', 404, put(X_Backend_Timestamp=BEFORE), NOT_YET),
    ('PUT', 404, put(X_Backend_Timestamp=AFTER), NOTHING),
    ('POST', 200, put(X_Backend_Data_Timestamp=BEFORE, X_Timestamp=NOW), STORED),
    ('POST', 200, put(X_Backend_Data_Timestamp=BEFORE, X_Timestamp=AFTER), NOTHING),
    ('DELETE', 404, put(X_Backend_Timestamp=NOW), STORED),
    ('DELETE', 404, put(X_Backend_Timestamp=AFTER), NOTHING),
    ('DELETE', 404, {}, NOT_YET),
    ('DELETE', 200, put(X_Backend_Data_Timestamp=BEFORE, X_Timestamp=BEFORE), NOT_YET),
    ('DELETE', 200, put(X_Backend_Data_Timestamp=AFTER, X_Timestamp=AFTER), NOTHING)])
def test_what_swift_says_of_an_open_intent(verb, status, headers, meaning):
    assert fate({'verb': verb, 'timestamp': NOW}, status, headers)[0] == meaning


def test_an_older_object_under_newer_metadata_does_not_hide_that_the_put_was_lost():
    headers = put(X_Backend_Data_Timestamp=BEFORE, X_Timestamp=AFTER)
    assert fate({'verb': 'PUT', 'timestamp': NOW}, 200, headers)[0] == NOT_YET


def test_what_the_answer_would_have_told_is_read_from_the_object():
    headers = put(X_Backend_Data_Timestamp=NOW, Etag='"e1"', Content_Length='12',
                  Content_Type='text/csv', X_Object_Meta_Ort='K\xc3\xb6ln')
    headers['X-Object-Meta-Gr\xc3\xb6\xc3\x9fe'] = '1 \xe2\x82\xac'
    assert fate({'verb': 'PUT', 'timestamp': NOW}, 200, headers)[1] == {
        'etag': 'e1', 'size': 12, 'content_type': 'text/csv',
        'user_meta': {'ort': 'Köln', 'größe': '1 €'}}


def covered(hub):
    return sorted({n for _epoch, first, last in hub.progress for n in range(first, last + 1)})


def test_an_answer_that_did_not_tell_is_settled_by_asking_swift(worker, rig, hub, objects, schema):
    worker.unknown(worker.intent('o'))
    is_stored(objects, 'o')
    it = rig()
    arrives(hub, 1)
    [event] = hub.events
    schema.validate(event)
    assert (event['data']['reason'], event['data']['size'], event['data']['etag']) == (
        'settled', 9, 'e9')
    wait_for(lambda: covered(hub) == [1], 'progress')
    wait_for(lambda: it.figures.settling == 0, 'nothing to settle')
    assert it.figures.settled == 1


def test_an_intent_is_never_settled_by_age_while_its_writer_lives(worker, rig, hub, objects):
    worker.intent('slow')
    is_stored(objects, 'slow')
    rig()
    worker.stored('other')
    arrives(hub, 1)
    worker.stored('another')
    arrives(hub, 2)
    assert objects.asked == []


def test_what_a_dead_writer_left_open_is_settled(worker, rig, hub, objects):
    worker.intent('o')
    is_stored(objects, 'o')
    rig()
    worker.die()
    arrives(hub, 1)
    assert hub.names() == ['o'] and hub.events[0]['data']['reason'] == 'settled'


def test_a_delete_that_left_its_tombstone_is_told(worker, rig, hub, objects):
    worker.unknown(worker.intent('o', 'DELETE'))
    objects.shown['o'] = (404, put(X_Backend_Timestamp='%.5f' % Worker.STAMP))
    rig()
    arrives(hub, 1)
    assert hub.events[0]['type'] == 'org.sluice.object.deleted'


def test_a_disk_that_takes_no_note_of_it_ends_nothing_and_gets_it_later(
        worker, rig, hub, objects, tmp_path):
    worker.unknown(worker.intent('o', 'DELETE'))
    note = tmp_path / 'journal' / ('proxy1.%s.settled' % worker.journal.epoch)
    note.mkdir()  # stands for a full disk
    objects.shown['o'] = (404, put(X_Backend_Timestamp='%.5f' % Worker.STAMP))
    it = rig()
    arrives(hub, 1)
    worker.stored('live')
    arrives(hub, 2)
    assert it.thread.is_alive()
    note.rmdir()
    wait_for(note.is_file, 'the note')


def test_what_a_newer_change_came_over_is_not_lost(worker, rig, hub, objects):
    worker.unknown(worker.intent('o'))
    objects.shown['o'] = (200, put(X_Backend_Data_Timestamp='1999999999.00000',
                                   X_Timestamp='1999999999.00000'))
    it = rig()
    wait_for(lambda: it.figures.settled == 1, 'the figure')
    wait_for(lambda: covered(hub) == [1], 'progress')
    assert hub.events == [] and it.figures.unsettled == 0


def test_what_swift_does_not_show_is_asked_again_and_then_left_for_reconciliation(
        worker, rig, hub, objects):
    worker.unknown(worker.intent('o'))
    worker.stored('b')
    it = rig(settle_grace=0.1)
    wait_for(lambda: it.figures.unsettled == 1, 'the figure')
    assert len(objects.asked) > 1
    wait_for(lambda: covered(hub) == [2], 'progress around the hole')


def test_what_stays_open_is_said_with_the_request_that_it_is_of(worker, rig, objects, caplog):
    worker.unknown(worker.intent('o'))
    objects.shown['o'] = RuntimeError('Swift is down')
    it = rig(settle_grace=0.0)
    wait_for(lambda: 'Swift did not tell' in caplog.text, 'the warning')
    del objects.shown['o']
    wait_for(lambda: it.figures.unsettled == 1, 'the figure')
    lines = [record.getMessage() for record in caplog.records]
    [told, *_again] = [line for line in lines if 'Swift did not tell' in line]
    assert ' (request tx-o), will ask again: Swift is down' in told
    [left] = [line for line in lines if 'left for reconciliation' in line]
    assert '(PUT) (request tx-o), 0 s after' in left


def test_a_request_that_is_not_known_is_not_named():
    assert said_of({'verb': 'PUT', 'trans_id': None}) == said_of({'verb': 'PUT'}) == ''


def test_what_swift_shows_late_is_found_within_the_grace_period(worker, rig, hub, objects):
    worker.unknown(worker.intent('o'))
    rig()
    wait_for(lambda: len(objects.asked) > 2, 'some questions')
    is_stored(objects, 'o')
    arrives(hub, 1)


def test_a_swift_that_is_down_uses_up_no_grace(worker, rig, hub, objects):
    worker.unknown(worker.intent('o'))
    objects.shown['o'] = RuntimeError('Swift is down')
    it = rig(settle_grace=0.0)
    wait_for(lambda: len(objects.asked) > 2, 'some questions')
    assert it.figures.unsettled == 0
    is_stored(objects, 'o')
    arrives(hub, 1)


def test_settling_holds_up_no_other_event(worker, rig, hub, objects):
    objects.hanging.clear()
    worker.unknown(worker.intent('o'))
    is_stored(objects, 'o')
    rig()
    worker.stored('b')
    arrives(hub, 1)
    assert hub.names() == ['b'] and covered(hub) == []
    objects.hanging.set()
    arrives(hub, 2)


def test_what_is_being_settled_survives_a_restart(worker, rig, hub, objects):
    worker.unknown(worker.intent('o'))
    stamp = Worker.STAMP
    worker.stored('b')
    first = rig()
    arrives(hub, 1)
    first.stop()
    is_stored(objects, 'o', stamp)
    rig()
    arrives(hub, 2)
    assert hub.names() == ['b', 'o']


def test_more_open_intents_than_the_limit_are_left_for_reconciliation(worker, rig, hub, objects):
    objects.hanging.clear()
    for i in range(30):
        worker.unknown(worker.intent('o%d' % i))
    it = rig(settle_limit=10)
    wait_for(lambda: it.figures.unsettled == 20, 'the figure')
    assert it.figures.settling == 10
    objects.hanging.set()


def test_a_delete_of_what_never_was_is_nothing_and_asks_nobody(worker, rig, hub, objects):
    n = worker.intent('absent', 'DELETE')
    worker.journal.outcome('N', {'n': n, 'status': 404, 'at': 1.0})
    rig()
    wait_for(lambda: covered(hub) == [1], 'progress')
    assert hub.events == [] and objects.asked == []


def test_a_delete_that_met_an_upload_of_another_worker_is_settled(
        tmp_path, worker, rig, hub, objects):
    put = worker.intent('o')
    another = Worker(tmp_path / 'journal')
    delete = another.intent('o', 'DELETE')
    objects.shown['o'] = (404, put_back(Worker.STAMP))
    another.journal.outcome('N', {'n': delete, 'status': 404, 'at': 1.0})
    rig()
    arrives(hub, 1)
    assert hub.events[0]['type'] == 'org.sluice.object.deleted'
    worker.outcome(put)
    arrives(hub, 2)


def put_back(stamp):
    return {'X-Backend-Timestamp': '%.5f' % stamp}
