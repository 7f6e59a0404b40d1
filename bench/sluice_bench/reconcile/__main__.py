"""
``./sluice bench reconcile``: what it takes to compare a container with the catalogue, and how that
grows.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from lake import hub_conf, jvm
from lake.errors import LakeError
from lake.files import generated
from sluice_bench.arguments import add_json, main, positive, say, tell_json
from sluice_bench.hub.rig import Rig
from sluice_bench.left import span
from sluice_bench.reconcile.fill import Container
from sluice_bench.upload.client import UploadFailed

PARTS = ("proxy", "mongodb")
SOURCE = Path(__file__).resolve().parent / "java" / "Reconcile.java"
LIMIT_S = 3600
# The embedded server keeps what it finds documents by in memory.
SETTINGS = {"SLUICE_HEAP_MONGODB": "4096"}


def arguments(words):
    """Parsed words of the command line."""
    parser = argparse.ArgumentParser(
        prog="./sluice bench reconcile",
        description="Starts a lake of its own with Swift and MongoDB's protocol, and reconciles a "
        "container of so many objects as the hub does. Listings, look-ups, the catalogue and the "
        "changed objects are real; of the others Swift has what it lists, put into the "
        "container's database by its own code, and no bytes.")
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


def prepare(rig, objects, changed):
    """:returns: the container that is to be reconciled"""
    container, began = Container(rig, objects), time.monotonic()
    taken = container.fill()
    container.change(changed)
    print("%d objects are in place after %s; Swift's container takes %d MiB. They are compared" % (
        objects, span(time.monotonic() - began), taken >> 20), file=sys.stderr, flush=True)
    return container.name


def measure(rig, container):
    """:returns: what the hub's reconciler says of it"""
    conf = rig.root / "hub.properties"
    generated(conf, hub_conf.text(rig.settings, rig.account))
    classes = rig.root / "classes"
    classes.mkdir(exist_ok=True)
    hub = "%s/%s/target" % (rig.settings.root, jvm.HUB)
    path = "%s:%s/classes:%s/lib/*" % (classes, hub, hub)
    subprocess.run(["javac", "-cp", path, "-d", str(classes), str(SOURCE)], check=True)
    command = jvm.command(rig.settings, "hub", jvm.HUB, "Reconcile", [str(conf), container])
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
    with Rig(PARTS, options.folder, SETTINGS) as rig:
        for objects in sorted(options.objects):
            one = measure(rig, prepare(rig, objects, options.changed))
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
    sys.exit(main("reconcile", run, arguments, (LakeError, UploadFailed)))
