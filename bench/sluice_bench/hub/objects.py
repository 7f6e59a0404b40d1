"""
The objects of a flow, of a given size each, none like another.
"""

import hashlib
import json
import time
from collections import namedtuple
from datetime import datetime, timezone
from pathlib import Path

from sluice_swift.event import describe

from lake.swift_conf import CLUSTER
from sluice_bench.upload.report import size_text

ROOT = Path(__file__).resolve().parents[3]
PICTURE = ROOT / "routes/pictures/examples/gps/input.jpg"

Made = namedtuple("Made", "name body etag content_type")
KINDS = ("temperature", "humidity", "luminosity", "co2")
THINGS = ("tree", "house", "car", "person", "dog", "cat", "sky", "street", "river", "bird")
WORDS = "the quick brown fox jumps over the lazy dog and runs through the wood to the river "


def reading(serial):
    """A record in the form of an MQTT bridge; no two have both sensor and time in common."""
    kind, second = KINDS[serial % len(KINDS)], 1_600_000_000 + serial // 40
    return {"topic": "u4/%d/%s" % (300 + serial % 10, kind), "value": 20.5 + serial % 100,
            "value_units": "unit", "input": serial % 40, "subID": "ilot1", "unitID": "inside",
            "time": datetime.fromtimestamp(second, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")}


def document(serial):
    """A record of about 600 bytes."""
    return {"title": "Report %d" % serial, "author": {"name": "alice", "number": serial % 977},
            "tags": [THINGS[serial % 10], THINGS[serial // 10 % 10]], "count": serial,
            "ratio": serial / 7, "text": WORDS * 5}


def _records(make, size, number):
    """A JSON array of exactly that size."""
    # Objects of another size begin elsewhere.
    body, serial = b"[", size * 10_000 + number * (size // 100 + 1)
    while True:
        more = (b"," if len(body) > 1 else b"") + json.dumps(make(serial)).encode()
        if len(body) + len(more) + 1 > size and len(body) > 1:
            return body + b" " * (size - len(body) - 1) + b"]"
        body, serial = body + more, serial + 1


def _picture(size, number):
    """A picture with an EXIF block; what is added stands where its pixels do."""
    whole, end = PICTURE.read_bytes()[:-2], b"\xff\xd9"
    filling = b"%08d" % number
    return whole + filling.ljust(max(0, size - len(whole) - len(end)), b"\0") + end


FLOWS = {"readings": ("application/json", lambda size, number: _records(reading, size, number)),
         "pictures": ("image/jpeg", _picture),
         "documents": ("application/json", lambda size, number: _records(document, size, number))}


def made(flow, size, number):
    """:returns: one object; its name ends in its MD5, which a file server reads there"""
    content_type, make = FLOWS[flow]
    body = make(size, number)
    etag = hashlib.md5(body).hexdigest()  # noqa: what Swift calls an ETag
    return Made("%s-%06d-%s" % (size_text(size), number, etag), body, etag, content_type)


def events(objects, account, flow, first, meta=None, container=None):
    """
    Events of these objects' uploads, as the shipper would post them.

    :param objects: (name, size, etag, content type) each
    :param first: number in the journal of the first
    :returns: (key, event as JSON) each
    """
    told, now = [], time.time()
    journal = {"cluster": CLUSTER, "proxy": "bench", "epoch": "bench"}
    container = container or flow
    for number, (name, size, etag, content_type) in enumerate(objects):
        event = describe(
            {"account": account, "container": container, "object": name, "n": first + number,
             "timestamp": "%.5f" % (now + number / 1e5), "verb": "PUT", "size": size,
             "user": {"id": "bench", "name": "uploader", "project_id": "lake",
                      "project_name": "lake"},
             "content_type": content_type, "user_meta": meta(number) if meta else {},
             "container_meta": {}, "reason": "put", "trans_id": "tx%032x" % (first + number)},
            {"change": "created", "etag": etag}, journal)
        told.append(("%s/%s/%s" % (account, container, name), json.dumps(event)))
    return told


def picture_meta(number):
    """What an uploader says a picture shows."""
    shown = {"main_object": [THINGS[number % 10], THINGS[number // 10 % 10]]}
    return {"other-data": json.dumps({"image_content": shown})}
