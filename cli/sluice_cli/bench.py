"""`sluice bench`: what Sluice costs, as ratios of what stood side by side in one run."""

import os
import subprocess

from lake import packages
from lake.settings import load

PYTHON = "/usr/bin/python3"


def add_parser(subparsers) -> None:
    """Adds the verb."""
    verb = subparsers.add_parser(
        "bench", help="measure what Sluice costs: upload, hub, …",
        description="Measures. ./sluice bench upload --help and those of the others tell "
        "more.")
    verb.add_argument("what",
                      choices=("upload", "hub", "reconcile", "replay", "sample", "scale", "sinks"),
                      help="upload: what the filter costs an uploader; hub: what the hub makes of "
                      "a backlog, and how far gold lags; reconcile: what comparing Swift with the "
                      "catalogue takes; replay: how far --rate is kept, and what a replay does to "
                      "live uploads; sample: how long it is from a sample to gold; scale: what two "
                      "and three hubs do; sinks: records a second into each gold database, "
                      "against its bare driver")
    verb.add_argument("words", nargs="...", default=[], help="see ./sluice bench WHAT --help")
    verb.set_defaults(run=run)


def run(args) -> int:
    """Runs a measurement in a process of its own, which imports Swift's own modules."""
    settings = load()
    packages.ensure((*packages.LAKE, *packages.BENCH), settings.folder("bench/apt.log"))
    path = os.pathsep.join(str(settings.root / folder) for folder in (
        "bench", "local-lake", "swift-middleware", "swift-middleware/tests"))
    return subprocess.run(
        [PYTHON, "-m", f"sluice_bench.{args.what}", *args.words], cwd=os.getcwd(), check=False,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}).returncode
