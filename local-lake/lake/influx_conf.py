"""Configuration of InfluxDB 1.6 under the lake's folder."""

from lake.files import generated
from lake.settings import Settings


def text(settings: Settings) -> str:
    """influxdb.conf: HTTP on this machine only, no statistics sent home or kept."""
    data = settings.folder("data/influxdb")
    return f"""reporting-disabled = true
bind-address = "127.0.0.1:{settings.port("influxdb_rpc")}"

[meta]
dir = "{data}/meta"

[data]
dir = "{data}/data"
wal-dir = "{data}/wal"
index-version = "tsi1"
query-log-enabled = false
cache-max-memory-size = "128m"

[http]
bind-address = "127.0.0.1:{settings.port("influxdb")}"
log-enabled = false
auth-enabled = false

[monitor]
store-enabled = false

[subscriber]
enabled = false

[continuous_queries]
log-enabled = false
"""


def write(settings: Settings) -> None:
    """Writes influxdb.conf."""
    generated(settings.folder("etc/influxdb.conf"), text(settings))
    settings.folder("data/influxdb").mkdir(parents=True, exist_ok=True)
