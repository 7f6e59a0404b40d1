"""The shipper under probe: a process of its own, killed and started again."""

import http.client
import json
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

from shipper_rig import Process

SETTLE_GRACE = 8  # seconds


class Shipper(Process):
    """:param url: where it posts to; :param swift: whose journals it follows"""

    def __init__(self, root: Path, swift, url: str, keys_file: Path):
        self.journal_dir = Path(swift.journal)
        super().__init__(root, swift.journal, SimpleNamespace(url=url), keys_file, timeout=2,
                         retry_max=1, settle_grace=SETTLE_GRACE,
                         internal_client_conf=swift.conf("internal-client.conf"))

    def health(self) -> dict:
        """What it says of itself; nothing while it does not answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/health")
            return json.loads(connection.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return {}
        finally:
            with suppress(OSError):
                connection.close()

    def has_ended(self) -> bool:
        """By itself, which it never should."""
        return self.process.poll() is not None

    def set_aside(self) -> list:
        """Events that the hub refused, serialized. A line without its end is none: the disk was
        full or the shipper killed, and the event came again."""
        return [json.dumps(json.loads(line)["event"], ensure_ascii=False).encode()
                for file in sorted(self.aside.glob("*.jsonl"))
                for line in file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]

    @property
    def aside(self) -> Path:
        """Where they stand."""
        return self.journal_dir / "set-aside"
