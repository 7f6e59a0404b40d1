"""
``./sluice bench reconcile``: what it takes to compare a container with the catalogue, and how that
grows.
"""

import argparse
import base64
import hashlib
import json
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

from lake import jvm
from lake.errors import LakeError
from sluice_bench.arguments import add_json, main, positive, say, tell_json
from sluice_bench.hub.rig import Rig

ACCOUNT, CONTAINER = "AUTH_bench", "bench"
SOURCE = Path(__file__).resolve().parent / "java" / "Reconcile.java"
INSERTED = 5000  # documents a command
LIMIT_S = 3600
# The embedded server keeps what it finds documents by in memory.
SETTINGS = {"SLUICE_HEAP_MONGODB": "4096"}


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench reconcile",
        description="Starts MongoDB's protocol as the lake does, with documents of so many "
        "objects, and reconciles their container as the hub does. Swift is a stand-in that lists "
        "as Swift does, in pages of 10,000: what is measured is the hub, its requests and its "
        "reading of the catalogue, not Swift's disks.")
    parser.add_argument("--objects", type=positive, nargs="+", default=[10_000, 1_000_000],
                        help="in the container (10000 1000000)")
    parser.add_argument("--changed", type=positive, default=100,
                        help="of them, since they were catalogued (100)")
    add_json(parser)
    parser.add_argument("--folder", help="where the lake's folder is made (the temporary folder)")
    options = parser.parse_args(words)
    if min(options.objects) < options.changed:
        parser.error("--changed %d: of %d objects not so many can be changed. Give a smaller "
                     "--changed, or more --objects" % (options.changed, min(options.objects)))
    return options


def document(number):
    """As the hub writes it of an object that is done."""
    name = "o-%08d.json" % number
    key = base64.b32encode(hashlib.sha256(name.encode()).digest()).decode()[:32]
    then = datetime(2026, 1, 1, tzinfo=timezone.utc)
    return {"_id": key.lower(), "event_id": key, "swift_account": ACCOUNT,
            "swift_container": CONTAINER, "object": name, "swift_object_name": name,
            "original_object_name": name, "swift_object_id": str(number), "project": CONTAINER,
            "content_type": "application/json", "etag": "%032x" % number, "size": 200,
            "timestamp": "1767225600.00000", "status": "done", "status_revision": 1,
            "creation_date": then, "last_modified": then, "user_meta": {}, "other_data": {},
            "successful_operations": [], "failed_operations": [],
            "processed_data_area_service": ["mongodb"]}


def fill(rig, objects):
    """Puts their documents into the catalogue."""
    catalogue = rig.mongo["swift"][CONTAINER]
    there = catalogue.estimated_document_count()
    for first in range(there, objects, INSERTED):
        last = min(objects, first + INSERTED)
        catalogue.insert_many([document(number) for number in range(first, last)], ordered=False)
        if last % 100_000 == 0:
            print("the catalogue has %d of %d documents" % (last, objects), file=sys.stderr)


def measure(rig, objects, changed):
    """:returns: what the hub's reconciler says of it"""
    classes = rig.root / "classes"
    classes.mkdir(exist_ok=True)
    hub = "%s/%s/target" % (rig.settings.root, jvm.HUB)
    path = "%s:%s/classes:%s/lib/*" % (classes, hub, hub)
    subprocess.run(["javac", "-cp", path, "-d", str(classes), str(SOURCE)], check=True)
    command = jvm.command(rig.settings, "hub", jvm.HUB, "Reconcile", [
        rig.uri("mongodb"), ACCOUNT, CONTAINER, str(objects), str(changed)])
    command[command.index("-cp") + 1] = path
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise LakeError("The comparison ended with %d:\n%s" % (
            done.returncode, (done.stdout + done.stderr)[-3000:]))
    return json.loads(lines[-1])


def run(options):
    """:returns: exit code"""
    found, good = [], True
    with Rig(("mongodb",), options.folder, SETTINGS) as rig:
        for objects in sorted(options.objects):
            fill(rig, objects)
            one = measure(rig, objects, options.changed)
            good = good and (one["state"], one["compared"], one["sent"]) == (
                "done", objects, min(options.changed, objects))
            found.append(dict(one, objects=objects, changed=options.changed))
            say(options, "%9d objects, %d changed: %7.2f s, %5d requests, %d events, heap at most "
                "%d MiB" % (objects, options.changed, one["seconds"], one["requests"], one["sent"],
                            one["peak_heap_mib"]))
    growth = {}
    if len(found) > 1:
        first, last = found[0], found[-1]
        growth = {key: round(last[key] / first[key], 2) for key in ("seconds", "requests")}
        growth["objects"] = round(last["objects"] / first["objects"], 2)
        say(options, "%g times the objects: %g times as long, %g times the requests." % (
            growth["objects"], growth["seconds"], growth["requests"]))
    tell_json(options, {"reconcile": found, "growth": growth})
    if not good:
        print("Not all was compared, or not all that changed was found.", file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main("reconcile", run, arguments, LakeError))
