"""A lake's folder is known by its marker; nothing else is ever written to or deleted."""

import threading
import time

import pytest

from lake import folder
from lake.errors import LakeError


def test_a_folder_that_holds_something_else_is_not_made_a_lake(settings):
    settings.lake.mkdir()
    (settings.lake / "thesis.tex").touch()
    with pytest.raises(LakeError, match="not a lake"):
        folder.make(settings)
    assert [one.name for one in settings.lake.iterdir()] == ["thesis.tex"]


def test_a_folder_without_the_marker_is_not_deleted(settings):
    settings.lake.mkdir()
    (settings.lake / "thesis.tex").touch()
    with pytest.raises(LakeError, match="not a lake"):
        folder.wipe(settings)
    assert (settings.lake / "thesis.tex").exists()


def test_a_lake_is_deleted_whole(settings):
    folder.make(settings)
    (settings.folder("data") / "x").touch()
    folder.wipe(settings)
    assert not settings.lake.exists()


def test_an_empty_folder_becomes_a_lake_also_after_its_lock_was_taken(settings):
    with folder.locked(settings):
        folder.make(settings)
    assert (settings.lake / folder.MARKER).exists()


def test_what_a_build_without_a_lake_left_is_no_hindrance_and_other_logs_are(settings):
    settings.folder("log").mkdir(parents=True)
    settings.log("build").touch()
    folder.make(settings)
    folder.wipe(settings)
    settings.folder("log").mkdir(parents=True)
    settings.log("thesis").touch()
    with pytest.raises(LakeError, match="not a lake"):
        folder.make(settings)


def test_a_second_command_waits_for_the_first_and_says_so(settings, capsys):
    order = []
    second = threading.Thread(target=lambda: _take(settings, order))
    with folder.locked(settings):
        second.start()
        _await_word("waiting", capsys)
        order.append("first")
    second.join(60)
    assert order == ["first", "second"]


def test_the_lock_holds_also_when_the_lake_is_deleted_under_a_waiting_command(settings, capsys):
    order = []
    second = threading.Thread(target=lambda: _take(settings, order))
    folder.make(settings)
    with folder.locked(settings):
        second.start()
        _await_word("waiting", capsys)
        folder.wipe(settings)
    second.join(60)
    assert order == ["second"] and settings.folder("run/lock").exists()


def _await_word(word, capsys):
    until, said = time.monotonic() + 60, ""
    while word not in said:
        assert time.monotonic() < until, said
        said += capsys.readouterr().err


def _take(settings, order):
    with folder.locked(settings):
        order.append("second")
