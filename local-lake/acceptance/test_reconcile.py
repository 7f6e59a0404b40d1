"""
What Swift took while the filter was out of its pipeline: one `sluice reconcile` later, gold and
catalogue are as if the filter had been there.
"""

import http.client
import json
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from rig import eventually

OBJECTS, DELETED = 1000, 200  # several portions of each step, on either side
TIMES = re.compile(r"\d{10}\.\d{5}")
STRANGE = ["new\nline", 'quote"d', "per%20cent", "späte", "\U0001f600 emoji", "\uffee wide",
           "a/b/c", "x" * 1024, "<&>", "tab\there", "+plus", "?ask=me&#"]


def document(number: int, of: str = "first") -> bytes:
    """A JSON document, for the document gold zone."""
    return json.dumps({"number": number, "of": of}).encode()


def reconcile(lake, *words, code=0, grace="0"):
    """Runs it, and answers its report."""
    done = lake.sluice("reconcile", "--json", "--grace", grace, *words)
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def prove(lake, project):
    """Whether the proof holds, and what it says."""
    done = lake.sluice("reconcile", project, "--prove", "--json")
    return done.returncode == 0, json.loads(done.stdout)


def proven(lake, project):
    """The proof's sums, once all runs are over."""
    def sums():
        holds, told = prove(lake, project)
        return told["sums"] if holds else None
    return eventually(sums, 480, lambda: f"{project} whole: {prove(lake, project)[1]['sums']}")


def dump(lake, project):
    """Gold as text, without what differs between two containers: its name and Swift's times."""
    done = lake.sluice("gold", "dump", project)
    assert done.returncode == 0, done.stderr
    lines = [TIMES.sub("TIME", line.replace(project, "CONTAINER"))
             for line in done.stdout.splitlines() if not line.startswith("sha256")]
    return sorted(re.sub(r'"_id": ?"[^"]*"', '"_id"', line) for line in lines)


def catalogue(lake, project):
    """What the catalogue says of each object, without times."""
    status, told = lake.ask("GET", f"/v1/objects?limit=100000&project={quote(project)}")
    assert status == 200
    return sorted((one["object"], one["status"], one["content_type"], one["size"])
                  for one in told["objects"])


def many(work, numbers):
    """Does it for all, eight at a time."""
    with ThreadPoolExecutor(8) as clients:
        list(clients.map(work, numbers))


def seen(lake, container, name, number):
    """Uploads a document through the filter.

    Of many at once Swift's object server fails one now and then by a fault of its own
    (AttributeError of its logger's thread locals: 503), and clients try again.
    """
    for _ in range(3):
        status = lake.swift("PUT", f"{container}/{name}", document(number),
                            {"Content-Type": "application/json"})[0]
        if status != 503:
            break
    assert status == 201


def test_what_came_and_went_without_the_filter_is_as_if_it_had_been_there(lake, plain, container):
    other = container + "-seen"
    assert lake.swift("PUT", other)[0] == 201
    many(lambda n: seen(lake, container, f"old/{n}.json", n), range(DELETED))
    many(lambda n: seen(lake, other, f"old/{n}.json", n), range(DELETED))
    assert proven(lake, container)["swift"] == DELETED
    assert proven(lake, other)["swift"] == DELETED

    many(lambda n: plain.put(container, f"new/{n}.json", document(n)), range(OBJECTS))
    many(lambda n: plain.delete(container, f"old/{n}.json"), range(DELETED))
    many(lambda n: seen(lake, other, f"new/{n}.json", n), range(OBJECTS))
    many(lambda n: lake.swift("DELETE", f"{other}/old/{n}.json"), range(DELETED))
    holds, proof = prove(lake, container)
    assert not holds and proof["sums"] == {
        "swift": OBJECTS, "catalogue": DELETED, "final": DELETED, "gaps": OBJECTS + DELETED}

    report = reconcile(lake, container)
    assert report["found"] | {"young": 0} == {
        "missing": OBJECTS, "changed": 0, "metadata": 0, "deleted": DELETED, "older": 0, "young": 0}
    assert report["sent"] == OBJECTS + DELETED
    assert proven(lake, container) == {
        "swift": OBJECTS, "catalogue": OBJECTS, "final": OBJECTS, "gaps": 0}
    proven(lake, other)
    eventually(lambda: dump(lake, container) == dump(lake, other), 120, "gold alike")
    assert len(dump(lake, container)) >= OBJECTS
    assert catalogue(lake, container) == catalogue(lake, other)
    again = reconcile(lake, container, "--full")
    assert (again["compared"], again["sent"]) == (OBJECTS, 0)


def identity(lake, container, name, verb, timestamp):
    """The id that the filter gives an event."""
    sys.path.insert(0, str(lake.root / "swift-middleware"))
    from sluice_swift.identity import event_id
    return event_id("lake1", lake.storage.path.rpartition("/")[2], container, name, timestamp,
                    verb)


def test_what_the_filter_told_and_the_shipper_held_back_is_the_same_event(lake, plain, container):
    assert lake.sluice("stop", "shipper").returncode == 0
    try:
        lake.put("plain.json", document(1), "application/json", container,
                 {"X-Object-Meta-Ort": "Köln".encode().decode("latin-1")})
        lake.put("posted.json", document(2), "application/json", container)
        told = {"X-Object-Meta-A": "b", "X-Object-Meta-Other-Data": '{"a": 1}'}
        assert lake.swift("POST", f"{container}/posted.json", b"", told)[0] == 202
        for name in STRANGE:
            lake.put(name, document(3), "application/json", container)
        report = reconcile(lake, container)
        assert report["found"]["missing"] == 2 + len(STRANGE)
        before = {name: lake.settled(name, container) for name in
                  ["plain.json", "posted.json", *STRANGE]}
    finally:
        assert lake.sluice("start", "shipper").returncode == 0
    lake.put("last.json", document(4), "application/json", container)
    lake.settled("last.json", container)
    for name, trace in before.items():
        after = lake.settled(name, container)
        assert after["event_id"] == trace["event_id"]
        assert len(after["runs"]) == len(trace["runs"]), name
        timestamp = lake.swift("HEAD", f"{container}/{name}")[1]["X-Timestamp"]
        verb = "POST" if name == "posted.json" else "PUT"
        assert trace["event_id"] == identity(lake, container, name, verb, timestamp)
    assert before["plain.json"]["document"]["user_meta"] == {"ort": "Köln"}
    assert proven(lake, container)["gaps"] == 0


def test_an_overwrite_of_the_same_size_is_found_by_the_full_round_only(lake, plain, container):
    lake.put("o.json", document(1, "first"), "application/json", container)
    lake.settled("o.json", container)
    assert reconcile(lake, container)["sent"] == 0
    plain.put(container, "o.json", document(1, "other"))
    quick = reconcile(lake, container)
    assert (quick["skipped"], quick["compared"], quick["sent"]) == (1, 0, 0)
    full = reconcile(lake, container, "--full")
    assert full["found"]["changed"] == full["sent"] == 1
    eventually(lambda: any("other" in line for line in dump(lake, container)), 120, "gold follows")
    assert not any("first" in line for line in dump(lake, container))


def test_changed_metadata_are_told_once(lake, plain, container):
    lake.put("o.json", document(1), "application/json", container)
    lake.settled("o.json", container)
    assert plain.request("POST", f"{container}/o.json", b"",
                         {"X-Object-Meta-Application": "rooms"})[0] == 202
    dry = reconcile(lake, container, "--full", "--dry-run", code=1)
    assert dry["found"]["metadata"] == 1 and dry["sent"] == 0
    assert reconcile(lake, container, "--full")["found"]["metadata"] == 1
    eventually(lambda: lake.trace("o.json", container)["document"]["application"] == "rooms", 120,
               "the catalogue follows")
    timestamp = lake.swift("HEAD", f"{container}/o.json")[1]["X-Timestamp"]
    assert lake.trace("o.json", container)["event_id"] == identity(
        lake, container, "o.json", "POST", timestamp)
    assert reconcile(lake, container, "--full")["sent"] == 0


def test_a_repaired_deletion_does_not_beat_a_put_under_way(lake, plain, container):
    lake.put("o.json", document(1), "application/json", container)
    lake.settled("o.json", container)
    plain.delete(container, "o.json")
    connection = http.client.HTTPConnection(lake.storage.hostname, lake.storage.port, timeout=60)
    body = document(2, "under way")
    connection.putrequest("PUT", f"{lake.storage.path}/{container}/o.json")
    for name, value in {"X-Auth-Token": lake.token, "Content-Type": "application/json",
                        "Content-Length": str(len(body))}.items():
        connection.putheader(name, value)
    connection.endheaders()
    connection.send(body[:5])
    assert reconcile(lake, container)["found"]["deleted"] == 1
    eventually(lambda: lake.trace("o.json", container)["status"] == "deleted", 120, "deleted")
    connection.send(body[5:])
    assert connection.getresponse().status == 201
    connection.close()
    eventually(lambda: lake.trace("o.json", container)["status"] == "done", 120, "it is back")
    assert any("under way" in line for line in dump(lake, container))
    assert proven(lake, container)["swift"] == 1


def test_segments_and_what_is_young_are_left_alone(lake, plain, container):
    segments = container + "_segments"
    assert plain.request("PUT", segments)[0] == 201
    plain.put(segments, "big/1", b"1")
    assert plain.request("PUT", f"{container}/seg", b"2",
                         {"Content-Type": "application/swiftclient-segment"})[0] == 201
    plain.put(container, "young.json", document(1))
    report = reconcile(lake, container, grace="3600")
    assert (report["found"]["young"], report["sent"]) == (1, 0)
    assert reconcile(lake, container)["sent"] == 1
    lake.settled("young.json", container)
    assert catalogue(lake, container) == [("young.json", "done", "application/json",
                                           len(document(1)))]
    report = json.loads(lake.sluice("reconcile", "--full", "--dry-run", "--json").stdout)
    assert segments not in [one["container"] for one in report["by_container"]]
    assert lake.trace("big/1", segments) is None


def test_large_objects_are_told_with_their_true_size_and_etag(lake, plain, container):
    segments = container + "_segments"
    assert lake.swift("PUT", segments)[0] == 201
    body = document(1)
    manifest = []
    for at, part in enumerate((body[:9], body[9:])):
        plain.put(segments, f"s/{at}", part)
        manifest.append({"path": f"/{segments}/s/{at}"})
    sent = json.dumps(manifest).encode()
    dynamic = {"X-Object-Manifest": quote(f"{segments}/s/"), "Content-Type": "application/json"}
    for put in (plain.request, lake.swift):
        name = "plain" if put == plain.request else "seen"
        assert _slo(lake, plain.port if name == "plain" else lake.storage.port,
                    f"{container}/{name}.slo", sent) == 201
        assert put("PUT", f"{container}/{name}.dlo", b"", dynamic)[0] == 201
    reconcile(lake, container, "--full")
    for kind in ("slo", "dlo"):
        ours, theirs = (lake.settled(f"{name}.{kind}", container)["document"]
                        for name in ("plain", "seen"))
        for field in ("etag", "size", "content_type", "status"):
            assert ours[field] == theirs[field], (kind, field)
    assert reconcile(lake, container, "--full")["sent"] == 0


def _slo(lake, port, path, manifest) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("PUT", f"{lake.storage.path}/{quote(path)}?multipart-manifest=put",
                           manifest, {"X-Auth-Token": lake.token,
                                      "Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()
