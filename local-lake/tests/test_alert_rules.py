"""The alert rules and the dashboard as files: promtool takes them, alerts come when they should."""

import json
import subprocess
from pathlib import Path

from conftest import ROOT

RULES = ROOT / "config/prometheus/sluice.rules.yaml"
CASES = Path(__file__).parent / "data/sluice.rules.test.yaml"


def promtool(*words) -> subprocess.CompletedProcess:
    return subprocess.run(["/usr/bin/promtool", *map(str, words)], capture_output=True, text=True,
                          check=False)


def test_promtool_takes_rules_and_configuration():
    for words in (("check", "rules", RULES),
                  ("check", "config", ROOT / "config/prometheus/prometheus.yml")):
        done = promtool(*words)
        assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_come_when_they_should(tmp_path):
    cases = tmp_path / "cases.yaml"
    cases.write_text(CASES.read_text(encoding="utf-8").replace("RULES", str(RULES)),
                     encoding="utf-8")
    done = promtool("test", "rules", cases)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_dashboards_panels_have_questions_and_do_not_overlap():
    dashboard = json.loads((ROOT / "config/grafana/sluice.json").read_text(encoding="utf-8"))
    taken = set()
    for panel in dashboard["panels"]:
        assert all(target["expr"] for target in panel["targets"]), panel["title"]
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"])
                 for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken and at["x"] + at["w"] <= 24, panel["title"]
        taken |= cells
    assert len({panel["id"] for panel in dashboard["panels"]}) == len(dashboard["panels"])
