"""A small disk for the journals: a tmpfs in a mount namespace of this process and its children,
so that it is gone with them, whatever they die of."""

import ctypes
import os
import subprocess
from pathlib import Path

SIZE = "24m"
CLONE_NEWNS = 0x00020000


class Disk:
    """:param place: folder that the disk is mounted on; made"""

    def __init__(self, place: Path):
        self.place = place
        self.refusal = None  # why there is no disk of its own
        self._filler = place / "filler"
        place.mkdir(parents=True)

    def mount(self) -> None:
        """To be called before there are threads or children."""
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS):
            self.refusal = "this user may not mount: " + os.strerror(ctypes.get_errno())
            return
        for words in (["--make-rprivate", "/"],
                      ["-t", "tmpfs", "-o", f"size={SIZE}", "probe", str(self.place)]):
            done = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
            if done.returncode:
                self.refusal = done.stderr.strip()
                return

    def unmount(self) -> None:
        """Once nobody uses it any more."""
        if not self.refusal:
            subprocess.run(["umount", str(self.place)], check=False)

    def fill(self) -> None:
        """Takes all that is left."""
        with self._filler.open("ab", buffering=0) as out:
            for size in (1 << 20, 1 << 12, 1):
                try:
                    while True:
                        out.write(bytes(size))
                except OSError:
                    pass

    def free(self) -> None:
        """Gives it back."""
        self._filler.unlink(missing_ok=True)
