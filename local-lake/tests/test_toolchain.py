"""The JDK on PATH: its version is read, not asked for, where it stands in a file of its own."""

import pytest

from lake import toolchain
from lake.errors import LakeError


@pytest.fixture(name="jdk")
def jdk_on_path(tmp_path, monkeypatch):
    """Makes a JDK whose javac says a version, and whose release says another."""
    def make(said: str, release=None):
        (tmp_path / "jdk/bin").mkdir(parents=True)
        for name in ("java", "javac", "mvn"):
            file = tmp_path / "jdk/bin" / name
            file.write_text(f"#!/bin/sh\necho {said}\n", encoding="ascii")
            file.chmod(0o700)
        if release:
            (tmp_path / "jdk/release").write_text(release, encoding="ascii")
        # A distribution's names lead to the JDK, as Debian's alternatives do.
        (tmp_path / "bin").mkdir()
        for name in ("java", "javac", "mvn"):
            (tmp_path / "bin" / name).symlink_to(tmp_path / "jdk/bin" / name)
        monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return make


@pytest.mark.parametrize("release", [
    'IMPLEMENTOR="Debian"\nJAVA_VERSION="17.0.15"\n', 'JAVA_VERSION="21"\n'])
def test_the_jdks_own_file_tells_without_a_jvm(jdk, release):
    jdk("javac 1.8.0", release)
    toolchain.check()


@pytest.mark.parametrize("said, release", [
    ("javac 17", 'JAVA_VERSION="11.0.2"\n'), ("javac 17", 'JAVA_VERSION="1.8.0_392"\n'),
    ("javac 11.0.2", None), ("javac 1.8.0", 'IMPLEMENTOR="of no version"\n'), ("nothing", None)])
def test_what_is_too_old_is_refused_in_a_line(jdk, said, release):
    jdk(said, release)
    with pytest.raises(LakeError, match="JDK 17 or later is needed, and javac on PATH"):
        toolchain.check()


def test_where_there_is_no_such_file_javac_is_asked(jdk):
    jdk("javac 17.0.1")
    toolchain.check()


def test_what_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(LakeError, match="Not found on PATH: java, javac, mvn"):
        toolchain.check()
