"""What a hub says of an object, as the contract has it."""


def operation(step: str, outcome="succeeded", **more) -> dict:
    """One step of a run."""
    return {"step": step, "outcome": outcome, "started": "2026-11-23T20:06:05.100Z",
            "duration_ms": 1.25, "attempt": 1, "error": None, **more}


def run(status="done", **more) -> dict:
    """One run of the sensors' route."""
    return {"route": "neocampus-sensors", "revision": "a1b2", "event_id": "5QK2",
            "version": "1795464363.77499", "replay": "0", "status": status,
            "started": "2026-11-23T20:06:05Z", "ended": None, "duration_ms": 41.2, "error": None,
            "gold": [], "operations": [operation("json-records-action")], **more}


def trace(status="done", runs=None, name="jan.json", **more) -> dict:
    """An object's trace."""
    return {"object": name, "container": "neocampus", "account": "AUTH_77",
            "project": "neocampus", "status": status, "content_type": "application/json",
            "size": 1691, "timestamp": "1795464363.77499", "event_id": "5QK2",
            "duplicate_of": None, "runs": [run()] if runs is None else runs,
            "document": {"swift_object_id": "7", "application": "campus sensors",
                         "successful_operations": [{}, {}]}, **more}


PARKED = {"code": "record-time-missing", "kind": "data", "record": 14,
          "message": "Parked neocampus/jan.json: row 14 has no timestamp.",
          "hint": "Correct the object or the route, then replay."}
GOLD = {"service": "influxdb", "store": "neocampus", "place": "celsius", "records": 1,
        "query": "SELECT * FROM \"celsius\" WHERE object = 'jan.json'"}
