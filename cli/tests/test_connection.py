"""Where the hub is, whose key is used, and what is said when either is wrong."""

import os
import stat

import pytest

from lake.errors import LakeError
from sluice_cli.connection import connect
from sluice_cli.hub import Hub


def test_a_hub_that_is_down_is_one_line_and_3(hub, sluice):
    hub.stop()
    code, out, complaint = sluice("ls")
    assert (code, out) == (3, "") and complaint.count("\n") == 1
    assert hub.url in complaint and "./sluice status" in complaint


def test_a_wrong_key_says_what_the_hub_says_and_where_the_key_comes_from(hub, sluice):
    with open(os.environ["SLUICE_API_KEY_FILE"], "w", encoding="ascii") as file:
        file.write("another\n")
    code, _, complaint = sluice("ls")
    assert code == 2 and "(key-wrong)" in complaint and "SLUICE_API_KEY_FILE" in complaint
    assert not hub.asked


def test_a_key_that_others_can_read_is_refused_with_the_chmod_that_mends_it(hub, sluice):
    file = os.environ["SLUICE_API_KEY_FILE"]
    for bit in (stat.S_IRGRP, stat.S_IROTH, stat.S_IWGRP):
        os.chmod(file, 0o600 | bit)
        code, _, complaint = sluice("ls")
        assert code == 2 and f"chmod 600 {file}" in complaint
    assert not hub.asked
    os.chmod(file, 0o600)
    assert sluice("ls")[0] == 0


@pytest.mark.parametrize("content", ["", "\n", "two\x1bwords\n", "clé\n"])
def test_a_file_without_a_key_is_refused(hub, sluice, content):
    with open(os.environ["SLUICE_API_KEY_FILE"], "w", encoding="utf-8") as file:
        file.write(content)
    code, _, complaint = sluice("ls")
    assert code == 2 and "is no key" in complaint and not hub.asked


def test_without_a_lake_and_without_variables_it_says_what_to_do(tmp_path, monkeypatch, sluice):
    monkeypatch.delenv("SLUICE_HUB_URL", raising=False)
    monkeypatch.delenv("SLUICE_API_KEY_FILE", raising=False)
    monkeypatch.setenv("SLUICE_LAKE", str(tmp_path / "none"))
    code, _, complaint = sluice("ls")
    assert code == 3 and complaint.count("\n") == 1 and "./sluice up" in complaint


def test_hub_and_key_of_the_local_lake_are_used_where_nothing_is_set(tmp_path):
    secrets = tmp_path / "lake" / "secrets"
    secrets.mkdir(parents=True)
    (secrets / "hub-api-key").write_text("k1\n")
    (secrets / "hub-api-key").chmod(0o600)
    hub = connect({"SLUICE_LAKE": str(tmp_path / "lake"), "SLUICE_PORT_HUB": "12345"})
    assert (hub.url, hub.key) == ("http://127.0.0.1:12345", "k1")


@pytest.mark.parametrize("url", ["127.0.0.1:15090", "ftp://h", "http://", "http://h:port", "h\n"])
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(LakeError) as refused:
        Hub(url, "k")
    assert refused.value.code == 2 and "SLUICE_HUB_URL" in str(refused.value)


def test_an_answer_that_is_not_a_hubs_is_one_line(hub, sluice, monkeypatch):
    monkeypatch.setattr(hub, "answer", lambda *_: (500, ["not", "an", "object"]))
    code, _, complaint = sluice("ls")
    assert code == 3 and "answered 500" in complaint and complaint.count("\n") == 1


def test_a_redirect_is_not_followed_with_the_key(hub, sluice, monkeypatch):
    monkeypatch.setattr(hub, "answer", lambda *_: (302, {}))
    code, _, complaint = sluice("ls")
    assert code == 3 and "answered 302" in complaint


def test_an_error_of_the_hub_is_shown_with_what_steers_a_terminal_escaped(
        hub, sluice, monkeypatch):
    monkeypatch.setattr(hub, "answer", lambda *_: (503, {"error": {
        "code": "mongodb-down", "message": "MongoDB\x1b[2J is down.", "hint": "Start it."}}))
    assert sluice("ls") == (
        3, "", "sluice: MongoDB\\x1b[2J is down. Start it. (mongodb-down)\n")
