"""Configuration of Swift on one device with one replica, all of it under the lake's folder."""

import pwd
import os
from pathlib import Path

from lake import credentials
from lake.files import generated
from lake.settings import Settings

CLUSTER = "lake1"
RESELLER_ADMIN_ROLE = "reseller_admin"

PIPELINE = ("catch_errors gatekeeper healthcheck proxy-logging cache listing_formats bulk tempurl "
            "formpost authtoken s3api s3token keystoneauth sluice_copy_source copy "
            "container-quotas account-quotas slo sluice dlo versioned_writes symlink "
            "proxy-logging proxy-server")
PLAIN = ("catch_errors", "gatekeeper", "healthcheck", "listing_formats", "bulk", "tempurl",
         "formpost", "s3api", "copy", "container-quotas", "account-quotas", "slo", "dlo", "symlink")
EGG_NAMES = {"container-quotas": "container_quotas", "account-quotas": "account_quotas"}
# All of a lake may be on two cores: where Swift's own times for a cluster are over, a part that is
# slow for a moment would count as dead, and a listing would show an object minutes later.
PATIENT = "conn_timeout = 10\nnode_timeout = 60\n"
PATIENT_CACHE = "connect_timeout = 10\npool_timeout = 10\nio_timeout = 10\n"


def user() -> str:
    """The user that runs the lake."""
    return pwd.getpwuid(os.geteuid()).pw_name


def swift_conf(suffix: str) -> str:
    """swift.conf: the hash suffix that object paths are made with, and the one storage policy."""
    return (f"[swift-hash]\nswift_hash_path_suffix = {suffix}\n\n"
            "[storage-policy:0]\nname = local\ndefault = yes\n")


def storage(settings: Settings, kind: str) -> str:
    """Configuration of the account, container or object server."""
    return f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {settings.port(kind)}
workers = 1
user = {user()}
swift_dir = {settings.folder("etc/swift")}
devices = {settings.folder("data/swift")}
mount_check = false
log_name = {kind}
log_level = INFO
fallocate_reserve = 0

[pipeline:main]
pipeline = healthcheck {kind}-server

[app:{kind}-server]
use = egg:swift#{kind}
log_requests = false
{PATIENT}container_update_timeout = 15

[filter:healthcheck]
use = egg:swift#healthcheck

[{kind}-replicator]
[{kind}-updater]
recon_cache_path = {settings.folder("run")}

[{kind}-auditor]
"""


def proxy(settings: Settings, swift_password: str) -> str:
    """proxy-server.conf, whose pipeline lists by name what Swift would else insert by itself."""
    sections = [f"""[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {settings.port("proxy")}
workers = 2
user = {user()}
swift_dir = {settings.folder("etc/swift")}
log_name = proxy
log_level = INFO
expose_info = true

[pipeline:main]
pipeline = {PIPELINE}

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = false
{PATIENT}
[filter:proxy-logging]
use = egg:swift#proxy_logging
access_log_level = WARNING

[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{settings.port("memcached")}
{PATIENT_CACHE}
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true

[filter:authtoken]
paste.filter_factory = keystonemiddleware.auth_token:filter_factory
www_authenticate_uri = http://127.0.0.1:{settings.port("keystone")}/v3
auth_url = http://127.0.0.1:{settings.port("keystone")}/v3
auth_type = password
project_domain_id = default
user_domain_id = default
project_name = service
username = swift
password = {swift_password}
delay_auth_decision = True
memcached_servers = 127.0.0.1:{settings.port("memcached")}
service_token_roles = admin
service_token_roles_required = True
include_service_catalog = False

[filter:s3token]
use = egg:swift#s3token
auth_uri = http://127.0.0.1:{settings.port("keystone")}/v3
auth_url = http://127.0.0.1:{settings.port("keystone")}/v3
auth_type = password
project_domain_id = default
user_domain_id = default
project_name = service
username = swift
password = {swift_password}
delay_auth_decision = True
secret_cache_duration = 60

[filter:keystoneauth]
use = egg:swift#keystoneauth
operator_roles = admin, member
reseller_admin_role = {RESELLER_ADMIN_ROLE}

[filter:sluice_copy_source]
paste.filter_factory = sluice_swift.copy_source:filter_factory

{sluice(settings, "proxy1")}"""]
    sections += [f"[filter:{name}]\nuse = egg:swift#{EGG_NAMES.get(name, name)}\n"
                 for name in PLAIN]
    return "\n".join(sections)


def sluice(settings: Settings, name: str) -> str:
    """The filter's section; each pipeline that holds it journals under a name of its own."""
    return f"""[filter:sluice]
paste.filter_factory = sluice_swift.filter:filter_factory
journal_dir = {settings.folder("data/journal")}
cluster = {CLUSTER}
proxy_name = {name}
"""


def internal_client(settings: Settings) -> str:
    """internal-client.conf: by it the expirer deletes, and the shipper asks, without a token."""
    return f"""[DEFAULT]
swift_dir = {settings.folder("etc/swift")}
user = {user()}

[pipeline:main]
pipeline = catch_errors proxy-logging cache sluice symlink proxy-server

[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
{PATIENT}
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{settings.port("memcached")}
{PATIENT_CACHE}
[filter:proxy-logging]
use = egg:swift#proxy_logging
access_log_level = WARNING

[filter:catch_errors]
use = egg:swift#catch_errors

[filter:symlink]
use = egg:swift#symlink

{sluice(settings, "internal1")}"""


def deletes(settings: Settings) -> str:
    """The object expirer's settings; it takes a file with its name in its path for more."""
    return f"""[DEFAULT]
swift_dir = {settings.folder("etc/swift")}
user = {user()}
log_name = expirer

[object-expirer]
internal_client_conf_path = {settings.folder("etc/swift/internal-client.conf")}
dequeue_from_legacy = true
recon_cache_path = {settings.folder("run")}
"""


def write(settings: Settings) -> None:
    """Writes all of Swift's configuration."""
    etc = settings.folder("etc/swift")
    secrets = settings.folder("secrets")
    generated(etc / "swift.conf", swift_conf(credentials.read(secrets, "swift-hash-suffix")))
    for kind in ("account", "container", "object"):
        generated(etc / f"{kind}-server.conf", storage(settings, kind))
    password = credentials.read(secrets, "swift-service")
    generated(etc / "proxy-server.conf", proxy(settings, password))
    generated(etc / "internal-client.conf", internal_client(settings))
    generated(etc / "deletes.conf", deletes(settings))
    for folder in ("data/swift/d1", "data/journal"):
        Path(settings.folder(folder)).mkdir(parents=True, exist_ok=True)
