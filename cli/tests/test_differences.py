"""`sluice test routes`: what is shown of a difference."""

import json
import shlex
from pathlib import Path

import pytest

from sluice_cli import test_routes

ROOT = Path(__file__).resolve().parents[2]
EXPECTED_NOW = " has what is expected now."


@pytest.fixture(name="differs")
def an_example_that_differs(monkeypatch, sluice):
    """Runs the verb as if an example had that difference: its exit code and lines."""
    def run(difference, *words, state="failed"):
        told = {"route": "roof", "case": "one's", "state": state, "message": "", "difference":
                difference}
        monkeypatch.setattr(test_routes, "trial", lambda *_, **__: iter([told]))
        code, out, _ = sluice("test", "routes", *words)
        return code, out
    return run


def test_of_a_long_one_the_beginning_is_shown_and_how_much_there_is(differs):
    long = [f"- {n}" for n in range(30)] + [f"+ {n}" for n in range(30)]
    code, out = differs(long)
    lines = out.splitlines()
    assert code == 1 and lines[40:42] == [
        "         + 9",
        "         … 20 lines more; in all 30 expected and not there, 30 there and not expected: "
        "--json has all of it."]
    assert json.loads(differs(long, "--json")[1])["examples"][0]["difference"] == long
    lines = differs(long, "--accept", state="accepted")[1].splitlines()
    path, = shlex.split(lines[41].partition("expected: ")[2].removesuffix(EXPECTED_NOW))
    assert path == str(ROOT / "routes/roof/examples/one's/expected.json")
    lines = differs(long, "--accept", "--routes", "my routes", state="accepted")[1].splitlines()
    path, = shlex.split(lines[41].partition("expected: ")[2].removesuffix(EXPECTED_NOW))
    assert path == "my routes/roof/examples/one's/expected.json"
    assert "…" not in differs(long[:40])[1]


def test_json_is_shown_as_it_is_and_cannot_steer_the_terminal(differs):
    out = differs([r'+   "text": "a \"b\" \n c"', "- \x1b[31m\u202e"])[1]
    assert out.splitlines()[1:3] == [
        r'         +   "text": "a \"b\" \n c"', r"         - \x1b[31m\u202e"]
