"""The lake's secrets: made once by `up`, kept by `down`, readable by their owner only."""

import base64
import os
import secrets
from pathlib import Path

from lake.errors import LakeError

PASSWORDS = ("keystone-admin", "swift-service", "hub-service", "uploader", "hub-api-key",
             "uploader-s3-access", "uploader-s3-secret", "swift-hash-suffix", "sql",
             "console")


def write_private(path: Path, text: str) -> None:
    """Writes a file whole, with mode 0600 from its first byte on."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(new, path)


def make(folder: Path) -> None:
    """Makes the secrets that are not there yet."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in PASSWORDS:
        if not (folder / name).exists():
            write_private(folder / name, secrets.token_hex(20) + "\n")
    if not (folder / "webhook-keys").exists():
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        write_private(folder / "webhook-keys", f"whsec_{key}\n")


def read(folder: Path, name: str) -> str:
    """One secret, or an error that says how to come by it."""
    try:
        return (folder / name).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise LakeError(f"There is no lake at {folder.parent} yet. "
                        f"Start one: ./sluice up") from None
    except PermissionError:
        raise LakeError(f"{folder / name} belongs to another user. Run this as the user who ran "
                        f"./sluice up.") from None
