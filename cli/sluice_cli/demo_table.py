"""The demo's closing table, with gold as its databases tell it."""

import time
from dataclasses import dataclass

from sluice_cli.hub import HubError
from sluice_cli.text import shown

DATABASES = {"influxdb": "influx", "neo4j": "neo4j", "mongodb": "mongo",
             "postgresql": "sql"}
READ_SECONDS = 10
HEADS = ("OBJECT", "CONTENT TYPE", "ROUTE", "OPERATION", "OUTCOME", "LENGTH", "IN GOLD")


@dataclass(frozen=True)
class Result:
    """One sample, what the hub says of it, and what was read back from gold: by route, a list of
    (service, place, rows)."""

    sample: object
    trace: dict
    gold: dict

    def arrived(self) -> bool:
        """Whether it ended as it should, with all that the routes wrote found in gold."""
        written = [one for run in self.trace["runs"] for one in run.get("gold") or []]
        found = [one for many in self.gold.values() for one in many]
        services = {service for service, _, rows in found if rows > 0}
        return (self.trace.get("status") == self.sample.status
                and services >= set(self.sample.services)
                and len(found) == len(written) and all(rows > 0 for _, _, rows in found))


def read_back(hub, trace: dict) -> dict:
    """Asks each database for what each run says it wrote."""
    found = {}
    for run in trace["runs"]:
        for gold in run.get("gold") or []:
            rows = _rows(hub, gold, trace.get("project"))
            place = f"{gold['store']}.{gold['place']}"
            found.setdefault(run["route"], []).append((gold["service"], place, rows))
    return found


def _rows(hub, gold: dict, project: str) -> int:
    """How many rows the database shows; a measurement that is new may take a moment."""
    deadline = time.monotonic() + READ_SECONDS
    while True:
        try:
            rows = len(hub.post(f"/v1/gold/{DATABASES[gold['service']]}",
                                {"query": gold["query"], "project": project})["rows"])
        except HubError:
            rows = 0
        if rows or time.monotonic() > deadline:
            return rows
        time.sleep(0.2)


def show(results: list) -> None:
    """Prints the table: a block an object, a line an operation."""
    rows = [HEADS]
    for result in results:
        rows += _lines(result)
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def _lines(result: Result) -> list:
    trace = result.trace
    lines = []
    for run in trace["runs"]:
        gold = [f"{service} {place}: {rows} read back"
                for service, place, rows in result.gold.get(run["route"], [])]
        gold = gold or [f"- ({run['status']})"]
        operations = run.get("operations") or []
        for i in range(max(len(operations), len(gold))):
            one = operations[i] if i < len(operations) else None
            lines.append(["", "", run["route"] if i == 0 else "",
                          one["step"] if one else "", one["outcome"] if one else "",
                          f"{one['duration_ms']:.1f} ms" if one else "",
                          gold[i] if i < len(gold) else ""])
    if not lines:
        lines = [["", "", "none", "", "", "", f"- ({trace['status']})"]]
    lines[0][0] = shown(result.sample.name)
    lines[0][1] = shown(trace.get("content_type") or "")
    return lines
