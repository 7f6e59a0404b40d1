"""
Uploads to the lake that runs, with all its parts on the same machine, at half of what it takes.
"""

import json
import os
import statistics
from urllib.parse import urlsplit

from lake.settings import load
from sluice_bench import login
from sluice_bench.upload import report
from sluice_bench.upload.client import Uploader, put_request

CONTAINER = "bench"
CLIENTS = 16
READING = {"sensor": "bench", "value": 21.5, "date": "2026-01-01T00:00:00Z"}


def run(puts, json_file):
    """
    :param puts: uploads, of each of the two parts
    :returns: exit code
    :raises UploadFailed:
    """
    connection = login.connection(load())
    url, token = connection.get_auth()
    connection.put_container(CONTAINER)
    place = urlsplit(url)

    def uploader(kind):
        return Uploader((place.hostname, place.port), [put_request(
            place.netloc, "%s/%s/%s-%06d.json" % (place.path, CONTAINER, kind, number), token,
            json.dumps(dict(READING, number=number)).encode(), "application/json")
            for number in range(puts)], CLIENTS)

    seconds, _latencies = uploader("closed").closed_loop()
    saturation = puts / seconds
    latencies = sorted(uploader("open").open_loop(saturation / 2))
    found = {"saturation_per_s": round(saturation, 1), "rate_per_s": round(saturation / 2, 1),
             "p50_ms": round(1000 * statistics.median(latencies), 2),
             "p95_ms": round(1000 * latencies[int(0.95 * len(latencies))], 2),
             "p99_ms": round(1000 * latencies[int(0.99 * len(latencies))], 2),
             "load_average": round(os.getloadavg()[0], 1)}
    print("The running lake takes %(saturation_per_s)s PUT/s of small JSON objects from "
          "%(clients)d clients. At half of that, %(rate_per_s)s/s by the clock: p50 %(p50_ms)s ms, "
          "p95 %(p95_ms)s ms, p99 %(p99_ms)s ms (load average %(load_average)s)."
          % dict(found, clients=CLIENTS))
    if json_file:
        report.write(json_file, {"lake": found})
    return 0
