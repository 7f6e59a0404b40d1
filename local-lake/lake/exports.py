"""What a shell needs to speak to the lake."""

import shlex

from lake import credentials, keystone_people
from lake.settings import Settings


def variables(settings: Settings) -> dict:
    """Names and values: OpenStack's own names for the uploader, and the places of the parts."""
    def address(name: str) -> str:
        return f"127.0.0.1:{settings.port(name)}"

    return {
        "OS_AUTH_URL": f"http://{address('keystone')}/v3",
        "OS_USERNAME": keystone_people.UPLOADER,
        "OS_PASSWORD": credentials.read(settings.folder("secrets"), "uploader"),
        "OS_PROJECT_NAME": keystone_people.PROJECT,
        "OS_USER_DOMAIN_NAME": "Default",
        "OS_PROJECT_DOMAIN_NAME": "Default",
        "OS_IDENTITY_API_VERSION": "3",
        "SLUICE_HUB_URL": f"http://{address('hub')}",
        "SLUICE_MONGODB_URI": f"mongodb://{address('mongodb')}",
        "SLUICE_INFLUX_URL": f"http://{address('influxdb')}",
        "SLUICE_NEO4J_URI": f"bolt://{address('neo4j')}",
        "SLUICE_KAFKA": address("kafka"),
        "SLUICE_API_KEY_FILE": str(settings.folder("secrets/hub-api-key")),
    }


def text(settings: Settings) -> str:
    """The variables as `export` lines of a shell."""
    return "\n".join(f"export {name}={shlex.quote(value)}"
                     for name, value in variables(settings).items())
