"""
The objects of a measurement: what Swift lists of them, and what the catalogue says.
"""

import base64
import hashlib
from datetime import datetime, timezone

SIZE = 200
TYPE = "application/json"
THEN = datetime(2026, 1, 1, tzinfo=timezone.utc)
TIMESTAMP = "1767225600.00000"


def name(number):
    """In the order of the numbers."""
    return "o-%08d.json" % number


def etag(number):
    """One of its own for each."""
    return "%032x" % number


def row(number):
    """As the container server puts it into its database."""
    return {"name": name(number), "created_at": TIMESTAMP, "size": SIZE, "content_type": TYPE,
            "etag": etag(number), "deleted": 0, "storage_policy_index": 0}


def document(number, account, container):
    """As the hub writes it of an object that is done."""
    path = "%s/%s/%s" % (account, container, name(number))
    key = base64.b32encode(hashlib.sha256(path.encode()).digest()).decode()[:32]
    return {"_id": key.lower(), "event_id": key, "swift_account": account,
            "swift_container": container, "object": name(number),
            "swift_object_name": name(number), "original_object_name": name(number),
            "swift_object_id": str(number), "project": container, "content_type": TYPE,
            "etag": etag(number), "size": SIZE, "timestamp": TIMESTAMP, "status": "done",
            "status_revision": 1, "creation_date": THEN, "last_modified": THEN, "user_meta": {},
            "other_data": {}, "successful_operations": [], "failed_operations": [],
            "processed_data_area_service": ["mongodb"]}


def changed(objects, count):
    """Numbers of so many of them, evenly spread."""
    return [number * objects // count for number in range(count)]
