"""The route that routes/README.md writes by hand: it is well, and makes what is said."""

import json
import re

import pytest
from integrator import ROOT, folder

pytestmark = pytest.mark.jar
README = (ROOT / "routes/README.md").read_text(encoding="utf-8")


@pytest.fixture(name="section")
def section_by_hand():
    """The page's section on writing a route."""
    return re.search(r"^## By hand\n(.*?)^## ", README, re.MULTILINE | re.DOTALL).group(1)


def test_the_log_of_the_page_goes_through_the_route_of_the_page(section, tmp_path, sluice):
    routes = folder(tmp_path)
    (routes / "doors").mkdir()
    route = re.search(r"^```yaml\n(.*?)^```", section, re.MULTILINE | re.DOTALL).group(1)
    (routes / "doors/doors.camel.yaml").write_text(route, encoding="utf-8")
    log = tmp_path / "doors.log"
    log.write_text("".join(re.findall(r"^    (.*(?: ms| --)\n)", section, re.MULTILINE)),
                   encoding="utf-8")
    at = ("--routes", str(routes))

    code, out, complaint = sluice("check", "doors", *at)
    assert code == 0 and out.endswith("1 route file: 0 errors, 0 warnings, 0 notes\n"), complaint

    code, out, complaint = sluice("try", "doors", str(log), "--save", "sample", "--json", *at)
    assert code == 0, complaint
    told = json.loads(out)["told"]
    assert list(told) == ["points"] and told["points"]["database"] == "doors"
    assert [(one["time"], one["tags"]["door"], one["fields"]["open_ms"])
            for one in told["points"]["points"]] == [
        ("2026-11-27T05:00:12Z", "A1", 3400), ("2026-11-27T05:02:40Z", "B2", 910),
        ("2026-11-27T05:05:01Z", "A1", 61200)]
    assert sluice("test", "routes", "doors", *at)[1].startswith("ok       doors: sample\n")

    route = route[:route.index("        - to:\n            uri: kamelet:points-action")]
    (routes / "doors/doors.camel.yaml").write_text(
        route + "        - to:\n            uri: kamelet:documents-sink\n", encoding="utf-8")
    assert sluice("check", "doors", *at)[0] == 0
    code, out, complaint = sluice("try", "doors", str(log), "--json", *at)
    assert code == 0, complaint
    documents = json.loads(out)["told"]["documents"]["documents"]
    assert [one["open_ms"] for one in documents] == [3400, 910, 61200]


def test_what_cannot_be_guessed_is_led_there(tmp_path, sluice):
    log = tmp_path / "doors.log"
    log.write_text("06:00 door A1 open 3400 ms\n", encoding="utf-8")
    code, out, complaint = sluice("new", "doors", "--from", str(log),
                                  "--routes", str(folder(tmp_path)))
    assert (code, out) == (2, "") and '"By hand" in routes/README.md' in complaint


def test_each_shaping_block_is_there_and_led_to(section):
    blocks = (ROOT / "docs/blocks.md").read_text(encoding="utf-8")
    for name in re.findall(r"blocks\.md#([a-z-]+)", section):
        assert f"\n## {name}\n" in blocks
    shaping = set(re.findall(r"\| \[([a-z-]+-action)\]", section))
    assert shaping == {file.name.split(".")[0] for file in (ROOT / "routes/blocks").iterdir()
                       if file.name.endswith("-action.kamelet.yaml")
                       and not re.match("archive|image|sensor|(csv|json|text|xml)-", file.name)}
