"""Configuration of the shipper, which takes events from the proxy's journal to the hub."""

from lake.files import generated
from lake.settings import Settings


def text(settings: Settings) -> str:
    """shipper.conf."""
    return f"""[shipper]
journal_dir = {settings.folder("data/journal")}
hub_url = http://127.0.0.1:{settings.port("hub")}/v1/events
keys_file = {settings.folder("secrets/webhook-keys")}
bind_ip = 127.0.0.1
bind_port = {settings.port("shipper")}
internal_client_conf = {settings.folder("etc/swift/internal-client.conf")}
log_level = INFO
heartbeat = {settings.values["SLUICE_SHIPPER_HEARTBEAT"]}
"""


def write(settings: Settings) -> None:
    """Writes shipper.conf."""
    generated(settings.folder("etc/shipper.conf"), text(settings))
