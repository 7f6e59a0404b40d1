"""Runs one of Swift's servers, or a module that uses Swift, with a swift.conf of its own.

`python3 -m lake.swift_run SWIFT-DIR account|container|object|proxy CONF`
`python3 -m lake.swift_run SWIFT-DIR MODULE ARGUMENT…`

Swift looks for swift.conf in /etc/swift and logs to the machine's syslog. Here it looks in
SWIFT-DIR and logs to stderr, so that a lake touches neither.
"""

import logging
import runpy
import sys

from swift.common import utils

SERVERS = ("account", "container", "object", "proxy")


class _NoSyslog(logging.NullHandler):
    """Stands where Swift puts its syslog handler."""

    def __init__(self, *_arguments, **_options):
        super().__init__()


def serve(kind: str, conf: str) -> int:
    """What /usr/bin/swift-KIND-server does."""
    from swift.common.wsgi import run_wsgi
    options = {"verbose": True}
    if kind == "object":
        from swift.obj import server
        options["global_conf_callback"] = server.global_conf_callback
    return run_wsgi(conf, f"{kind}-server", **options)


def main(swift_dir: str, program: str, *arguments: str) -> int:
    """Points Swift at its folder, then runs the program."""
    utils.ThreadSafeSysLogHandler = _NoSyslog
    utils.set_swift_dir(swift_dir)
    if program in SERVERS:
        return serve(program, *arguments)
    sys.argv = [program, *arguments]
    runpy.run_module(program, run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
