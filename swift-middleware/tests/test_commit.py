import eventlet
import pytest

from sluice_swift import commit as commit_module
from sluice_swift.commit import GroupCommit


class Journal:
    def __init__(self):
        self.written = 0
        self.failures = []

    def unsynced(self):
        return []

    def synced(self, _files, failure):
        if failure:
            self.failures.append(failure)


class Disk:
    """A syncer that is done when it is let go."""

    def __init__(self):
        self.let_go = False
        self.syncs = 0
        self.error = None
        self._over = True

    def start(self, files):
        self.syncs += 1
        self._over = self.let_go

    def finish(self):
        self._over = True

    def over(self):
        return self._over

    def failure(self):
        return self.error


@pytest.fixture
def disk():
    return Disk()


@pytest.fixture
def commit(disk):
    return GroupCommit(Journal(), disk)


def ask(commit, number):
    commit.journal.written = number
    commit.ask(number)


def test_other_green_threads_run_while_one_waits_for_the_disk(commit, disk):
    ask(commit, 1)
    waiting = eventlet.spawn(commit.wait, 1, 60)
    turns = 0
    for _ in range(10):
        eventlet.sleep(0.001)
        turns += 1
    assert turns == 10 and not waiting.dead
    disk.finish()
    assert waiting.wait() is True


def test_what_is_on_disk_already_is_not_waited_for(commit, disk):
    disk.let_go = True
    ask(commit, 1)
    assert commit.wait(1, 60)
    assert commit.wait(1, 0)


def test_a_wait_that_takes_too_long_says_so_and_leaves_nothing_behind(commit):
    ask(commit, 1)
    assert commit.wait(1, 0.02) is False
    assert commit._begun == {}


def test_all_that_wait_are_woken_by_one_sync_whoever_of_them_gives_up(commit, disk):
    ask(commit, 1)
    first = eventlet.spawn(commit.wait, 1, 0.05)
    others = [eventlet.spawn(commit.wait, 1, 60) for _ in range(3)]
    assert first.wait() is False
    disk.finish()
    assert [other.wait() for other in others] == [True] * 3
    assert disk.syncs == 1


def test_who_comes_while_a_sync_is_under_way_waits_for_the_next(commit, disk):
    ask(commit, 1)
    first = eventlet.spawn(commit.wait, 1, 60)
    eventlet.sleep(0)
    ask(commit, 2)
    second = eventlet.spawn(commit.wait, 2, 60)
    eventlet.sleep(0)
    disk.finish()
    assert first.wait() is True
    wait_green(lambda: disk.syncs == 2)
    assert not second.dead
    disk.finish()
    assert second.wait() is True


def test_changes_under_way_at_a_time_share_a_sync(commit, disk, monkeypatch):
    monkeypatch.setattr(commit_module, 'GATHER_SHARE', 1)
    monkeypatch.setattr(commit_module, 'GATHER_MOST', 60)
    disk.let_go = True
    commit._begun[0] = 0.0  # one that Swift is still at
    commit._service = 60.0
    for number in (1, 2, 3):
        ask(commit, number)
    assert disk.syncs == 0
    assert all(commit.wait(number, 60) for number in (3, 1, 2))
    assert disk.syncs == 1


def test_what_was_gathered_is_synced_though_none_of_it_is_answered(commit, disk):
    disk.let_go = True
    commit._begun[0] = 0.0
    ask(commit, 1)
    wait_green(lambda: disk.syncs == 1)


def test_what_was_gathered_behind_a_slow_sync_follows_it(commit, disk):
    ask(commit, 1)
    ask(commit, 2)
    eventlet.sleep(0.005)
    assert disk.syncs == 1
    disk.finish()
    wait_green(lambda: disk.syncs == 2)


def test_a_single_change_is_synced_at_once(commit, disk):
    ask(commit, 1)
    assert disk.syncs == 1


def test_a_failure_is_counted_and_told_to_the_journal_and_nobody_waits_longer(commit, disk):
    disk.let_go, disk.error = True, OSError(5, 'Input/output error')
    ask(commit, 1)
    assert commit.wait(1, 60) is True
    assert commit.failures == 1 and commit.journal.failures == [disk.error]


def wait_green(condition):
    with eventlet.Timeout(60):
        while not condition():
            eventlet.sleep(0.001)
