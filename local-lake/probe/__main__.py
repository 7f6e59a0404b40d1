"""`python3 -m probe --seed N`: one run against the lake that the environment names."""

import sys

from probe.command import main
from probe.plan import FULL_RUN, Plan
from probe.run import run

if __name__ == "__main__":
    sys.exit(main("probe", __doc__, "changes", FULL_RUN, lambda seed, changes, folder, lake: run(
        Plan(seed, changes), folder, lake)))
