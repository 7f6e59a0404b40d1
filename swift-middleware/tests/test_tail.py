from sluice_swift.record import encode
from sluice_swift.shipper.tail import Tail


def line(n):
    return encode('I', {'n': n})


def numbers(tail):
    return [body['n'] for _kind, body in tail.records()]


def write(tmp_path, data, number=1, mode='ab'):
    with open(tmp_path / ('p.e.%06d.journal' % number), mode) as out:
        out.write(data)


def tail(tmp_path, position=(1, 0)):
    return Tail(str(tmp_path / 'p.e'), position)


def test_a_record_that_is_half_written_is_waited_for(tmp_path):
    it = tail(tmp_path)
    write(tmp_path, line(1) + line(2)[:9])
    assert numbers(it) == [1]
    write(tmp_path, line(2)[9:])
    assert numbers(it) == [2]


def test_a_record_that_a_full_disk_cut_is_taken_back(tmp_path):
    it = tail(tmp_path)
    write(tmp_path, line(1) + line(2)[:9])
    assert numbers(it) == [1]
    write(tmp_path, line(1) + line(3), mode='wb')
    assert numbers(it) == [3]


def test_a_damaged_record_is_counted_and_the_next_one_is_read(tmp_path):
    it = tail(tmp_path)
    write(tmp_path, line(1) + b'garbage\n' + line(2))
    assert numbers(it) == [1, 2]
    assert it.damaged == 1


def test_reading_goes_on_in_the_next_file_and_a_torn_end_does_not_stop_it(tmp_path):
    it = tail(tmp_path)
    write(tmp_path, line(1) + line(2)[:9])
    write(tmp_path, line(3), number=2)
    assert numbers(it) == [1, 3]
    assert it.damaged == 1


def test_half_a_record_at_the_end_is_seen(tmp_path):
    it = tail(tmp_path)
    assert not it.torn()
    write(tmp_path, line(1))
    assert numbers(it) == [1] and not it.torn()
    write(tmp_path, line(2)[:9])
    assert numbers(it) == [] and it.torn()


def test_the_position_stands_behind_the_record_that_was_read_last(tmp_path):
    write(tmp_path, line(1) + line(2) + line(3))
    it = tail(tmp_path)
    next(it.records())
    assert numbers(tail(tmp_path, it.position)) == [2, 3]
    assert numbers(it) == [2, 3]


def test_a_record_longer_than_a_chunk_is_read(tmp_path):
    write(tmp_path, encode('I', {'n': 1, 'x': 'y' * 900000}) + line(2))
    assert numbers(tail(tmp_path)) == [1, 2]


def test_a_journal_that_is_not_there_yet_has_no_records(tmp_path):
    assert numbers(tail(tmp_path)) == []
