"""Writes generated configuration, touching only what changes."""

from pathlib import Path

from lake import credentials


def generated(path: Path, text: str) -> bool:
    """Makes the file hold the text, owner-only; answers whether it did not before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    credentials.write_private(path, text)
    return True
