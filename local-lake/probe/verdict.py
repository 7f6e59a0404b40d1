"""Holds what stands in Kafka against what was answered and what was stored. Touches nothing."""

import json
from collections import Counter, defaultdict

from sluice_swift.identity import event_id

from probe.check import Check
from probe.ledger import ABSENT, ACKNOWLEDGED, OPEN, REFUSED


class Verdict:
    """
    :param plan: what was asked for
    :param entries: {number: Entry}, what was answered
    :param stored: {number: [(verb, status)]}, what the object server did
    :param states: {name: State}, what Swift shows in the end
    :param events: of the objects, from Kafka
    :param container: that the events are of
    """

    def __init__(self, plan, entries, stored, states, events, container):
        self.plan, self.entries, self.stored, self.states = plan, entries, stored, states
        self.container = container
        self.events = [event for event in events if event["data"]["container"] == container]
        self.by_number = defaultdict(list)
        for event in self.events:
            self.by_number[number_of(event)].append(event)

    def checks(self) -> list:
        """All of them."""
        return [self.acknowledged(), self.newest(), self.invented(), self.identity(),
                self.repeats(), self.content(), self.oracle()]

    def acknowledged(self) -> Check:
        """Whoever was told that a change is stored can rely on its event."""
        return Check("every acknowledged change is in Kafka", [
            f"{describe(entry)} has no event" for number, entry in self.entries.items()
            if entry.outcome == ACKNOWLEDGED and number not in self.by_number])

    def newest(self) -> Check:
        """Who follows Kafka knows of each object what Swift knows."""
        newest = {}
        for event in self.events:
            name = event["data"]["object"]
            if name not in newest or event["sequence"] > newest[name]["sequence"]:
                newest[name] = event
        check = Check("the newest stored version of every object is in Kafka")
        for name, state in self.states.items():
            event = newest.get(name)
            told = event and event["type"] != "org.sluice.object.deleted"
            if state.exists and not (told and event["data"]["timestamp"] == state.timestamp
                                     and event["data"]["etag"] == state.etag):
                check.problems.append(f"{name!r} is {state}, the newest event is {brief(event)}")
            elif not state.exists and told:
                check.problems.append(f"{name!r} is gone ({state}), the newest event is "
                                      f"{brief(event)}")
        return check

    def invented(self) -> Check:
        """No event of what no disk has taken."""
        return Check("nothing that was never stored is in Kafka", [
            f"{brief(events[0])} is of {describe(self.entries.get(number))}, the object server "
            f"did {self.stored.get(number)}" for number, events in self.by_number.items()
            if not self.was_stored(number)])

    def identity(self) -> Check:
        """One change, one id, made of what the event itself says."""
        check = Check("a change has one id, and an id one change")
        numbers = defaultdict(set)
        for number, events in self.by_number.items():
            ids = {event["id"] for event in events}
            if len(ids) > 1:
                check.problems.append(f"{number} has the ids {sorted(ids)}")
            for event in events:
                numbers[event["id"]].add(number)
                if event["id"] != expected_id(event):
                    check.problems.append(f"{brief(event)} should have id {expected_id(event)}")
        check.problems += [f"{one} is of {sorted(many)}" for one, many in numbers.items()
                           if len(many) > 1]
        return check

    def repeats(self) -> Check:
        """Who has seen an id has seen the event."""
        check = Check("a repeat says what the first one said")
        for events in self.by_number.values():
            if len({json.dumps(event, sort_keys=True) for event in events}) > 1:
                check.problems.append(" / ".join(brief(event) for event in events))
        return check

    def content(self) -> Check:
        """An event describes its own request, and no other."""
        bodies = {entry.request.etag: len(entry.request.body) for entry in self.entries.values()
                  if entry.request.verb == "PUT"}
        check = Check("an event tells the true name, size and ETag")
        for number, events in self.by_number.items():
            entry = self.entries.get(number)
            for event in events if entry else ():
                data, request = event["data"], entry.request
                right = data["object"] == request.name and data["account"] == self.plan.account
                if request.verb != "DELETE":
                    right = right and bodies.get(data["etag"]) == data["size"]
                if request.verb == "PUT":
                    right = right and data["etag"] == request.etag
                if not right:
                    check.problems.append(f"{brief(event)} is of {describe(entry)}")
        return check

    def oracle(self) -> Check:
        """The probe's own eyes: an answer of "stored" and the object server's log agree."""
        return Check("what was acknowledged stands in the object server's log", [
            f"{describe(entry)}: the object server did {self.stored.get(number)}"
            for number, entry in self.entries.items()
            if entry.outcome == ACKNOWLEDGED and not self.was_stored(number)])

    def was_stored(self, number: str) -> bool:
        """A DELETE that found nothing leaves a tombstone all the same."""
        return any((verb, status) in (("PUT", 201), ("DELETE", 204), ("DELETE", 404))
                   for verb, status in self.stored.get(number, ()))

    def counts(self) -> dict:
        """What there was, as {line: number}."""
        outcomes = Counter(entry.outcome for entry in self.entries.values())
        verbs = Counter(entry.request.verb for entry in self.entries.values())
        statuses = Counter(entry.status for entry in self.entries.values()
                           if entry.outcome == REFUSED)
        told = set(self.by_number)
        unknown = {number for number, entry in self.entries.items() if entry.outcome == OPEN}
        kept = {number for number in unknown if self.was_stored(number)}
        ids = {event["id"] for event in self.events}
        settled = {event["id"] for event in self.events if event["data"]["reason"] == "settled"}
        return {
            "changes asked for": len(self.entries),
            **{f"  {verb}": verbs[verb] for verb in ("PUT", "COPY", "DELETE")},
            "acknowledged": outcomes[ACKNOWLEDGED],
            "  with an event": sum(self.entries[number].outcome == ACKNOWLEDGED
                                   for number in told if number in self.entries),
            "refused": outcomes[REFUSED],
            **{f"  with {status}": count for status, count in sorted(statuses.items())},
            "deletes that found nothing": outcomes[ABSENT],
            "unacknowledged": outcomes[OPEN],
            "  stored, with an event": len(kept & told),
            "  stored and overtaken, without": len(kept - told),
            "  not stored": len(unknown - kept),
            "events in Kafka": len(self.events),
            "  different": len(ids),
            "  repeats": len(self.events) - len(ids),
            "  settled by asking Swift": len(settled),
            "objects compared": len(self.states),
            "  existing": sum(state.exists for state in self.states.values()),
        }


def number_of(event) -> str:
    """The request's number: the end of Swift's transaction id."""
    return (event["data"]["trans_id"] or "").rpartition("-")[2]


def expected_id(event) -> str:
    """What the id must be by the contract."""
    data = event["data"]
    verb = "DELETE" if event["type"] == "org.sluice.object.deleted" else "PUT"
    return event_id(data["cluster"], data["account"], data["container"], data["object"],
                    data["timestamp"], verb)


def brief(event) -> str:
    """An event in a line."""
    if event is None:
        return "none"
    data = event["data"]
    return (f"{event['type'].rpartition('.')[2]} {data['object']!r} at {data['timestamp']} "
            f"({event['id']}, {data['reason']}, request {number_of(event)}, "
            f"journal {data['journal']})")


def describe(entry) -> str:
    """A request and its answer in a line."""
    if entry is None:
        return "no request"
    request = entry.request
    return f"{request.verb} {request.name!r} ({request.number}, answered {entry.status})"
