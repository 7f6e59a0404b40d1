"""Who may hand events to the hub, and what it answers to those that are none."""

import base64
import hashlib
import hmac
import os
import time
from pathlib import Path


def signed(body: bytes, key: bytes, at=None) -> dict:
    stamp = str(int(time.time()) if at is None else at)
    mac = hmac.new(key, b"msg_1." + stamp.encode() + b"." + body, hashlib.sha256).digest()
    return {"Content-Type": "application/cloudevents-batch+json", "webhook-id": "msg_1",
            "webhook-timestamp": stamp,
            "webhook-signature": "v1," + base64.b64encode(mac).decode()}


def the_key() -> bytes:
    file = Path(os.environ["SLUICE_API_KEY_FILE"]).parent / "webhook-keys"
    return base64.b64decode(file.read_text(encoding="ascii").split()[0].replace("whsec_", ""))


def test_a_wrong_signature_is_refused(lake):
    status, answer = lake.ask("POST", "/v1/events", b"[]", signed(b"[]", b"wrong"))
    assert (status, answer["error"]["code"]) == (401, "signature-refused")


def test_no_signature_is_refused(lake):
    assert lake.ask("POST", "/v1/events", b"[]", {})[0] == 401


def test_an_old_batch_is_refused(lake):
    headers = signed(b"[]", the_key(), time.time() // 1 - 3600)
    assert lake.ask("POST", "/v1/events", b"[]", headers)[0] == 401


def test_what_is_no_batch_is_answered_with_the_field(lake):
    status, answer = lake.ask("POST", "/v1/events", b"{}", signed(b"{}", the_key()))
    assert (status, answer["error"]["field"]) == (400, "/")


def test_a_bad_event_is_named_by_its_index(lake):
    body = b'[{"specversion": "1.0"}]'
    status, answer = lake.ask("POST", "/v1/events", body, signed(body, the_key()))
    assert status == 400 and answer["bad"][0]["index"] == 0 and answer["bad"][0]["field"]


def test_the_api_asks_for_its_key(lake):
    assert lake.ask("GET", "/v1/routes", b"", {})[0] == 401
    assert lake.ask("GET", "/v1/health/live", b"", {})[0] == 200
