"""Configuration and first set-up of Keystone on SQLite, all of it under the lake's folder."""

import contextlib
import sqlite3
import subprocess

from lake import credentials
from lake.errors import LakeError
from lake.files import generated
from lake.settings import Settings


def text(settings: Settings) -> str:
    """keystone.conf."""
    data = settings.folder("data/keystone")
    return f"""[DEFAULT]
use_stderr = true
log_config_append =
default_log_levels = sqlalchemy=WARNING,dogpile=WARNING,oslo_policy=ERROR,keystone=WARNING

[database]
connection = sqlite:///{data}/keystone.db

[fernet_tokens]
key_repository = {data}/fernet-keys

[credential]
key_repository = {data}/credential-keys

[fernet_receipts]
key_repository = {data}/fernet-keys

[token]
provider = fernet
expiration = 43200

[identity]
# Passwords here are long and random; slow hashes only cost time at each log-in.
password_hash_rounds = 4

[oslo_policy]
policy_file = {settings.folder("etc/keystone")}/policy.yaml
"""


def environment(settings: Settings) -> dict:
    """What Keystone's programs look for."""
    etc = settings.folder("etc/keystone")
    return {"OS_KEYSTONE_CONFIG_DIR": f"{etc}/", "OS_KEYSTONE_CONFIG_FILES": "keystone.conf",
            "PATH": "/usr/bin:/bin", "HOME": str(settings.folder("run"))}


def write(settings: Settings) -> None:
    """Writes keystone.conf."""
    generated(settings.folder("etc/keystone/keystone.conf"), text(settings))
    generated(settings.folder("etc/keystone/policy.yaml"), "{}\n")


def prepare(settings: Settings) -> None:
    """Makes keys, tables and the administrator, once."""
    data = settings.folder("data/keystone")
    if (data / "prepared").exists():
        return
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in ("fernet-keys", "credential-keys"):
        (data / folder).mkdir(mode=0o700, exist_ok=True)
    # Without a write-ahead log, Keystone's own open readers lock out its writes.
    with contextlib.closing(sqlite3.connect(data / "keystone.db")) as database:
        database.execute("PRAGMA journal_mode=WAL")
    url = f"http://127.0.0.1:{settings.port('keystone')}/v3"
    command = ["/usr/bin/python3", "-m", "lake.keystone_setup",
               str(settings.folder("etc/keystone/keystone.conf"))]
    with open(settings.log("keystone-setup"), "ab") as log:
        code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env={
            **environment(settings), "PYTHONPATH": str(settings.root / "local-lake"),
            "OS_BOOTSTRAP_PASSWORD": credentials.read(settings.folder("secrets"), "keystone-admin"),
            "OS_BOOTSTRAP_PUBLIC_URL": url, "OS_BOOTSTRAP_INTERNAL_URL": url,
            "OS_BOOTSTRAP_ADMIN_URL": url, "OS_BOOTSTRAP_REGION_ID": "local"},
            check=False).returncode
    if code:
        raise LakeError(f"Keystone could not be set up (exit code {code}); its words are in "
                        f"{settings.log('keystone-setup')}.")
    (data / "prepared").touch()
