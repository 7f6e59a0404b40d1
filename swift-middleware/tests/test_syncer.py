import errno
import os
import select

import pytest
from one_node_swift import wait_for

from sluice_swift import syncer
from sluice_swift.syncer import KernelSyncer, ThreadSyncer, Unavailable, Unsynced, best_syncer

CLOSED = 1000  # no descriptor of ours
KINDS = pytest.mark.parametrize('kind', [KernelSyncer, ThreadSyncer])


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
def test_files_and_directories_are_synced_and_told_of(kind, tmp_path):
    one = kind()
    for _ in range(3):
        one.start([written(tmp_path), written(tmp_path, 'b'), directory(tmp_path)])
        assert select.select([one.fd], [], [], 10)[0]
        assert finish(one) is None
        os.read(one.fd, 4096)
    with pytest.raises(BlockingIOError):
        os.read(one.fd, 4096)


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
def test_nothing_is_over_at_once(kind):
    one = kind()
    one.start([])
    assert finish(one) is None


@KINDS
def test_more_files_than_are_taken_at_a_time_are_all_synced(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(syncer, 'AT_A_TIME', 2)
    synced = []
    monkeypatch.setattr(os, 'fdatasync', lambda fd: synced.append(fd))
    files = [written(tmp_path, str(number)) for number in range(5)]
    one = kind()
    one.start(files)
    assert finish(one) is None
    in_place = [file.fd for file in (files[2:] if kind is KernelSyncer else files)]
    assert synced == in_place


def test_where_the_kernel_does_not_do_it_a_thread_does(monkeypatch):
    monkeypatch.setattr(syncer, 'CALLS', {})
    with pytest.raises(Unavailable):
        KernelSyncer()
    assert isinstance(best_syncer(), ThreadSyncer)


def test_the_kernel_does_it_here():
    assert isinstance(best_syncer(), KernelSyncer)
