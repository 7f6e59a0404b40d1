"""The tests' own lake, beside a user's."""

import subprocess

from lake import own_properties, shipper_conf
from lake.settings import load
from sluice_cli import test_lake


def test_it_is_a_lake_of_its_own_that_reads_none_of_the_users_properties(monkeypatch):
    asked = []

    def sluice(_sluice, environment, *words):
        asked.append((words, environment))
        return 0
    monkeypatch.setattr(test_lake, "_sluice", sluice)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess(
        [], 0, "export SLUICE_HUB_URL='http://a b'\n"))
    with test_lake.running(load()) as variables:
        assert variables["SLUICE_HUB_URL"] == "http://a b"
        told = load(environment=variables)
    assert told.lake == load().root / ".lake-test" and told.port("hub") == load().port("hub") + 1000
    assert told.properties == load().root / test_lake.PROPERTIES != load().properties
    # What it adds are settings that a hub has.
    added = own_properties.added(told, own_properties.HUB)
    assert "run.longest-pause-seconds=" in added and ".url=" not in added
    assert own_properties.added(told, own_properties.ROUTES) == ""
    assert "\nheartbeat = 1\n" in shipper_conf.text(told)
    assert [words for words, _ in asked] == [("down", "--wipe"), ("up",), ("down", "--wipe")]
    assert {environment["SLUICE_PROPERTIES"] for _, environment in asked} == {
        str(told.properties)}
