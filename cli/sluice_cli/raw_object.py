"""Reads an object of the lake: what the hub knows of it, and its bytes from Swift."""

import os
import subprocess
from pathlib import Path

from lake import exports
from lake.errors import FINDING, LakeError
from sluice_cli.hub import HubError
from sluice_cli.text import shown

SWIFT = "/usr/bin/swift"


def trace_of(hub, container: str, name: str, account=None) -> dict:
    """The object's trace, or an error that it is not known."""
    try:
        return hub.get("/v1/trace", container=container, object=name, account=account)
    except HubError as error:
        if error.status == 404:
            raise LakeError(f"{shown(container)}/{shown(name)} is not known to the hub.",
                            FINDING) from None
        raise


def described(trace: dict, route: str) -> dict:
    """The object as an example's object.json would have it."""
    document = trace.get("document") or {}
    versions = [run["version"] for run in trace.get("runs", [])
                if run.get("route") == route and run.get("event_id") == trace.get("event_id")
                and run.get("version")]
    said = {
        "name": trace["object"], "container": trace["container"], "account": trace["account"],
        "project": trace.get("project"), "content_type": trace.get("content_type"),
        "version": versions[-1] if versions else trace.get("timestamp"),
        "swift_id": document.get("swift_object_id"),
        "original_name": document.get("original_object_name"),
        "user": document.get("swift_user"), "application": document.get("application"),
        "data_processing": document.get("data_processing"),
        "other_data": document.get("other_data"), "user_meta": document.get("user_meta")}
    return {key: value for key, value in said.items() if value is not None}


def download(settings, container: str, name: str, folder: Path) -> Path:
    """The object's bytes in a file, read as the user whom OS_AUTH_URL names, or the lake's."""
    variables = dict(os.environ)
    if "OS_AUTH_URL" not in variables:
        variables.update(exports.variables(settings))
    ending = Path(name).suffix
    file = folder / f"object{ending if ending[1:].isalnum() else ''}"
    done = subprocess.run([SWIFT, "download", container, name, "-o", str(file)], env=variables,
                          capture_output=True, text=True, check=False)
    if done.returncode or not file.exists():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise LakeError(f"Swift does not give {shown(container)}/{shown(name)}: "
                        f"{shown(said[-1]) if said else 'no word'}.", FINDING)
    return file
