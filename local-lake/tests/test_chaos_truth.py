"""What is held to be wrong in the end."""

from chaos.truth import State

READ = {"attempt": 2, "step": "read", "started": 1}
RUN = {"_id": "E|r|1|0", "event_id": "E", "route": "r", "object": "a", "status": "done",
       "attempts": 2, "operations": [READ]}


ENTRY = {"route": "r", "attempt": 2, "step": "read", "execution_date": 1}


def state(stored=None, documents=None, runs=(RUN,), entries=(ENTRY,)):
    return State({"a": "etag"} if stored is None else stored,
                 {"a": ("done", "etag")} if documents is None else documents, list(runs),
                 {"a": list(entries)})


def test_a_state_that_is_well():
    assert state().unfinished() == [] and state().orphans() == []
    gone = state(stored={}, documents={"a": ("deleted", "etag")})
    assert gone.unfinished() == []


def test_what_the_catalogue_does_not_know_or_knows_otherwise():
    for documents in ({}, {"a": ("done", "other")}, {"a": ("deleted", "etag")},
                      {"a": ("waiting", "etag")}):
        assert state(documents=documents).unfinished(), documents
    assert state(stored={}).unfinished() == ["a is gone, the catalogue says done"]


def test_runs_that_are_not_over():
    assert state(runs=[dict(RUN, status="running")]).unfinished() == [
        "run E|r|1|0 of a is running"]


def test_runs_that_are_not_whole_or_have_no_operations_or_have_them_twice():
    assert state(runs=[{"_id": "E|r|1|0", "operations": [READ], "status": "running",
                        "object": "a", "attempts": 1, "route": "r"}]).orphans() == [
        "E|r|1|0 lacks event_id"]
    for operations in ([], [dict(READ, attempt=1)]):
        assert state(runs=[dict(RUN, operations=operations)], entries=[]).orphans() == [
            "no operations of E|r|1|0, done"]
    assert state(runs=[dict(RUN, operations=[READ, READ])]).orphans() == [
        "attempt 2 of E|r|1|0 has read 2 times"]
    assert state(runs=[dict(RUN, operations=[], removal=True)], entries=[]).orphans() == []


def test_operations_of_the_catalogue_that_no_run_has():
    for other in ({"attempt": 1}, {"step": "write"}, {"route": "q"}, {"execution_date": 2}):
        entry = ENTRY | other
        told = state(entries=[ENTRY, entry]).orphans()
        runs = "there is none" if "route" in other else "E|r|1|0 is done after 2 with ['read']"
        assert told == [
            f"no run of a has {entry['step']} of {entry['route']}, attempt {entry['attempt']}, "
            f"which the catalogue has; {runs}"]
    assert len(state(runs=[]).orphans()) == 1
