"""Parts start in the order of what they need, and a part that fails holds up only those."""

import threading

import pytest

from lake import start
from lake.errors import LakeError
from lake.part import Part
from lake.settings import ROOT


class FakeSupervisor(start.Start):
    """A start whose parts are up as soon as they are asked to be, but for the broken ones."""

    def __init__(self, settings, parts, broken=()):
        super().__init__(settings, parts)
        self.broken = broken
        self.started = []
        self.lock = threading.Lock()

    def _bring_up(self, part):
        with self.lock:
            self.started.append(part.name)
        if part.name in self.broken:
            raise LakeError(f"{part.name} has ended instead of coming up.")
        return True


def part(name, *needs):
    """A part that only has a name and needs."""
    return Part(name, ["true"], lambda _: None, lambda _: "1", needs)


PARTS = [part("memcached"), part("keystone"), part("proxy", "memcached", "keystone"),
         part("kafka"), part("hub", "kafka", "proxy")]


def test_each_part_starts_after_all_that_it_needs(settings):
    run = FakeSupervisor(settings, PARTS)
    run.run()
    order = run.started.index
    assert order("proxy") > max(order("memcached"), order("keystone"))
    assert order("hub") > max(order("kafka"), order("proxy"))


def test_when_one_fails_the_others_come_up_and_those_that_need_it_are_named(settings):
    run = FakeSupervisor(settings, PARTS, broken=("keystone",))
    with pytest.raises(LakeError) as failed:
        run.run()
    assert run.well == {"memcached", "kafka"}
    assert "keystone has ended" in str(failed.value)
    assert "proxy was not started: keystone is not up" in str(failed.value)
    assert "hub was not started: proxy is not up" in str(failed.value)


def test_to_start_a_part_by_name_means_all_that_it_needs_and_nothing_else():
    assert [one.name for one in start.with_needs(PARTS, ["proxy"])] == [
        "memcached", "keystone", "proxy"]


def test_the_table_of_parts_stands_in_order_of_need(settings):
    from lake import parts
    seen = set()
    for one in parts.table(settings):
        assert set(one.needs) <= seen, one.name
        seen.add(one.name)


def test_every_place_in_the_checkout_that_a_part_names_is_there(settings):
    from lake import parts
    for one in parts.table(settings):
        for place in (*one.code, *filter(None, (one.home, one.build))):
            assert (ROOT / place).exists(), f"{one.name}: {place}"
