"""What is held to be wrong in the end."""

from chaos.truth import State

RUN = {"_id": "E|r|1|0", "object": "a", "status": "done", "attempts": 2}
OPERATIONS = {"run": "E|r|1|0", "attempt": 2}


def state(stored=None, documents=None, runs=(RUN,), operations=(OPERATIONS,)):
    return State({"a": "etag"} if stored is None else stored,
                 {"a": ("done", "etag")} if documents is None else documents,
                 list(runs), list(operations))


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


def test_operations_without_a_run_and_runs_without_operations():
    assert state(runs=[]).orphans() == ["operations of E|r|1|0, which is no run"]
    assert state(operations=[]).orphans() == ["no operations of E|r|1|0, done"]
    assert state(operations=[OPERATIONS, OPERATIONS]).orphans() == [
        "attempt 2 of E|r|1|0 stands 2 times"]
    assert state(operations=[], runs=[dict(RUN, removal=True)]).orphans() == []
