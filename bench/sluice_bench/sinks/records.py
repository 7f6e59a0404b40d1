"""
Objects of records, as CSV and as JSON lines: readings of a hundred sensors.
"""

import hashlib
from collections import namedtuple
from datetime import datetime, timezone

FIRST_TIME = 1_700_000_000
SENSORS = 100  # they measure once a second each
KINDS = ("temperature", "humidity", "luminosity", "co2")
NOTE = "read at the door of the room and found to be well"
COLUMNS = ("time", "station", "sensor", "value", "battery", "count", "ok", "note")

Format = namedtuple("Format", "name content_type head record")
Body = namedtuple("Body", "bytes etag records")

CSV = Format("csv", "text/csv", ",".join(COLUMNS) + "\n", ",".join(
    ("%(time)s", "%(station)s", "%(sensor)s", "%(value).2f", "%(battery).3f", "%(count)d",
     "%(ok)s", "%(note)s")) + "\n")
LINES = Format("jsonl", "application/x-ndjson", "", (
    '{"time": "%(time)s", "station": "%(station)s", "sensor": "%(sensor)s", '
    '"value": %(value).2f, "battery": %(battery).3f, "count": %(count)d, "ok": %(ok)s, '
    '"note": "%(note)s"}\n'))
FORMATS = {each.name: each for each in (CSV, LINES)}


def body(form, first, many):
    """
    An object of so many records.

    :param first: number of the first of them; no two numbers have both sensor and time in common
    """
    text = [form.head]
    for serial in range(first, first + many):
        second, sensor = divmod(serial, SENSORS)
        if serial == first or sensor == 0:
            at = datetime.fromtimestamp(FIRST_TIME + second, timezone.utc)
            time = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        text.append(form.record % {
            "time": time, "station": "s%02d" % (sensor // len(KINDS)),
            "sensor": KINDS[sensor % len(KINDS)], "value": 20 + serial % 977 / 7,
            "battery": 3.7 - serial % 61 / 1000, "count": serial % 5003,
            "ok": "false" if serial % 13 == 0 else "true", "note": NOTE})
    made = "".join(text).encode()
    return Body(made, hashlib.md5(made).hexdigest(), many)  # noqa: what Swift calls an ETag
