"""What the user adds to the hub's settings and to the placeholders' values."""

import pytest

from lake import fingerprint, hub_conf, jvm, keystone_people, own_properties, settings, start
from lake.errors import WRONG_USAGE, LakeError


@pytest.fixture(name="lake")
def lake_with_own_properties(tmp_path, monkeypatch):
    """Settings of a lake whose user has a folder for these files."""
    monkeypatch.setattr(keystone_people, "lake_account", lambda _settings: "AUTH_x")
    (tmp_path / "own").mkdir()
    return settings.load(local=tmp_path / "none", environment={
        "SLUICE_LAKE": str(tmp_path / "l"), "SLUICE_PROPERTIES": str(tmp_path / "own")})


def refusal(lake, text):
    """What is said when the hub's settings are refused as wrong usage."""
    (lake.properties / own_properties.HUB).write_bytes(text)
    with pytest.raises(LakeError) as refused:
        hub_conf.hub(lake)
    assert refused.value.code == WRONG_USAGE
    return str(refused.value)


def test_they_stand_at_the_checkout_and_need_not_be_there(settings, lake):
    assert settings.properties == settings.root
    assert hub_conf.hub(lake) == hub_conf.text(lake, "AUTH_x") + hub_conf.console(lake)
    assert hub_conf.routes(lake) == hub_conf.services(lake)


def test_they_come_last_in_what_the_hub_reads_and_so_win(lake):
    (lake.properties / "hub.local.properties").write_text("reconcile.every-seconds = 60")
    (lake.properties / "routes.local.properties").write_text("stations.url=http://a\n\n")
    hub_conf.prepare(lake)
    assert lake.folder("etc/hub.properties").read_text().endswith(
        "\n\n# Added by hub.local.properties:\nreconcile.every-seconds = 60\n")
    values = lake.folder("etc/routes.properties").read_text()
    assert values.startswith("rooms.url=")
    assert values.endswith("\n# Added by routes.local.properties:\nstations.url=http://a\n")


@pytest.mark.parametrize("name", ["hub.local.properties", "routes.local.properties"])
def test_up_starts_the_hub_anew_when_one_of_them_changes(lake, name):
    part = jvm.hub(lake)
    part.prepare(lake)
    fingerprint.keep(lake, part)
    part.prepare(lake)
    assert fingerprint.same(lake, part)
    (lake.properties / name).write_text("camel.main.name=mine\n")
    part.prepare(lake)
    assert not fingerprint.same(lake, part)


def test_what_the_launcher_goes_by_is_refused_with_the_place_where_it_is_set(lake):
    said = refusal(lake, b"# http.port=1\nswift.url=http://a\\\n  http.port=2\n http.port: 3\n")
    assert f"{own_properties.HUB}:4: http.port is not set here" in said
    assert "SLUICE_PORT_HUB in sluice.local.conf" in said
    assert "routes.local.properties" in refusal(lake, b"routes.properties-file=/a")


def test_a_hub_that_runs_is_left_alone_when_its_settings_are_refused(lake):
    class Recording(start.Start):
        """Keeps what supervisord would have been asked."""

        asked = []

        def _ask_supervisor(self, call, part, *more):
            self.asked.append(call)

    (lake.properties / own_properties.HUB).write_text("mongodb.url=x")
    with pytest.raises(LakeError) as refused:
        Recording(lake, [jvm.hub(lake)]).run()
    assert "mongodb.url" in str(refused.value) and not Recording.asked


def test_a_setting_that_the_hub_has_not_is_refused_with_the_one_that_was_meant(lake):
    said = refusal(lake, b"\nmongodb.url=mongodb://a\n")
    assert "hub.local.properties:2" in said and "Did you mean mongodb.uri?" in said


def test_every_setting_that_stands_elsewhere_is_one_of_the_hub():
    sample = (settings.ROOT / "config/hub.properties.sample").read_text(encoding="utf-8")
    assert set(own_properties.ELSEWHERE) <= set(own_properties.SAMPLE.findall(sample))


def test_a_file_that_is_no_text_is_refused(lake):
    assert "UTF-8" in refusal(lake, b"\xff\xfe")
