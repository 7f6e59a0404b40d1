"""Settings: one table, three places, and errors that say where to look."""

import pytest

from lake import settings
from lake.errors import WRONG_USAGE, LakeError


def load(tmp_path, local="", **environment):
    """Settings with this local file and this environment."""
    path = tmp_path / "sluice.local.conf"
    path.write_text(local)
    return settings.load(local=path, environment=environment)


def refusal(tmp_path, local="", **environment):
    """What is said when these are refused as wrong usage."""
    with pytest.raises(LakeError) as refused:
        load(tmp_path, local, **environment)
    assert refused.value.code == WRONG_USAGE
    return str(refused.value)


def test_the_shipped_file_holds_every_setting_of_the_table_with_its_default():
    shipped = settings.read_file(settings.SHIPPED)
    assert {key: str(text) for key, (text, _) in shipped.items()} == {
        row.key: str(row.default) for row in settings.TABLE}


def test_the_shipped_file_says_of_every_setting_what_the_table_says():
    told = settings.SHIPPED.read_text(encoding="utf-8").lower()
    for row in settings.TABLE:
        assert f"# {row.about}.".lower() in told


def test_the_local_file_overrides_the_shipped_one_and_the_environment_both(tmp_path):
    local = "# mine\nSLUICE_PORT_HUB = 2000\nSLUICE_PORT_KAFKA=2001\n"
    found = load(tmp_path, local, SLUICE_PORT_KAFKA="3001")
    assert (found.port("hub"), found.port("kafka"), found.port("proxy")) == (2000, 3001, 15080)


def test_the_offset_moves_every_port(tmp_path):
    before, after = load(tmp_path).ports(), load(tmp_path, SLUICE_PORT_OFFSET="1000").ports()
    assert after == {name: port + 1000 for name, port in before.items()}


def test_an_unknown_key_is_refused_with_the_one_that_was_meant(tmp_path):
    said = refusal(tmp_path, "\nSLUICE_PORT_PROXXY = 1\n")
    assert "sluice.local.conf:2" in said and "Did you mean SLUICE_PORT_PROXY?" in said


def test_an_unknown_port_in_the_environment_is_refused_too(tmp_path):
    assert "Did you mean SLUICE_PORT_KAFKA?" in refusal(tmp_path, SLUICE_PORT_KAFFKA="1")


def test_what_env_exports_is_no_setting_and_disturbs_none(tmp_path):
    assert load(tmp_path, SLUICE_HUB_URL="http://elsewhere", SLUICE_KAFKA="x").port("hub") == 15090


@pytest.mark.parametrize("text", ["no", "", "0", "70000", "1.5"])
def test_a_port_that_is_no_port_is_refused_with_its_range(tmp_path, text):
    said = refusal(tmp_path, SLUICE_PORT_HUB=text)
    assert "SLUICE_PORT_HUB" in said and repr(text) in said and "from 1 to 65535" in said


def test_a_line_that_is_no_setting_is_refused_with_its_number(tmp_path):
    assert "sluice.local.conf:1" in refusal(tmp_path, "hello\n")


def test_two_parts_on_one_port_are_refused(tmp_path):
    said = refusal(tmp_path, SLUICE_PORT_HUB="15080")
    assert "SLUICE_PORT_HUB" in said and "SLUICE_PORT_PROXY" in said


def test_an_offset_that_leads_past_the_last_port_is_refused(tmp_path):
    assert "65535" in refusal(tmp_path, SLUICE_PORT_OFFSET="40000", SLUICE_PORT_HUB="30000")


def test_a_relative_lake_stands_in_the_checkout_wherever_the_command_is_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load(tmp_path, SLUICE_LAKE=".lake-two").lake == settings.ROOT / ".lake-two"


def test_a_path_that_the_parts_can_not_express_is_refused_and_one_with_spaces_is_not(tmp_path):
    assert "';'" in refusal(tmp_path, SLUICE_LAKE="/tmp/a;b")
    assert str(load(tmp_path, SLUICE_LAKE="/tmp/a b").lake) == "/tmp/a b"
