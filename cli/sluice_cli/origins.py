"""Where a gold record comes from, as the record itself says, in the manner of its database."""

import json
from typing import NamedTuple


class Origin(NamedTuple):
    """The object, its version, and the route. The account is known of some databases only."""

    container: str
    object: str
    version: str
    route: str
    account: str | None = None

    @property
    def path(self) -> str:
        """Container and object."""
        return f"{self.container}/{self.object}"


def record_of(line: str):
    """The record of a line of `gold dump`, or of bare JSON, with the service and place that the
    line names before it; None where there is none."""
    start = line.find("{")
    before = line[:start].strip() if start > 0 else ""
    if before:
        service, _, rest = before.partition(" ")
        if rest.startswith('"'):
            # A place may hold a brace itself.
            try:
                place, end = json.JSONDecoder().raw_decode(line, line.index('"'))
                return _json(line[end:].strip(), service, place)
            except ValueError:
                return None
    return _json(line[start:], "", "") if start >= 0 else None


def _json(text: str, service: str, place: str):
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return (service, place, record) if isinstance(record, dict) else None


def origin(record: dict):
    """Where a record comes from; None where it does not say."""
    told = record.get("_sluice")
    if isinstance(told, dict):
        return _origin(told.get("container"), told.get("object"), told, "", told.get("account"))
    for holder in (record.get("fields"), record):
        if isinstance(holder, dict) and "sluice_object" in holder:
            return _split(holder["sluice_object"], holder, "sluice_")
    return _split(record.get("object"), record, "")


def _split(path, told: dict, prefix: str):
    container, _, name = str(path or "").partition("/")
    return _origin(container, name, told, prefix, None)


def _origin(container, name, told: dict, prefix: str, account):
    version, route = told.get(f"{prefix}version"), told.get(f"{prefix}route")
    if not (container and name and version and route):
        return None
    return Origin(str(container), str(name), str(version), str(route), account)
