"""The users, roles, projects and services of a lake, made in a running Keystone."""

from lake import credentials
from lake.files import generated
from lake.keystone_api import Keystone
from lake.settings import Settings
from lake.swift_conf import RESELLER_ADMIN_ROLE

PROJECT = "lake"
UPLOADER = "uploader"
HUB_USER = "sluice"
SERVICE_PROJECT = "service"


def settle(settings: Settings) -> None:
    """Makes what is missing; does nothing when this lake's ports and people are as they were."""
    keystone_url = f"http://127.0.0.1:{settings.port('keystone')}/v3"
    swift_url = f"http://127.0.0.1:{settings.port('proxy')}/v1/AUTH_%(tenant_id)s"
    done = settings.folder("data/keystone/people")
    access, secret = (credentials.read(settings.folder("secrets"), f"uploader-s3-{one}")
                      for one in ("access", "secret"))
    mark = f"{keystone_url} {swift_url} {access}"
    if done.exists() and done.read_text().startswith(mark + "\n"):
        return
    secrets = settings.folder("secrets")
    keystone = Keystone(settings.port("keystone"), credentials.read(secrets, "keystone-admin"))
    service_project = keystone.ensure("project", {"name": SERVICE_PROJECT, "domain_id": "default"})
    lake = keystone.ensure("project", {"name": PROJECT, "domain_id": "default"})
    admin = keystone.ensure("role", {"name": "admin"})
    member = keystone.ensure("role", {"name": "member"})
    reseller = keystone.ensure("role", {"name": RESELLER_ADMIN_ROLE})
    swift = keystone.ensure_user("swift", credentials.read(secrets, "swift-service"))
    hub = keystone.ensure_user(HUB_USER, credentials.read(secrets, "hub-service"))
    uploader = keystone.ensure_user(UPLOADER, credentials.read(secrets, "uploader"))
    keystone.grant(service_project, swift, admin)
    keystone.grant(service_project, hub, reseller)
    keystone.grant(lake, uploader, member)
    keystone.ensure_ec2(uploader, lake, access, secret)
    store = {"name": "swift", "type": "object-store", "description": "Swift"}
    keystone.ensure_endpoints(keystone.ensure("service", store, "type"), swift_url)
    identity = {"name": "keystone", "type": "identity"}
    keystone.ensure_endpoints(keystone.ensure("service", identity, "type"), keystone_url)
    generated(done, f"{mark}\nlake_project={lake}\n")


def lake_account(settings: Settings) -> str:
    """The Swift account of project `lake`."""
    lines = settings.folder("data/keystone/people").read_text().splitlines()
    return "AUTH_" + dict(line.split("=", 1) for line in lines if "=" in line and
                          line.startswith("lake_project"))["lake_project"]
