import ctypes
import errno
import fcntl
import glob
import os
import resource
import signal
import subprocess
import sys

import pytest

from sluice_swift import journal as journal_module
from sluice_swift.journal import Journal, JournalError
from sluice_swift.record import decode
from sluice_swift.shipper.tail import Tail


def journal(directory, **more):
    return Journal(str(directory), 'proxy1', 'lake1', **more)


def read(journal):
    prefix = os.path.join(journal.directory, 'proxy1.' + journal.epoch)
    return list(Tail(prefix).records())


def files(journal):
    return sorted(glob.glob(os.path.join(journal.directory, '*.journal')))


def test_nothing_is_opened_before_the_first_change(tmp_path):
    journal(tmp_path / 'journal')
    assert not (tmp_path / 'journal').exists()


def test_intents_are_numbered_from_one_and_outcomes_name_them(tmp_path):
    it = journal(tmp_path)
    assert [it.intent({'object': 'a'}), it.intent({'object': 'b'})] == [1, 2]
    it.outcome('S', {'n': 2})
    assert read(it)[1:] == [('I', {'object': 'a', 'n': 1}), ('I', {'object': 'b', 'n': 2}),
                            ('S', {'n': 2})]


def test_every_file_begins_with_whose_journal_it_is(tmp_path):
    it = journal(tmp_path, file_size=1)
    it.intent({})
    it.intent({})
    heads = [body for kind, body in read(it) if kind == 'H']
    assert [(head['cluster'], head['proxy'], head['epoch'], head['file']) for head in heads] == [
        ('lake1', 'proxy1', it.epoch, 1), ('lake1', 'proxy1', it.epoch, 2)]
    assert len(files(it)) == 2


def test_the_lock_is_held_for_as_long_as_the_writer_lives(tmp_path):
    it = journal(tmp_path)
    it.intent({})
    [path] = glob.glob(str(tmp_path / '*.lock'))
    with open(path) as lock, pytest.raises(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)


def test_two_journals_of_one_process_are_two_epochs(tmp_path):
    assert journal(tmp_path).epoch != journal(tmp_path).epoch


def test_a_full_disk_takes_a_number_and_leaves_no_half_record(tmp_path):
    it = journal(tmp_path)
    it.intent({'object': 'a'})
    size = os.path.getsize(files(it)[0])
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 10, limits[1]))
    try:
        with pytest.raises(JournalError, match='takes no record'):
            it.intent({'object': 'lost'})
        assert os.path.getsize(files(it)[0]) == size
        with pytest.raises(JournalError):
            it.outcome('S', {'n': 1})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert it.intent({'object': 'c'}) == 3
    assert it.dropped == 1
    # The outcome that found no room comes after the record that did.
    assert [(kind, body['n']) for kind, body in read(it)[1:]] == [('I', 1), ('I', 3), ('S', 1)]


@pytest.mark.parametrize('room', [0, 20])
def test_a_file_that_finds_no_room_for_its_head_is_begun_again_and_none_stays_open(
        tmp_path, monkeypatch, room):
    it = journal(tmp_path)
    before = len(os.listdir('/proc/self/fd'))
    write = os.write
    monkeypatch.setattr(os, 'write', lambda fd, line: write(fd, line[:room] or no_space()))
    for _ in range(3):
        it._retry_at = 0
        with pytest.raises(JournalError, match='No space left'):
            it.intent({})
    monkeypatch.undo()
    assert len(os.listdir('/proc/self/fd')) == before + 2  # the lock and the directory
    it._retry_at = 0
    assert it.intent({'object': 'd'}) == 4
    assert [kind for kind, _body in read(it)] == ['H', 'I']


def no_space():
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_disk(monkeypatch, left):
    """Takes so many bytes more, in writes and in what it is asked to keep."""
    write, room = os.write, {}

    def fallocate(fd, _mode, offset, length):
        if offset + length > room.get(fd, 0):
            ctypes.set_errno(errno.ENOSPC)
            return -1
        return 0

    def limited(fd, line):
        end = os.fstat(fd).st_size + len(line)
        return write(fd, line) if end <= room.setdefault(fd, left) else no_space()
    monkeypatch.setattr(journal_module, '_fallocate', fallocate)
    monkeypatch.setattr(os, 'write', limited)


def test_an_outcome_finds_its_room_on_a_disk_that_was_filled_after_its_intent(
        tmp_path, monkeypatch):
    it = journal(tmp_path)
    n = it.intent({'object': 'a'})
    full_disk(monkeypatch, it._room)
    with pytest.raises(JournalError, match='No space left'):
        for _ in range(10000):
            it.outcome('S', {'n': it.intent({'object': 'b'})})
    it.outcome('S', {'n': n, 'container_meta': {'m': 'x' * 4000}})
    assert [body['n'] for kind, body in read(it) if kind == 'S'][-1] == n
    assert not it._owed


def test_an_outcome_that_finds_no_next_file_goes_to_the_one_before(tmp_path, monkeypatch):
    it = journal(tmp_path, file_size=200)
    n = it.intent({'object': 'x' * 100})
    monkeypatch.setattr(it, '_max_size', 0)
    with pytest.raises(JournalError):
        it.intent({})
    it.outcome('S', {'n': n})
    assert [kind for kind, _body in read(it)] == ['H', 'I', 'S']


def test_what_a_finished_file_has_not_used_is_given_back(tmp_path):
    it = journal(tmp_path, file_size=1)
    it.intent({})
    it.intent({})
    first, second = files(it)
    assert os.stat(first).st_blocks * 512 < journal_module.ROOM_AHEAD <= os.stat(
        second).st_blocks * 512


def test_a_directory_that_can_not_be_made_is_an_error_with_its_name(tmp_path):
    (tmp_path / 'file').write_text('')
    it = journal(tmp_path / 'file')
    with pytest.raises(JournalError, match='file'):
        it.intent({})
    assert it.dropped == 1


def test_journals_do_not_grow_past_their_set_size(tmp_path):
    it = journal(tmp_path, file_size=200, max_size=600)
    with pytest.raises(JournalError, match='set size'):
        for _ in range(100):
            it.intent({'object': 'x' * 50})
    assert sum(map(os.path.getsize, files(it))) < 1000


def test_every_file_that_was_written_since_is_to_be_synced_and_the_directory_with_a_new_one(
        tmp_path):
    it = journal(tmp_path, file_size=1)
    it.intent({})
    it.intent({})
    unsynced = it.unsynced()
    assert sorted(os.fstat(one.fd).st_ino for one in unsynced if not one.directory) == sorted(
        os.stat(path).st_ino for path in files(it))
    assert [os.fstat(one.fd).st_ino for one in unsynced if one.directory] == [
        os.stat(tmp_path).st_ino]
    it.synced(unsynced)
    assert it.unsynced() == []
    it.outcome('S', {})
    assert len(it.unsynced()) == 3  # the file behind, the new one, and the directory


def test_files_that_are_synced_and_left_behind_are_closed(tmp_path):
    it = journal(tmp_path, file_size=1)
    it.intent({})
    it.intent({})
    unsynced = it.unsynced()
    it.synced(unsynced)
    assert [closed(one.fd) for one in unsynced] == [one.close for one in unsynced]


def closed(fd):
    try:
        os.fstat(fd)
    except OSError:
        return True
    return False


def test_after_a_failed_sync_the_journal_goes_on_in_a_new_file(tmp_path):
    it = journal(tmp_path)
    it.intent({})
    it.synced(it.unsynced(), OSError(5, 'Input/output error'))
    it.intent({})
    assert len(files(it)) == 2


def test_what_a_killed_process_wrote_is_there_whole(tmp_path):
    program = ('import os, signal, sys; sys.path.insert(0, %r)\n'
               'from sluice_swift.journal import Journal\n'
               'it = Journal(%r, "proxy1", "lake1")\n'
               'for _ in range(50): it.outcome("S", {"n": it.intent({"object": "x"})})\n'
               'os.kill(os.getpid(), signal.SIGKILL)'
               % (os.path.dirname(os.path.dirname(os.path.abspath(__file__))), str(tmp_path)))
    subprocess.run([sys.executable, '-c', program])
    [path] = glob.glob(str(tmp_path / '*.journal'))
    with open(path, 'rb') as lines:
        assert [decode(line)[0] for line in lines] == ['H'] + ['I', 'S'] * 50
