"""Makes Keystone's tables, keys and administrator: `python3 -m lake.keystone_setup CONF`.

What `keystone-manage db_sync`, `fernet_setup`, `credential_setup` and `bootstrap` do, in one
process: each of them spends most of its time on loading Keystone.
"""

import os
import pwd
import grp
import sys

from keystone.cmd import cli


def main(conf: str) -> None:
    """Takes all four steps."""
    owner = ["--keystone-user", pwd.getpwuid(os.geteuid()).pw_name,
             "--keystone-group", grp.getgrgid(os.getegid()).gr_name]
    for step in (["db_sync"], ["fernet_setup", *owner], ["credential_setup", *owner],
                 ["bootstrap"]):
        cli.CONF.reset()
        cli.main(["keystone-manage", "--config-file", conf, *step])


if __name__ == "__main__":
    main(sys.argv[1])
