"""Configuration of the hub: where everything stands that it speaks to."""

from lake import keystone_people, own_properties, postgres_conf
from lake.files import generated
from lake.settings import Settings
from lake.swift_conf import CLUSTER

CONSOLE_USER = "sluice"


def text(settings: Settings, account: str) -> str:
    """What every hub of this lake is told."""
    secrets = settings.folder("secrets")

    def address(name: str) -> str:
        return f"127.0.0.1:{settings.port(name)}"

    return f"""http.host=127.0.0.1
http.port={settings.port("hub")}
events.keys-file={secrets}/webhook-keys
api.key-file={secrets}/hub-api-key
kafka.bootstrap={address("kafka")}
mongodb.uri=mongodb://{address("mongodb")}
influx.url=http://{address("influxdb")}
neo4j.uri=bolt://{address("neo4j")}
gold.sql.url=jdbc:postgresql://{address("postgresql")}/{postgres_conf.DATABASE}
gold.sql.user={postgres_conf.USER}
gold.sql.password-file={secrets}/sql
keystone.url=http://{address("keystone")}/v3
keystone.user={keystone_people.HUB_USER}
keystone.password-file={secrets}/hub-service
keystone.user-domain=Default
keystone.project={keystone_people.SERVICE_PROJECT}
keystone.project-domain=Default
swift.url=http://{address("proxy")}
lake.cluster={CLUSTER}
lake.accounts={account}
lake.projects-file={settings.root}/config/projects.json
routes.dir={settings.root}/routes
routes.properties-file={settings.folder("etc/routes.properties")}
"""


def console(settings: Settings) -> str:
    """What opens a hub to Hawtio and to Camel's own command."""
    return f"""console.host=127.0.0.1
console.port={settings.port("console")}
console.user={CONSOLE_USER}
console.password-file={settings.folder("secrets/console")}
console.tools-dir={settings.folder("run")}
"""


def hub(settings: Settings) -> str:
    """hub.properties, with what the user adds; the account is known once Keystone is set up."""
    return (text(settings, keystone_people.lake_account(settings)) + console(settings)
            + own_properties.added(settings, own_properties.HUB))


def services(settings: Settings) -> str:
    """Where the lake's own services are, as routes name them."""
    return f"rooms.url=http://127.0.0.1:{settings.port('rooms')}\n"


def routes(settings: Settings) -> str:
    """routes.properties: what routes name as placeholders, with what the user adds."""
    return services(settings) + own_properties.added(settings, own_properties.ROUTES)


def prepare(settings: Settings) -> None:
    """Writes both files."""
    generated(settings.folder("etc/hub.properties"), hub(settings))
    generated(settings.folder("etc/routes.properties"), routes(settings))
