import errno
import os

import pytest
from one_node_swift import wait_for

from sluice_swift import syncer
from sluice_swift.syncer import LibrarySyncer, ThreadSyncer, Unavailable, Unsynced, best_syncer

CLOSED = 1 << 20  # beyond all descriptors
KINDS = pytest.mark.parametrize('kind', [LibrarySyncer, ThreadSyncer])


def written(tmp_path, name='a'):
    fd = os.open(tmp_path / name, os.O_WRONLY | os.O_CREAT)
    os.write(fd, b'x' * 5000)
    return Unsynced(fd, False, False)


def directory(tmp_path):
    return Unsynced(os.open(tmp_path, os.O_RDONLY), True, True)


def finish(one):
    wait_for(one.over, 'the sync')
    return one.failure()


@KINDS
def test_files_and_directories_are_synced(kind, tmp_path):
    one = kind()
    for _ in range(3):
        one.start([written(tmp_path), written(tmp_path, 'b'), directory(tmp_path)])
        assert finish(one) is None


@KINDS
def test_a_failure_is_told_and_does_not_last(kind, tmp_path):
    one = kind()
    one.start([written(tmp_path), Unsynced(CLOSED, True, False), written(tmp_path, 'b')])
    assert finish(one).errno == errno.EBADF
    ends = os.pipe()
    one.start([Unsynced(ends[1], False, False)])
    assert finish(one).errno == errno.EINVAL
    one.start([written(tmp_path)])
    assert finish(one) is None


@KINDS
def test_nothing_to_sync_is_over(kind):
    one = kind()
    one.start([])
    assert finish(one) is None


def test_what_the_library_does_not_take_is_synced_in_its_place(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, 'fdatasync', lambda fd: synced.append(fd))
    one = LibrarySyncer()
    one._fsync = lambda *_arguments: -1
    file = written(tmp_path)
    one.start([file])
    assert one.over() and synced == [file.fd]


def test_the_library_does_it_beside_the_caller(tmp_path):
    one = LibrarySyncer()
    one.start([written(tmp_path)])
    assert len(os.listdir('/proc/self/task')) > 1
    assert finish(one) is None


def test_where_there_is_no_such_library_a_thread_does_it(monkeypatch):
    monkeypatch.setattr(syncer.platform, 'libc_ver', lambda: ('', ''))
    with pytest.raises(Unavailable):
        LibrarySyncer()
    assert isinstance(best_syncer(), ThreadSyncer)


def test_the_library_does_it_here():
    assert isinstance(best_syncer(), LibrarySyncer)
