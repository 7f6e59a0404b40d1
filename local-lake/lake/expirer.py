"""Deletes what is past its X-Delete-At: `python3 -m lake.expirer CONTAINER-CONF CONF PASSED`.

What Swift's container updater and object expirer do, a pass of each in turn, in one process: the
expirer finds its queue in an account's listing, which the updater keeps. The file PASSED is
touched after each pass.
"""

import sys
import time
from pathlib import Path

import eventlet
from swift.common import utils
from swift.container.updater import ContainerUpdater
from swift.obj.expirer import ObjectExpirer

PAUSE_SECONDS = 5


def read(conf: str, section: str) -> dict:
    """A daemon's settings, with no line in the log for a pass that went well."""
    return {**utils.readconf(conf, section), "log_level": "WARNING"}


def main(container_conf: str, conf: str, passed: str) -> None:
    """Passes until it is ended."""
    eventlet.hubs.use_hub(utils.get_hub())
    updater = ContainerUpdater(read(container_conf, "container-updater"))
    expirer = ObjectExpirer(read(conf, "object-expirer"))
    while True:
        updater.run_once()
        expirer.run_once()
        Path(passed).touch()
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
