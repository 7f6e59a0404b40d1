"""Which version of each part this is, asked of the part or read from what it is started from."""

import json
import re
import xml.etree.ElementTree as xml
import zipfile

from lake import health, packages, wire
from lake.settings import ROOT, Settings


def of_package(package: str):
    """The version of a Debian package, without Debian's own suffixes."""
    def read(_settings: Settings) -> str:
        told = packages.version(package) or "not installed"
        return re.sub(r"^\d+:|[+~-].*$", "", told)
    return read


def of_jar(home: str, artifact: str):
    """The version that a module's library names in its pom.properties, or else in its name."""
    def read(settings: Settings) -> str:
        found = sorted((settings.root / home / "target/lib").glob(f"{artifact}-[0-9]*"))
        if not found:
            return "not built"
        with zipfile.ZipFile(found[-1]) as jar:
            for name in jar.namelist():
                if name.endswith(f"/{artifact}/pom.properties"):
                    told = re.search(r"^version=(\S+)", jar.read(name).decode(), re.M)
                    if told:
                        return told.group(1)
        return found[-1].stem[len(artifact) + 1:]
    return read


def sluice(_settings=None) -> str:
    """The version of this checkout, from its root pom."""
    pom = xml.parse(ROOT / "pom.xml").getroot()
    return pom.findtext("{http://maven.apache.org/POM/4.0.0}version", "unknown")


def hub(settings: Settings) -> str:
    """The version of this checkout, and of the Camel that it runs on."""
    return f"{sluice()} (Camel {of_jar('camel-hub', 'camel-api')(settings)})"


def memcached(settings: Settings) -> str:
    """What the running memcached says."""
    try:
        return wire.memcached_version(settings.port("memcached"), health.TIMEOUT)
    except OSError:
        return of_package("memcached")(settings)


def influxdb(settings: Settings) -> str:
    """What the running InfluxDB says."""
    try:
        _, headers, _ = health.http_get(settings.port("influxdb"), "/ping")
        return headers.get("X-Influxdb-Version") or of_package("influxdb")(settings)
    except OSError:
        return of_package("influxdb")(settings)


def swift(settings: Settings) -> str:
    """What the running proxy says in /info."""
    try:
        _, _, body = health.http_get(settings.port("proxy"), "/info")
        return json.loads(body)["swift"]["version"]
    except (OSError, ValueError, KeyError):
        return of_package("python3-swift")(settings)
