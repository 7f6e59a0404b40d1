"""`sluice bench`: what it says of itself. What it measures has tests of its own."""

from types import SimpleNamespace

import pytest

from lake import packages
from sluice_cli import bench


def test_its_help_needs_nothing_to_be_measured(sluice):
    code, out, err = sluice("bench", "--help")
    assert (code, err) == (0, "")
    assert "upload: what the filter costs an uploader" in " ".join(out.split())


@pytest.mark.parametrize("words", [("--help",), ("--rounds", "3")])
def test_what_stands_behind_a_measurement_is_its_own(sluice, monkeypatch, tmp_path, words):
    ran = []

    def started(command, **_):
        ran.append(command)
        return SimpleNamespace(returncode=0)
    monkeypatch.setattr(packages, "ensure", lambda *_: None)
    monkeypatch.setattr(bench, "load", lambda: SimpleNamespace(
        root=tmp_path, folder=lambda name: tmp_path / name))
    monkeypatch.setattr(bench.subprocess, "run", started)
    assert sluice("bench", "upload", *words)[0] == 0
    assert ran == [[bench.PYTHON, "-m", "sluice_bench.upload", *words]]
