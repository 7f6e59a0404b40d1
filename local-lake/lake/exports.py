"""What a shell needs to speak to the lake."""

import shlex

from lake import credentials, keystone_people, postgres_conf
from lake.settings import Settings


def variables(settings: Settings) -> dict:
    """Names and values: OpenStack's and S3's own names for the uploader, places of the parts."""
    secrets = settings.folder("secrets")

    def address(name: str) -> str:
        return f"127.0.0.1:{settings.port(name)}"

    return {
        "OS_AUTH_URL": f"http://{address('keystone')}/v3",
        "OS_USERNAME": keystone_people.UPLOADER,
        "OS_PASSWORD": credentials.read(secrets, "uploader"),
        "OS_PROJECT_NAME": keystone_people.PROJECT,
        "OS_USER_DOMAIN_NAME": "Default",
        "OS_PROJECT_DOMAIN_NAME": "Default",
        "OS_IDENTITY_API_VERSION": "3",
        "AWS_ACCESS_KEY_ID": credentials.read(secrets, "uploader-s3-access"),
        "AWS_SECRET_ACCESS_KEY": credentials.read(secrets, "uploader-s3-secret"),
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL_S3": f"http://{address('proxy')}",
        "SLUICE_HUB_URL": f"http://{address('hub')}",
        "SLUICE_MONGODB_URI": f"mongodb://{address('mongodb')}",
        "SLUICE_INFLUX_URL": f"http://{address('influxdb')}",
        "SLUICE_NEO4J_URI": f"bolt://{address('neo4j')}",
        "SLUICE_SQL_URL": f"postgresql://{postgres_conf.USER}:{credentials.read(secrets, 'sql')}"
                          f"@{address('postgresql')}/{postgres_conf.DATABASE}",
        "SLUICE_KAFKA": address("kafka"),
        "SLUICE_API_KEY_FILE": str(secrets / "hub-api-key"),
    }


def text(settings: Settings) -> str:
    """The variables as `export` lines of a shell."""
    return "\n".join(f"export {name}={shlex.quote(value)}"
                     for name, value in variables(settings).items())
