"""`sluice demo`: the lake from nothing, samples uploaded, and where each one landed."""

import os
import subprocess
import time

from lake import exports, up
from lake.errors import FINDING, LakeError
from lake.say import say
from lake.settings import load
from sluice_cli import demo_samples, demo_table
from sluice_cli.connection import connect
from sluice_cli.hub import HubError
from sluice_cli.trace import ended

CONTAINER = "neocampus"
POLL_SECONDS = 0.25
PATIENCE_SECONDS = 180


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "demo", help="start the lake, upload samples, show where each one landed",
        description="Installs what is missing, builds, starts the lake, uploads samples as any "
        "Swift client would, and shows which routes took each one, every operation, and what is "
        "in gold, read back from its database. Exits 1 if a sample did not arrive.")
    verb.set_defaults(run=run)


def run(_args) -> int:
    """Runs the demo; may be run again, and then uploads new versions of the same objects."""
    settings = load()
    up.up(settings, [])
    variables = exports.variables(settings)
    hub = connect({**os.environ, **variables})
    samples = demo_samples.all_samples(settings.root)
    for number, sample in enumerate(samples, 1):
        say(f"uploading {number} of {len(samples)}: {CONTAINER}/{sample.name}")
        upload(sample, variables)
    results = []
    deadline = time.monotonic() + PATIENCE_SECONDS
    for number, sample in enumerate(samples, 1):
        say(f"waiting for {number} of {len(samples)}: {CONTAINER}/{sample.name}")
        trace = arrival(hub, sample, variables, deadline)
        results.append(demo_table.Result(sample, trace, demo_table.read_back(hub, trace)))
    demo_table.show(results)
    late = [one for one in results if not one.arrived()]
    if late:
        raise LakeError(
            f"{len(late)} of {len(results)} samples did not arrive as they should: "
            f"{', '.join(one.sample.name for one in late)}. Look at ./sluice trace "
            f"{CONTAINER}/NAME and ./sluice status.", FINDING)
    print(f"All {len(results)} samples arrived. Look closer: ./sluice trace "
          f"{CONTAINER}/{samples[0].name}")
    return 0


def upload(sample, variables: dict) -> None:
    """Uploads by the plain swift client, as a user would."""
    words = ["/usr/bin/swift", "upload", "--object-name", sample.name, CONTAINER, str(sample.file)]
    for header in sample.headers:
        words += ["-H", header]
    done = subprocess.run(words, env={**os.environ, **variables}, capture_output=True, text=True,
                          check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise LakeError(f"The upload of {sample.name} failed: {said[-1] if said else 'no word'}. "
                        f"Look at ./sluice status and ./sluice logs proxy.", FINDING)


def arrival(hub, sample, variables: dict, deadline: float) -> dict:
    """The trace of the version just uploaded, once nothing more happens to it, or as far as it
    came by the deadline."""
    stored = stored_at(sample, variables)
    while True:
        try:
            trace = hub.get("/v1/trace", container=CONTAINER, object=sample.name)
        except HubError as error:
            if error.status != 404:
                raise
            trace = {"status": "not known yet", "runs": []}
        fresh = trace.get("timestamp", "") >= stored
        if fresh:
            trace["runs"] = [one for one in trace["runs"]
                             if one.get("event_id") == trace.get("event_id")]
        if (fresh and ended(trace)) or time.monotonic() > deadline:
            return trace
        time.sleep(POLL_SECONDS)


def stored_at(sample, variables: dict) -> str:
    """Swift's timestamp of the object as it now is."""
    words = ["/usr/bin/swift", "stat", CONTAINER, sample.name]
    told = subprocess.run(words, env={**os.environ, **variables}, capture_output=True, text=True,
                          check=False).stdout
    for line in told.splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "x-timestamp":
            return value.strip()
    raise LakeError(f"Swift does not show {CONTAINER}/{sample.name}. Look at ./sluice logs proxy.",
                    FINDING)
