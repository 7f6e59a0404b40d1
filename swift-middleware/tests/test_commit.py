import threading

import eventlet

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
    commit.ask()
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
    commit.ask()
    assert commit.wait(1, 5)
    assert commit.wait(1, 0)


def test_a_wait_that_takes_too_long_says_so_and_leaves_nothing_behind():
    disk = Disk()
    commit = GroupCommit(disk)
    disk.written = 1
    commit.ask()
    assert commit.wait(1, 0.02) is False
    assert commit._waiting == []
    disk.let_go.set()
