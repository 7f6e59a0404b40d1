"""The lake's own supervisord: its configuration is read by Debian's supervisor as it is meant."""

import shlex

import pytest

from lake import parts, settings, supervise, supervise_conf

options = pytest.importorskip("supervisor.options", reason="Debian's supervisor is not installed")


def read(tmp_path, lake):
    """The configuration of a lake at this place, as supervisor itself reads it."""
    found = settings.load(local=tmp_path / "none", environment={"SLUICE_LAKE": str(lake)})
    for folder in ("run", "log"):
        found.folder(folder).mkdir(parents=True, exist_ok=True)
    supervise.make_run_folder(found)
    conf = tmp_path / "supervisord.conf"
    conf.write_text(supervise_conf.text(found, parts.table(found)))
    reader = options.ServerOptions()
    reader.realize(["-c", str(conf)])
    processes = {one.process_configs[0].name: one.process_configs[0]
                 for one in reader.process_group_configs}
    return found, reader, processes


def test_every_part_is_known_with_its_command_also_in_a_folder_with_spaces(tmp_path):
    found, _, processes = read(tmp_path, tmp_path / "a lake")
    for part in parts.table(found):
        assert shlex.split(processes[part.name].command) == part.command


def test_a_part_that_dies_stays_down_and_none_starts_by_itself(tmp_path):
    _, _, processes = read(tmp_path, tmp_path / "lake")
    assert {(one.autostart, one.autorestart) for one in processes.values()} == {(False, False)}


def test_every_part_carries_the_mark_by_which_a_lost_one_is_found(tmp_path):
    found, _, processes = read(tmp_path, tmp_path / "a lake")
    for name, process in processes.items():
        assert process.environment["SLUICE_PART_OF"] == str(found.lake)
        assert process.environment["SLUICE_PART"] == name


def test_the_socket_is_its_owners_only_and_stands_in_the_lake(tmp_path):
    found, reader, _ = read(tmp_path, tmp_path / "lake")
    server = reader.configroot.supervisord.server_configs[0]
    assert server["file"] == str(found.folder("run/supervisor.sock")) and server["chmod"] == 0o700


def test_in_a_folder_with_a_long_path_the_socket_stands_elsewhere_and_is_short(tmp_path):
    found, reader, _ = read(tmp_path, tmp_path / ("long" * 30))
    server = reader.configroot.supervisord.server_configs[0]
    assert server["file"].startswith("/tmp/sluice-") and len(server["file"]) < 100
    supervise.run_folder(found).rmdir()


def test_no_secret_stands_in_a_command_or_in_the_environment(tmp_path, settings):
    from lake import credentials
    credentials.make(settings.folder("secrets"))
    text = supervise_conf.text(settings, parts.table(settings))
    for name in credentials.PASSWORDS:
        assert credentials.read(settings.folder("secrets"), name) not in text
