"""The folder of jars beside the hub's own is on its class path, and `up` sees what is in it."""

import os

import pytest

from lake import fingerprint, jvm


@pytest.fixture(name="jars")
def folder_of_jars(settings, tmp_path):
    """The folder, in a checkout of the test's own."""
    settings.root = tmp_path / "checkout"
    folder = settings.root / "lib"
    folder.mkdir(parents=True)
    return folder


def test_the_hub_has_it_behind_its_own_and_no_other_part_has_it(settings, jars):
    hub = jvm.hub(settings).command
    path = hub[hub.index("-cp") + 1]
    assert path == jvm.class_path(settings, "camel-hub")
    assert path.split(":") == [f"{settings.root}/camel-hub/target/classes",
                               f"{settings.root}/camel-hub/target/lib/*", f"{jars}/*"]
    for other in (jvm.kafka, jvm.mongodb, jvm.neo4j):
        assert not any(f"{jars}/*" in word for word in other(settings).command)


def test_up_starts_the_hub_anew_when_a_jar_comes_or_goes_however_old_it_is(settings, jars):
    hub, kafka = jvm.hub(settings), jvm.kafka(settings)
    for part in (hub, kafka):
        fingerprint.keep(settings, part)
    jar = jars / "camel-jdbc.jar"
    jar.write_bytes(b"PK")
    os.utime(jar, (0, 0))
    assert not fingerprint.same(settings, hub) and fingerprint.same(settings, kafka)
    fingerprint.keep(settings, hub)
    assert fingerprint.same(settings, hub)
    jar.unlink()
    assert not fingerprint.same(settings, hub)
