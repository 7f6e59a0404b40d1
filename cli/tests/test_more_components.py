"""What stands in a checkout beside the hub: jars with more components, values of placeholders."""

import json
import zipfile

import pytest
from integrator import ROOT, THINGS, folder

from lake import jvm

pytestmark = pytest.mark.jar
SERVICE = "META-INF/services/org/apache/camel/component/"
# A scheme that is nowhere else; what it does, the hub's own libraries can.
HERALD = "class=org.apache.camel.component.log.LogComponent\n"
BUILT = (ROOT / jvm.HUB / "target/lib").is_dir()


@pytest.fixture(name="routes")
def folder_of_routes(tmp_path):
    """A folder with one route, which sends to the component."""
    routes = folder(tmp_path)
    (routes / "things/things.camel.yaml").write_text(
        THINGS + "        - to: herald:{{herald.where}}\n")
    return routes


@pytest.fixture(name="add")
def add_what_it_needs(tmp_path, monkeypatch):
    """Puts the jar and the value where a user puts them."""
    jars = tmp_path / "lib"
    monkeypatch.setattr(jvm, "MORE", str(jars))
    monkeypatch.setenv("SLUICE_PROPERTIES", str(tmp_path))
    monkeypatch.setenv("SLUICE_LAKE", str(tmp_path / "lake"))

    def add():
        jars.mkdir()
        with zipfile.ZipFile(jars / "camel-herald.jar", "w") as jar:
            jar.writestr(SERVICE, "")
            jar.writestr(SERVICE + "herald", HERALD)
        (tmp_path / "routes.local.properties").write_text("herald.where=here\n")
    return add


@pytest.mark.skipif(not BUILT, reason="the hub is not built: ./sluice check builds it")
def test_check_try_new_and_the_examples_know_both(routes, add, sluice, tmp_path):
    sample = tmp_path / "a.json"
    sample.write_text('{"n": 1}')
    at = ("--routes", str(routes))
    code, out, _ = sluice("check", *at)
    assert code == 1 and "There is no component 'herald'. One that Sluice does not bring" in out
    assert "The placeholder {{herald.where}} has no value" in out
    assert sluice("try", "things", str(sample), "--project", "neocampus", *at)[0] == 2
    add()
    assert sluice("check", *at)[0] == 0
    code, out, complaint = sluice("try", "things", str(sample), "--project", "neocampus", *at,
                                  "--save", "one", "--json")
    assert code == 0, complaint
    assert [one["to"] for one in json.loads(out)["told"]["sent"]] == ["herald://here"]
    assert sluice("test", "routes", "things", *at)[0] == 0
    assert sluice("new", "other", "--from", str(sample), *at)[0] == 0
