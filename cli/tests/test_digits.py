"""Numbers with more digits than a float has: they are shown as they are."""

import json

import pytest
from integrator import folder

from sluice_cli import digits, text

LONG = "0.1234567890123456789"
LARGE = "12345678901234567890.5"


def test_a_number_that_a_float_tells_stays_one():
    read = digits.read('[0.10, 1E2, 15, "0.1", 1e400, -0.0]')
    assert [type(one) for one in read[:4]] == [float, float, int, str]
    assert digits.written(read) == '[0.1, 100.0, 15, "0.1", 1E+400, -0.0]'


def test_json_is_laid_out_as_json_lays_it_out(capsys):
    thing = {"a": [], "b": {}, "é": [1, {"x": None, "y": [True, "\x1b"]}], 3: 1.5, None: ()}
    assert digits.written(thing) == json.dumps(thing)
    assert digits.written(thing, ascii_only=False) == json.dumps(thing, ensure_ascii=False)
    assert digits.written(thing, lines=True) == json.dumps(thing, indent=2)
    text.say_json(digits.read(f'{{"n": {LONG}}}'))
    assert capsys.readouterr().out == f'{{\n  "n": {LONG}\n}}\n'


def test_gold_shows_them(hub, sluice):
    answer = f'{{"columns": ["n", "m"], "rows": [[{LONG}, {{"k": {LARGE}}}], [2.5, 1]]}}'
    hub.gold["SELECT n, m FROM t"] = (200, answer)
    assert sluice("gold", "sql", "SELECT n, m FROM t")[1].splitlines() == [
        "                    n  m",
        f'{LONG}  {{"k": {LARGE}}}',
        "                  2.5  1",
        "2 rows"]
    assert f'        "k": {LARGE}\n' in sluice("gold", "sql", "SELECT n, m FROM t", "--json")[1]


@pytest.mark.jar
def test_try_shows_them(tmp_path, sluice):
    routes = folder(tmp_path)
    sample = tmp_path / "t.csv"
    sample.write_text(f"n\n{LONG}\n{LARGE}\n2.50\n")
    code, out, complaint = sluice("new", "roof", "--from", str(sample), "--routes", str(routes))
    assert code == 0, complaint
    for words in ((), ("--json",)):
        out = sluice("try", "roof", str(sample), "--routes", str(routes), *words)[1]
        for number in (LONG, LARGE, "2.5"):
            assert f'"n": {number}\n' in out
