"""What the hub's catalogue says of the objects in the end."""

import http.client
import json
from urllib.parse import urlencode, urlsplit

from probe.check import Check


def statuses(lake, project: str) -> dict:
    """{object: (status, timestamp)} of a project."""
    hub = urlsplit(lake["SLUICE_HUB_URL"])
    with open(lake["SLUICE_API_KEY_FILE"], encoding="ascii") as file:
        key = file.read().strip()
    connection = http.client.HTTPConnection(hub.hostname, hub.port, timeout=60)
    try:
        connection.request("GET", "/v1/objects?" + urlencode({"project": project, "limit": 1000}),
                           headers={"Authorization": f"Bearer {key}"})
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    return {one["object"]: (one["status"], one["timestamp"]) for one in answer["objects"]}


def check(states: dict, catalogued: dict) -> Check:
    """What exists is there in its newest version, what is gone is deleted or was never there."""
    found = Check("the catalogue shows every object as Swift does")
    for name, state in states.items():
        status, timestamp = catalogued.get(name, ("unknown", None))
        if state.exists and (status in ("unknown", "deleted") or timestamp != state.timestamp):
            found.problems.append(f"{name!r} is {state}, the catalogue says {status} {timestamp}")
        if not state.exists and status not in ("unknown", "deleted"):
            found.problems.append(f"{name!r} is gone, the catalogue says {status} {timestamp}")
    return found
