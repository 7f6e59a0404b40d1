"""Files in archives: each an object of its own, that comes and goes with its archive."""

import io
import json
import tarfile
import zipfile

import pytest

from rig import eventually

A = b"room,at,temp\nA1,2026-11-27T06:00:00Z,20.5\nA2,2026-11-27T06:00:00Z,21\n"
B = b"room,at,temp\nC1,2026-11-27T06:00:00Z,19.5\n"
ROOMS = b'[{"room": "A1", "seats": 30}, {"room": "B1", "seats": 12}]\n'
FILES = {"2026/a.csv": A, "2026/b.csv": B, "rooms.json": ROOMS}


def zipped(files: dict) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(files: dict, mode: str) -> bytes:
    """A TAR of these files; mode `w` or `w:gz`."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in files.items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            archive.addfile(about, io.BytesIO(content))
    return out.getvalue()


def put(lake, container: str, name: str, body: bytes, kind="application/zip") -> dict:
    """Uploads an archive, and answers its trace once it is settled."""
    lake.put(name, body, kind, container)
    return lake.settled(name, container)


def status(lake, container: str, name: str):
    """An object's status; None for one that is not known."""
    trace = lake.trace(name, container)
    return trace and trace["status"]


def wait(lake, container: str, name: str, which: str) -> dict:
    """The trace of an object, once it has that status."""
    eventually(lambda: status(lake, container, name) == which, 60,
               f"{name} is {which}: {lake.trace(name, container)}")
    return lake.trace(name, container)


def rows(lake, container: str, name: str) -> list:
    """The rooms in an object's rows, which are in a table called like the file in the archive."""
    kind = name.rpartition("/")[2].rpartition(".")[0]
    return [row[0] for row in lake.gold(
        "sql", f"SELECT room FROM \"{kind}\" WHERE sluice_object = "
        f"'{container}/{name}' ORDER BY sluice_position", container)]


def documents(lake, container: str, name: str) -> int:
    """How many documents an object has."""
    return len(lake.gold("mongo", f"gold_{container}.documents "
                         + json.dumps({"_sluice.object": name})))


def dump(lake, container: str) -> str:
    """All gold of the project."""
    told = lake.sluice("gold", "dump", container)
    assert told.returncode == 0, told.stderr
    return told.stdout


def all_done(lake, container: str, archive: str, files=tuple(FILES)) -> None:
    """Waits until files of an archive are done."""
    for name in files:
        wait(lake, container, f"{archive}!/{name}", "done")


@pytest.mark.parametrize("archive, body, kind", [
    ("rooms.zip", zipped(FILES), "application/zip"),
    ("rooms.tar", tarred(FILES, "w"), "application/x-tar"),
    ("rooms.tar.gz", tarred(FILES, "w:gz"), "application/gzip"),
    ("rooms", zipped(FILES), "application/octet-stream")],
    ids=["zip", "tar", "tar.gz", "of no type"])
def test_each_file_of_an_archive_is_an_object_of_its_own(lake, container, archive, body, kind):
    trace = put(lake, container, archive, body, kind)
    assert trace["status"] == "done", trace["runs"]
    [written] = trace["runs"][0]["gold"]
    assert (written["service"], written["records"]) == ("members", 3)
    all_done(lake, container, archive)
    assert rows(lake, container, f"{archive}!/2026/a.csv") == ["A1", "A2"]
    assert rows(lake, container, f"{archive}!/2026/b.csv") == ["C1"]
    assert documents(lake, container, f"{archive}!/rooms.json") == 2
    member = lake.trace(f"{archive}!/2026/a.csv", container)
    assert member["timestamp"] == trace["timestamp"]
    assert (member["content_type"], member["document"]["size"]) == ("text/csv", len(A))
    assert member["document"]["swift_user"] == trace["document"]["swift_user"]


def test_what_a_newer_archive_does_not_hold_goes_and_so_does_all_with_a_deleted_one(
        lake, container):
    put(lake, container, "r.zip", zipped(FILES))
    put(lake, container, "beside.zip", zipped(FILES))
    for archive in ("r.zip", "beside.zip"):
        all_done(lake, container, archive)
    before = dump(lake, container)
    put(lake, container, "r.zip", zipped({"2026/a.csv": B, "new.csv": A}))
    for name in ("2026/b.csv", "rooms.json"):
        wait(lake, container, f"r.zip!/{name}", "deleted")
    eventually(lambda: rows(lake, container, "r.zip!/2026/a.csv") == ["C1"], 60, "the newer rows")
    wait(lake, container, "r.zip!/new.csv", "done")
    eventually(lambda: rows(lake, container, "r.zip!/2026/b.csv") == [], 60, "no row of b.csv")
    eventually(lambda: documents(lake, container, "r.zip!/rooms.json") == 0, 60, "no document")
    put(lake, container, "r.zip", zipped(FILES))
    for name in FILES:
        wait(lake, container, f"r.zip!/{name}", "done")
    assert lake.swift("DELETE", f"{container}/r.zip")[0] == 204
    for name in FILES:
        wait(lake, container, f"r.zip!/{name}", "deleted")
    eventually(lambda: "r.zip!/" not in dump(lake, container), 60, "nothing of r.zip in gold")
    others = [line for line in before.splitlines() if "beside.zip" in line]
    assert others == [line for line in dump(lake, container).splitlines() if "beside.zip" in line]
    eventually(lambda: lake.trace("r.zip", container)["document"][
        "processed_data_area_service"] == [], 60, "nothing is noted of r.zip")


def test_a_replay_and_a_comparison_with_swift_leave_gold_as_it_was(lake, container):
    put(lake, container, "r.zip", zipped(FILES))
    all_done(lake, container, "r.zip")
    before = dump(lake, container)
    assert before.count("r.zip!/") >= 5
    told = lake.sluice("replay", "--project", container)
    assert told.returncode == 0, told
    assert dump(lake, container) == before
    told = lake.sluice("reconcile", container, "--json", "--grace", "0", "--full")
    assert told.returncode == 0, told
    assert json.loads(told.stdout)["sent"] == 0, told.stdout
    assert dump(lake, container) == before
    all_done(lake, container, "r.zip")


def test_a_bomb_parks_with_its_reason_and_holds_up_no_other(lake, container):
    trace = put(lake, container, "bomb.zip", zipped({"zeros.csv": b"0" * (4 << 20), "a.csv": A}))
    assert trace["status"] == "done", trace["runs"]
    wait(lake, container, "bomb.zip!/a.csv", "done")
    [run] = wait(lake, container, "bomb.zip!/zeros.csv", "parked")["runs"]
    assert run["error"]["code"] == "member-refused", run
    assert "maxRatio is 200" in run["error"]["message"], run
    trace = put(lake, container, "zeros.tar.gz", tarred({"zeros": b"0" * (4 << 20)}, "w:gz"),
                "application/gzip")
    assert (trace["status"], trace["runs"][0]["error"]["code"]) == ("parked", "archive-limit")
    many = {f"f{number}.csv": b"" for number in range(10_001)}
    trace = put(lake, container, "many.zip", zipped(many))
    assert (trace["status"], trace["runs"][0]["error"]["code"]) == ("parked", "archive-limit")
    cut = zipped(FILES)
    trace = put(lake, container, "cut.zip", cut[:len(cut) // 2])
    assert (trace["status"], trace["runs"][0]["error"]["code"]) == ("parked", "archive-malformed")


def test_an_archive_in_another_stays_closed_and_names_lead_nowhere(lake, container):
    inner = zipped(FILES)
    put(lake, container, "o.zip", zipped({"in.zip": inner, "../../up.csv": A, "/root.csv": B}))
    wait(lake, container, "o.zip!/in.zip", "unhandled")
    wait(lake, container, "o.zip!/../../up.csv", "done")
    assert rows(lake, container, "o.zip!/../../up.csv") == ["A1", "A2"]
    wait(lake, container, "o.zip!//root.csv", "done")
    assert status(lake, container, "o.zip!/in.zip!/rooms.json") is None


def test_metadata_of_an_archive_is_its_members_too(lake, container):
    lake.put("r.zip", zipped({"a.csv": A}), "application/zip", container,
             {"X-Object-Meta-Application": "rooms"})
    trace = wait(lake, container, "r.zip!/a.csv", "done")
    assert trace["document"]["application"] == "rooms"
    assert lake.swift("POST", f"{container}/r.zip", headers={
        "X-Object-Meta-Application": "others", "Content-Type": "application/zip"})[0] == 202
    eventually(lambda: lake.trace("r.zip!/a.csv", container)["document"]["application"]
               == "others", 60, "the newer word on the member")
    wait(lake, container, "r.zip!/a.csv", "done")
    assert rows(lake, container, "r.zip!/a.csv") == ["A1", "A2"]
