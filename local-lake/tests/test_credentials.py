"""Secrets are made once, and only their owner reads them."""

import base64
import stat

from lake import credentials


def test_secrets_stay_the_same_when_made_again(settings):
    folder = settings.folder("secrets")
    credentials.make(folder)
    before = {one.name: one.read_text() for one in folder.iterdir()}
    credentials.make(folder)
    assert {one.name: one.read_text() for one in folder.iterdir()} == before


def test_only_their_owner_may_read_them(settings):
    folder = settings.folder("secrets")
    credentials.make(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}


def test_the_webhook_key_is_a_standard_webhooks_key_of_32_bytes(settings):
    credentials.make(settings.folder("secrets"))
    prefix, _, key = credentials.read(settings.folder("secrets"), "webhook-keys").partition("_")
    assert prefix == "whsec" and len(base64.b64decode(key, validate=True)) == 32
