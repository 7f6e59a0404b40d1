"""The settings of a local lake: one table, read from three places.

`config/local-lake.conf` is shipped; `sluice.local.conf` at the checkout's root, which git ignores,
overrides it; the environment overrides both.
"""

import difflib
import os
from dataclasses import dataclass
from pathlib import Path

from lake.errors import WRONG_USAGE, LakeError

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "config" / "local-lake.conf"
LOCAL = ROOT / "sluice.local.conf"


@dataclass(frozen=True)
class Setting:
    """One row of the table: a whole number within a range, or a text."""

    key: str
    default: object
    about: str
    least: int = 1
    most: int = 65535


def _port(part: str, default: int, about: str) -> Setting:
    return Setting(f"SLUICE_PORT_{part}", default, about)


TABLE = (
    Setting("SLUICE_LAKE", ".lake", "folder of the lake; a relative path starts at the checkout"),
    Setting("SLUICE_PORT_OFFSET", 0, "added to every port, for a second lake beside the first",
            0, 40000),
    Setting("SLUICE_PROPERTIES", ".", "folder of hub.local.properties and routes.local.properties, "
            "from the checkout"),
    _port("MEMCACHED", 15211, "memcached, Swift's cache of tokens and containers"),
    _port("KEYSTONE", 15000, "Keystone, who may do what"),
    _port("ACCOUNT", 15062, "Swift's account server"),
    _port("CONTAINER", 15061, "Swift's container server"),
    _port("OBJECT", 15060, "Swift's object server"),
    _port("PROXY", 15080, "Swift's proxy: where clients upload"),
    _port("SHIPPER", 15091, "health and metrics of the event shipper"),
    _port("KAFKA", 15092, "Kafka"),
    _port("KAFKA_CONTROLLER", 15093, "Kafka's controller"),
    _port("MONGODB", 15017, "MongoDB's protocol: catalogue and documents"),
    _port("INFLUXDB", 15086, "InfluxDB: time series"),
    _port("INFLUXDB_RPC", 15088, "InfluxDB's backup port"),
    _port("NEO4J", 15687, "Neo4j's Bolt: graphs"),
    _port("POSTGRESQL", 15432, "PostgreSQL: tables"),
    _port("ROOMS", 15070, "the demo's room names"),
    _port("HUB", 15090, "the hub: events in, questions answered"),
    _port("CONSOLE", 15094, "the hub's console: Hawtio"),
    Setting("SLUICE_HEAP_KAFKA", 320, "Java heap of Kafka, MiB", 64, 65536),
    Setting("SLUICE_HEAP_MONGODB", 1024, "Java heap of the MongoDB server, MiB", 64, 65536),
    Setting("SLUICE_HEAP_NEO4J", 384, "Java heap of Neo4j, MiB", 64, 65536),
    Setting("SLUICE_HEAP_HUB", 512, "Java heap of the hub, MiB", 64, 65536),
    Setting("SLUICE_SHIPPER_HEARTBEAT", 30, "how long a journal is idle before the shipper tells "
            "the hub so, seconds", 1, 86400),
    Setting("SLUICE_START_SECONDS", 180, "how long a part may take to come up, seconds", 1, 3600),
)
ROWS = {setting.key: setting for setting in TABLE}
OWNED_PREFIXES = ("SLUICE_PORT_", "SLUICE_HEAP_")


def read_file(path: Path) -> dict:
    """Reads `KEY = value` lines; a line that is none is refused with its number."""
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, equals, value = line.partition("=")
        if not equals:
            raise LakeError(f"{path}:{number}: {line!r} is not of the form KEY = value.",
                            WRONG_USAGE)
        values[key.strip()] = (value.strip(), f"{path}:{number}")
    return values


def checked(key: str, text, where: str):
    """The value of a setting, or an error that says what is wrong with it, and where it stands."""
    if key not in ROWS:
        near = difflib.get_close_matches(key, ROWS, 1, 0.6)
        meant = f" Did you mean {near[0]}?" if near else ""
        raise LakeError(f"{where}: there is no setting {key}.{meant}", WRONG_USAGE)
    row = ROWS[key]
    if isinstance(row.default, str):
        return text
    try:
        number = int(text)
    except ValueError:
        number = None
    if number is None or not row.least <= number <= row.most:
        raise LakeError(f"{where}: {key} is {text!r}; it must be a whole number from {row.least} "
                        f"to {row.most} ({row.about}).", WRONG_USAGE)
    return number


class Settings:
    """All settings with their values, and the places that follow from them."""

    def __init__(self, values: dict):
        self.values = values
        self.root = ROOT
        self.lake = self._place("SLUICE_LAKE")
        self.properties = self._place("SLUICE_PROPERTIES")

    def _place(self, key: str) -> Path:
        return Path(os.path.normpath(ROOT / Path(self.values[key]).expanduser()))

    def port(self, name: str) -> int:
        """The port of `proxy`, `kafka`, `kafka_controller` …, the offset included."""
        return self.values[f"SLUICE_PORT_{name.upper()}"] + self.values["SLUICE_PORT_OFFSET"]

    def ports(self) -> dict:
        """Every port by its name."""
        names = [key[len("SLUICE_PORT_"):].lower() for key in ROWS
                 if key.startswith("SLUICE_PORT_") and key != "SLUICE_PORT_OFFSET"]
        return {name: self.port(name) for name in names}

    def heap(self, name: str) -> int:
        """The Java heap of a part, in MiB."""
        return self.values[f"SLUICE_HEAP_{name.upper()}"]

    @property
    def start_seconds(self) -> int:
        """How long a part may take to come up."""
        return self.values["SLUICE_START_SECONDS"]

    def folder(self, *names: str) -> Path:
        """A place within the lake's folder: etc, data, log, run or secrets, and below."""
        return self.lake.joinpath(*names)

    def log(self, part: str) -> Path:
        """The log file of a part."""
        return self.lake / "log" / f"{part}.log"


def load(shipped: Path = SHIPPED, local: Path = LOCAL, environment=None) -> Settings:
    """Reads all three places and checks every value."""
    environment = os.environ if environment is None else environment
    found = read_file(shipped) if shipped.exists() else {}
    found.update(read_file(local) if local.exists() else {})
    for key, text in environment.items():
        if key in ROWS or key.startswith(OWNED_PREFIXES):
            found[key] = (text, "environment")
    values = {row.key: row.default for row in TABLE}
    values.update({key: checked(key, text, where) for key, (text, where) in found.items()})
    settings = Settings(values)
    _check_ports(settings)
    _check_path(settings.lake)
    _check_path(settings.root)
    return settings


def _check_ports(settings: Settings) -> None:
    taken = {}
    for name, port in settings.ports().items():
        if port > 65535:
            raise LakeError(f"SLUICE_PORT_{name.upper()} with SLUICE_PORT_OFFSET comes to {port}; "
                            f"ports end at 65535.", WRONG_USAGE)
        if port in taken:
            raise LakeError(f"SLUICE_PORT_{name.upper()} and SLUICE_PORT_{taken[port].upper()} are "
                            f"both {port}. Give one of them another port.", WRONG_USAGE)
        taken[port] = name


def _check_path(path: Path) -> None:
    bad = sorted(set(str(path)) & set(":;%$\"'\\\n\r*?[]{}#,"))
    if bad:
        raise LakeError(f"The path {str(path)!r} holds {' '.join(map(repr, bad))}, which the "
                        f"parts' settings can not express. Put it elsewhere (SLUICE_LAKE for the "
                        f"lake).", WRONG_USAGE)
