import threading

import eventlet
from one_node_swift import wait_for

from sluice_swift.commit import GroupCommit


class Disk:
    def __init__(self):
        self.written = 0
        self.let_go = threading.Event()
        self.syncs = 0

    def sync(self):
        self.let_go.wait(10)
        self.syncs += 1


def test_other_green_threads_run_while_one_waits_for_the_disk():
    disk = Disk()
    commit = GroupCommit(disk)
    disk.written = 1
    commit.ask(1)
    waiting = eventlet.spawn(commit.wait, 1, 5)
    turns = 0
    for _ in range(10):
        eventlet.sleep(0.001)
        turns += 1
    assert turns == 10 and not waiting.dead
    disk.let_go.set()
    assert waiting.wait() is True


def test_what_is_on_disk_already_is_not_waited_for():
    disk = Disk()
    disk.let_go.set()
    commit = GroupCommit(disk)
    disk.written = 1
    commit.ask(1)
    assert commit.wait(1, 5)
    assert commit.wait(1, 0)


def test_a_wait_that_takes_too_long_says_so_and_leaves_nothing_behind():
    disk = Disk()
    commit = GroupCommit(disk)
    disk.written = 1
    commit.ask(1)
    assert commit.wait(1, 0.02) is False
    assert commit._waiting == []
    disk.let_go.set()


def test_changes_under_way_at_a_time_share_a_sync(monkeypatch):
    disk, gathers, gathered = Disk(), threading.Event(), threading.Event()
    disk.let_go.set()

    def gather(_seconds):
        gathers.set()
        gathered.wait(10)
    monkeypatch.setattr('sluice_swift.commit.sleep', gather)
    commit = GroupCommit(disk)
    commit._begun[0] = 0.0  # one that Swift is still at
    disk.written = 1
    commit.ask(1)
    assert gathers.wait(10)
    for number in (2, 3):
        disk.written = number
        commit.ask(number)
    gathered.set()
    assert all(commit.wait(number, 5) for number in (3, 1, 2))
    assert disk.syncs == 1


def test_a_single_change_is_synced_at_once(monkeypatch):
    disk, slept = Disk(), threading.Event()
    disk.let_go.set()
    monkeypatch.setattr('sluice_swift.commit.sleep', lambda seconds: slept.set())
    commit = GroupCommit(disk)
    disk.written = 1
    commit.ask(1)
    wait_for(lambda: commit.synced == 1, 'the sync')  # before the change is over
    assert not slept.is_set()
