"""Installs Debian packages as root, and starts none of their services, now or at the next boot.

Run as `python3 -m lake.quiet_install LOG PACKAGE…`, through sudo where the caller is not root.
What stood on the machine before is left alone: packages that are there are not upgraded, services
that run go on running, and a policy-rc.d of the machine's own is put back byte for byte.
"""

import os
import signal
import subprocess
import sys

from lake import service_start
from lake.apt_progress import AptProgress

APT = (
    "apt-get", "-y", "-q", "--no-install-recommends", "--no-upgrade",
    "-o", "DPkg::Lock::Timeout=300", "-o", "Dpkg::Options::=--force-confold",
)
QUIET = {
    "DEBIAN_FRONTEND": "noninteractive",
    "DEBCONF_NONINTERACTIVE_SEEN": "true",
    "NEEDRESTART_SUSPEND": "1",
    "LC_ALL": "C.UTF-8",
}


def run_apt(log, words, progress=None) -> int:
    """Runs apt; Ctrl-C ends it while it fetches, but not while it sets packages up."""
    read_end, write_end = os.pipe()
    options = ["-o", f"APT::Status-Fd={write_end}"]
    with subprocess.Popen(
        [*APT, *options, *words], env={**os.environ, **QUIET}, stdin=subprocess.DEVNULL,
        stdout=log, stderr=subprocess.STDOUT, pass_fds=[write_end], start_new_session=True,
    ) as apt:
        os.close(write_end)
        try:
            with open(read_end, encoding="utf-8", errors="replace") as status:
                for line in status:
                    if progress:
                        progress.take(line)
            return apt.wait()
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            if progress and progress.fetching:
                apt.send_signal(signal.SIGINT)
            else:
                print("\nlake: letting apt finish what it has begun …", file=sys.stderr)
            apt.wait()
            raise


def install(log_path: str, packages: list) -> int:
    """Installs the packages; when that fails, fetches apt's lists and tries once more."""
    before = service_start.enabled_services()
    progress = AptProgress(sys.stderr)
    try:
        with open(log_path, "ab") as log, service_start.suppressed():
            code = run_apt(log, ["install", *packages], progress)
            if code:
                print("lake: fetching the package lists (apt-get update) …", file=sys.stderr)
                run_apt(log, ["update"])
                code = run_apt(log, ["install", *packages], progress)
    finally:
        progress.end()
        fresh = service_start.enabled_services() - before
        service_start.disable(fresh & service_start.services_of(packages))
    return code


def main(arguments: list) -> int:
    """Takes a log file and names of packages; answers apt's exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.default_int_handler)
    try:
        return install(arguments[0], arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
