"""What `env` prints can be sourced as it stands."""

import subprocess

import pytest

from lake import credentials, exports
from lake.errors import NOT_REACHABLE, LakeError

NAMES = {
    "OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD", "OS_PROJECT_NAME", "OS_USER_DOMAIN_NAME",
    "OS_PROJECT_DOMAIN_NAME", "OS_IDENTITY_API_VERSION", "SLUICE_HUB_URL", "SLUICE_MONGODB_URI",
    "SLUICE_INFLUX_URL", "SLUICE_NEO4J_URI", "SLUICE_SQL_URL", "SLUICE_KAFKA",
    "SLUICE_API_KEY_FILE", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION",
    "AWS_ENDPOINT_URL_S3",
}


def test_a_shell_reads_back_every_value_whatever_it_holds(settings):
    credentials.make(settings.folder("secrets"))
    (settings.folder("secrets") / "uploader").write_text("it's a $HOME `id` \"x\" \\ !\n")
    wanted = exports.variables(settings)
    script = exports.text(settings) + "\n" + "\n".join(
        f'printf "%s\\0" "${name}"' for name in wanted)
    said = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.split("\0")[:-1] == list(wanted.values())


def test_every_name_that_is_promised_is_there(settings):
    credentials.make(settings.folder("secrets"))
    assert set(exports.variables(settings)) == NAMES


def test_without_a_lake_one_line_says_how_to_come_by_one(settings):
    with pytest.raises(LakeError) as refused:
        exports.text(settings)
    assert refused.value.code == NOT_REACHABLE
    assert "./sluice up" in str(refused.value) and "\n" not in str(refused.value)
