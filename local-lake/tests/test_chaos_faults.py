"""A fault counts as done once somebody has met it."""

from types import SimpleNamespace

from chaos import faults
from chaos.tamper import CUT

FAULT = SimpleNamespace(at=0, part="neo4j", kind=CUT, seconds=0)


class Quiet:
    """Stands before a database that some or none speak with."""

    def __init__(self, meets):
        self.done, self.calmed, self._meets = 3, 0, meets

    def disturb(self, kind):
        assert kind == CUT
        self.done += self._meets

    def calm(self):
        self.calmed += 1


def done(tamper):
    them = faults.Faults([FAULT], SimpleNamespace(wait=lambda _at, _seconds: True), {},
                         {"neo4j": tamper}, "sluice")
    them.run()
    return them


def test_a_disturbance_that_no_connection_met_is_none(monkeypatch):
    monkeypatch.setattr(faults, "MEETS_SECONDS", 0.1)
    tamper = Quiet(meets=0)
    them = done(tamper)
    assert "no connection was met" in str(them.failure)
    assert not them.done and tamper.calmed == 1


def test_it_is_counted_with_the_connections_that_met_it():
    them = done(Quiet(meets=2))
    assert them.failure is None
    assert dict(them.done) == {f"neo4j {CUT}": 1, f"connections met, neo4j {CUT}": 2}
