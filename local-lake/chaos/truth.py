"""What is known of a project in the end: by Swift, by the catalogue, and in gold."""

import http.client
import json
from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import pymongo

FINAL = ("done", "parked", "unhandled", "deleted")
OVER = ("done", "parked", "declined", "superseded")


@dataclass
class State:
    """
    :param stored: {name: etag} as Swift lists them
    :param documents: {name: (status, etag)} as the catalogue has them
    :param runs: documents of log.operations
    :param entries: {name: operations as the catalogue's document has them}
    """

    stored: dict
    documents: dict
    runs: list
    entries: dict

    def unfinished(self) -> list:
        """What is not as it must be in the end."""
        said = [f"{name}: Swift has {etag}, the catalogue {self.documents.get(name)}"
                for name, etag in self.stored.items()
                if self.documents.get(name, ("", ""))[1] != etag
                or self.documents[name][0] == "deleted"]
        said += [f"{name} is gone, the catalogue says {status}"
                 for name, (status, _) in self.documents.items()
                 if name not in self.stored and status != "deleted"]
        said += [f"{name} is {status}" for name, (status, _) in self.documents.items()
                 if status not in FINAL]
        return said + [f"run {run['_id']} of {run['object']} is {run['status']}"
                       for run in self.runs if run["status"] not in OVER]

    def statuses(self) -> dict:
        """{name: status}"""
        return {name: status for name, (status, _) in self.documents.items()}

    def orphans(self) -> list:
        """Operations without a run that is whole, ones that stand twice, and runs without any."""
        said = [f"{run['_id']} lacks {field}" for run in self.runs
                for field in ("event_id", "route", "object", "status", "attempts")
                if field not in run]
        for run in self.runs:
            told = Counter((one["attempt"], one["step"], one["started"])
                           for one in run["operations"])
            said += [f"attempt {attempt} of {run['_id']} has {step} {times} times"
                     for (attempt, step, _), times in told.items() if times > 1]
            if (run["status"] in ("done", "parked", "declined")
                    and not run.get("removal")  # there may have been nothing to remove
                    and run["attempts"] not in {attempt for attempt, _, _ in told}):
                said.append(f"no operations of {run['_id']}, {run['status']}")
        return said + self._unknown()

    def _unknown(self) -> list:
        """What the catalogue says was done and no run has."""
        known = {(run["object"], run["route"], one["attempt"], one["step"], one["started"])
                 for run in self.runs if "object" in run and "route" in run
                 for one in run["operations"]}
        return [f"no run of {name} has {one['step']} of {one['route']}, attempt {one['attempt']}, "
                f"which the catalogue has; {self._runs_of(name, one['route'])}"
                for name, entries in self.entries.items() for one in entries
                if (name, one["route"], one["attempt"], one["step"], one["execution_date"])
                not in known]

    def _runs_of(self, name: str, route: str) -> str:
        told = [f"{run['_id']} is {run.get('status')} after {run.get('attempts')} with "
                f"{sorted({one['step'] for one in run['operations']})}"
                for run in self.runs if (run.get("object"), run.get("route")) == (name, route)]
        return "; ".join(told) or "there is none"


class Lake:
    """Asks the parts. :param env: as `sluice env` tells; :param storage: as the clients have it"""

    def __init__(self, env, storage: tuple, token: str):
        self._env, self._storage, self._token = env, storage, token
        with open(env["SLUICE_API_KEY_FILE"], encoding="ascii") as file:
            self._key = file.read().strip()

    def state(self, container: str) -> State:
        """Read anew."""
        with pymongo.MongoClient(self._env["SLUICE_MONGODB_URI"]) as mongo:
            found = list(mongo["swift"][container].find({"object": {"$exists": True}}))
            runs = list(mongo["log"]["operations"].find({"project": container}))
        documents = {one["object"]: (one["status"], one.get("etag")) for one in found}
        entries = {one["object"]: one.get("successful_operations", []) + one.get(
            "failed_operations", []) for one in found}
        return State(self._stored(container), documents, runs, entries)

    def _stored(self, container: str) -> dict:
        host, port, account = self._storage
        found, marker = {}, ""
        while True:
            query = urlencode({"format": "json", "limit": 10000, "marker": marker})
            page = json.loads(_get(host, port, f"{account}/{container}?{query}",
                                   {"X-Auth-Token": self._token}))
            if not page:
                return found
            found.update({one["name"]: one["hash"] for one in page})
            marker = page[-1]["name"]

    def dump(self, container: str) -> list:
        """All gold of the project, without what another run of the same would have otherwise."""
        hub = urlsplit(self._env["SLUICE_HUB_URL"])
        query = urlencode({"project": container, "portable": "true"})
        text = _get(hub.hostname, hub.port, f"/v1/gold/dump?{query}",
                    {"Authorization": f"Bearer {self._key}"}).decode()
        lines = text.replace(container, "CONTAINER").splitlines()
        assert lines and lines[-1].startswith("sha256 "), "the dump broke off"
        return sorted(lines[:-1])


def _get(host: str, port: int, path: str, headers: dict) -> bytes:
    connection = http.client.HTTPConnection(host, port, timeout=120)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        assert response.status == 200, f"GET {path}: {response.status} {body[:500]}"
        return body
    finally:
        connection.close()
