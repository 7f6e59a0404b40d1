#!/usr/bin/python3 -P
"""`serve.py SWIFT-DIR account|container|object|proxy…`: Swift's servers, logging to stderr.

A file of its own that can be executed: a proxy that is told to reload executes itself again.
Several servers are forked off once Swift's modules are loaded, which takes longer than the rest.
"""

import os
import sys

from lake import swift_run

from probe.clock import mend_sleep

mend_sleep()
swift_run.utils.ThreadSafeSysLogHandler = swift_run._NoSyslog
swift_run.utils.set_swift_dir(sys.argv[1])
for kind in sys.argv[3:]:
    if not os.fork():
        sys.exit(swift_run.serve(kind, f"{sys.argv[1]}/{kind}-server.conf"))
sys.exit(swift_run.serve(sys.argv[2], f"{sys.argv[1]}/{sys.argv[2]}-server.conf"))
