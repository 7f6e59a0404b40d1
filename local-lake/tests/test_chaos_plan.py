"""What a chaos run does is drawn from its seed, and what must come of it is the same each time."""

from chaos import tamper
from chaos.content import CSV, FORMATS
from chaos.plan import CLIENTS, DISTURBANCES, KILLED, SINKS, STALLED, Plan
from chaos.run import ENOUGH_FOR_POISON, poisoned
from sluice_cli import test_storm as storm


def everything(plan):
    return ([plan.steps(client) for client in range(CLIENTS)], plan.faults(500),
            [plan.pauses(client, 500) for client in range(CLIENTS)])


def test_the_same_seed_gives_the_same_run_and_another_one_another():
    assert everything(Plan(3, 300, "a")) == everything(Plan(3, 300, "b"))
    assert everything(Plan(3, 300)) != everything(Plan(4, 300))


def test_a_name_is_one_clients_own_and_is_there_when_it_is_copied_or_deleted():
    owners = {}
    for client in range(CLIENTS):
        there = {}
        for step in Plan(1, 2000).steps(client):
            assert owners.setdefault(step.name, client) == client
            if step.verb == "COPY":
                assert there[step.source].kind != "readings"
            if step.verb == "DELETE":
                del there[step.name]
            else:
                there[step.name] = step.content or there[step.source]
    assert len([name for name in owners if name.startswith("o/")]) == 2000


def test_all_kinds_of_objects_are_uploaded_and_some_change_their_kind():
    steps = [step for client in range(CLIENTS) for step in Plan(1, 1000).steps(client)]
    kinds = {}
    for step in steps:
        if step.content:
            kinds.setdefault(step.name, []).append(step.content.kind)
    assert {kind for some in kinds.values() for kind in some} == {
        "readings", "documents", "picture", "table", "text", "poison"}
    assert any(len(set(some)) > 1 for some in kinds.values())
    assert not any(second == "poison" for some in kinds.values()
                   for second in some[1:2])
    assert {step.content.content_type for step in steps if step.content
            and step.content.kind == "poison"} == {
        "application/json", "application/x-ndjson", "image/jpeg", "text/csv"}


def test_a_run_says_which_format_had_no_poison_unless_it_is_a_small_one():
    steps = [Plan(1, 1000).steps(client) for client in range(CLIENTS)]
    assert poisoned(steps, ENOUGH_FOR_POISON).problems == []
    less = [[step for step in some if not step.content or step.content.kind != "poison"
             or step.content.content_type != CSV] for some in steps]
    assert poisoned(less, ENOUGH_FOR_POISON).problems == ["no poison is text/csv"]
    small = poisoned(less, ENOUGH_FOR_POISON - 1)
    assert not small.problems and "text/csv" in small.skipped
    assert len(poisoned([], ENOUGH_FOR_POISON).problems) == len(FORMATS)


def test_the_run_of_the_whole_test_has_poison_of_each_format():
    plan = Plan(storm.SEED, storm.OBJECTS)
    check = poisoned([plan.steps(client) for client in range(CLIENTS)], plan.objects)
    assert not check.problems and not check.skipped


def test_a_column_of_the_tables_holds_numbers_of_some_and_words_of_others():
    steps = [step for client in range(CLIENTS) for step in Plan(1, 300).steps(client)]
    mixed = [[line.split(",")[3] for line in step.content.body.decode().splitlines()[1:]]
             for step in steps if step.content and step.content.kind == "table"]
    assert any(all(cell.isdigit() for cell in column) for column in mixed)
    assert any(all(cell.isalpha() for cell in column) for column in mixed)
    assert all(all(cell.isalpha() for cell in column) or not any(
        cell.isalpha() for cell in column) for column in mixed)


def test_every_part_dies_and_every_sink_is_disturbed_in_every_way_within_the_run():
    faults = Plan(1).faults(1000)
    assert all(0 < fault.at < 1000 for fault in faults)
    assert sorted(fault.at for fault in faults) == [fault.at for fault in faults]
    for part, times in KILLED.items():
        assert sum((fault.part, fault.kind) == (part, "killed") for fault in faults) == times
    assert {(fault.part, fault.kind) for fault in faults if fault.kind in DISTURBANCES} == {
        (part, kind) for part in SINKS for kind in DISTURBANCES}
    assert sorted(fault.part for fault in faults if fault.kind == "stalled") == sorted(STALLED)


def test_influxdb_hangs_longer_than_the_hub_waits_for_it():
    faults = Plan(1).faults(1000)
    assert [fault.seconds > 10 for fault in faults
            if (fault.part, fault.kind) == ("influxdb", tamper.HANGS)] == [True]
