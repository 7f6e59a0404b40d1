"""What Swift itself says of every object in the end."""

from dataclasses import dataclass
from typing import Optional

from sluice_swift.shipper.swift_object import SwiftObjects


@dataclass(frozen=True)
class State:
    """An object as it now is: its data's timestamp and ETag, or its tombstone's timestamp."""

    exists: bool
    timestamp: Optional[str]  # None where nothing was ever stored
    etag: Optional[str] = None


def states(conf: str, account: str, container: str, names) -> dict:
    """State of each name, by InternalClient."""
    swift = SwiftObjects(conf)
    return {name: _state(*swift.headers(account, container, name)) for name in names}


def _state(status: int, headers: dict) -> State:
    if status == 404:
        return State(False, headers.get("X-Backend-Timestamp"))
    return State(True, headers["X-Backend-Data-Timestamp"], headers["Etag"].strip('"'))
