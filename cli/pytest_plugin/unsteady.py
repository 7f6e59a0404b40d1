"""A pytest plugin: keeps what was said of a test that is run a second time.

pytest-rerunfailures runs it again, and says nothing of why it failed the first time.
"""

import os
from pathlib import Path


def pytest_runtest_logreport(report):
    """Adds the test and its traceback to the file that SLUICE_UNSTEADY names."""
    if report.outcome == "rerun":
        with Path(os.environ["SLUICE_UNSTEADY"]).open("a", encoding="utf-8") as out:
            out.write(f"{report.nodeid}\n{report.longreprtext}\n\n")
