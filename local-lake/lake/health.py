"""Asks the parts whether they are well: each check returns, or raises OSError with the reason."""

import http.client
import json
import time

from lake import credentials, keystone_people, postgres_conf, wire

TIMEOUT = 3.0
PASS_SECONDS = 60


def http_get(port: int, path: str, method: str = "GET", headers=None, timeout=TIMEOUT):
    """Status, headers and body of an answer from a port of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    except http.client.HTTPException as error:
        raise OSError(f"{method} {path}: no valid HTTP answer ({error!r})") from error
    finally:
        connection.close()


def answers(name: str, path: str, good=(200, 204), timeout=TIMEOUT):
    """A check that a part answers a path with one of the good statuses."""
    def check(settings) -> None:
        status, _, body = http_get(settings.port(name), path, timeout=timeout)
        if status not in good:
            raise OSError(f"GET {path} answered {status}: {_reason(body)}")
    return check


def _reason(body: bytes) -> str:
    """The reason in a part's answer, short: its checks that are not well, or its first words."""
    try:
        told = json.loads(body)
        bad = [f"{name}: {one.get('detail') or one.get('status')}"
               for name, one in told.get("checks", {}).items()
               if str(one.get("status", "")).upper() not in ("UP", "OK")]
        return "; ".join(bad) or str(told.get("reason") or told.get("error") or told)[:300]
    except (ValueError, AttributeError):
        return body[:200].decode(errors="replace").strip()


def shipper(settings):
    """The shipper answers; that it holds events back while the hub is away is only a remark."""
    status, _, body = http_get(settings.port("shipper"), "/health")
    if status not in (200, 503):
        raise OSError(f"GET /health answered {status}: {_reason(body)}")
    return None if status == 200 else f"holding: {_reason(body)}"


def expirer(settings) -> None:
    """The expirer has made a pass of late."""
    try:
        age = time.time() - settings.folder("run/expirer.passed").stat().st_mtime
    except FileNotFoundError:
        raise OSError("it has not made its first pass yet") from None
    if age > PASS_SECONDS:
        raise OSError(f"its last pass ended {age:.0f} s ago")


def hub(settings) -> None:
    """The hub is ready: it and all that it speaks to."""
    answers("hub", "/v1/health/ready", timeout=15)(settings)


def memcached(settings) -> None:
    """memcached tells its version."""
    wire.memcached_version(settings.port("memcached"), TIMEOUT)


def kafka(settings) -> None:
    """Kafka answers ApiVersions."""
    wire.kafka_api_versions(settings.port("kafka"), TIMEOUT)


def mongodb(settings) -> None:
    """MongoDB answers ping."""
    wire.mongo_ping(settings.port("mongodb"), TIMEOUT)


def neo4j(settings) -> None:
    """Neo4j agrees on a version of Bolt."""
    wire.bolt_version(settings.port("neo4j"), TIMEOUT)


def postgresql(settings) -> None:
    """PostgreSQL takes connections: it asks for the password."""
    wire.postgresql_asks(settings.port("postgresql"), postgres_conf.USER, postgres_conf.DATABASE,
                         TIMEOUT)


def proxy(settings) -> None:
    """The proxy answers, and shows the uploader their account: the whole path of a request."""
    answers("proxy", "/healthcheck")(settings)
    token, account = _uploader(settings)
    status, _, _ = http_get(settings.port("proxy"), f"/v1/{account}", "HEAD",
                            {"X-Auth-Token": token}, timeout=10)
    if status not in (200, 204):
        raise OSError(f"HEAD of the account {account} answered {status}")


def _uploader(settings):
    password = credentials.read(settings.folder("secrets"), "uploader")
    scope = {"project": {"name": keystone_people.PROJECT, "domain": {"id": "default"}}}
    user = {"name": keystone_people.UPLOADER, "domain": {"id": "default"}, "password": password}
    connection = http.client.HTTPConnection("127.0.0.1", settings.port("keystone"), timeout=10)
    try:
        connection.request("POST", "/v3/auth/tokens", json.dumps({"auth": {
            "identity": {"methods": ["password"], "password": {"user": user}}, "scope": scope}}),
            {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told = json.loads(answer.read())
    except (http.client.HTTPException, ValueError) as error:
        raise OSError(f"Keystone gave no token: {error!r}") from error
    finally:
        connection.close()
    if answer.status != 201:
        raise OSError(f"Keystone gave {keystone_people.UPLOADER} no token: {answer.status}")
    return answer.getheader("X-Subject-Token"), "AUTH_" + told["token"]["project"]["id"]
