"""`python3 -m chaos --seed N`: one run against the lake that the environment names."""

import sys

from probe.command import main

from chaos.plan import FULL_RUN, Plan
from chaos.run import run

if __name__ == "__main__":
    sys.exit(main("chaos", __doc__, "objects", FULL_RUN, lambda seed, objects, folder, lake: run(
        Plan(seed, objects), folder, lake)))
