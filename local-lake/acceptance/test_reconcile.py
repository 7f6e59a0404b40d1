"""
What Swift took while the filter was out of its pipeline: one `sluice reconcile` later, gold and
catalogue are as if the filter had been there.
"""

import hashlib
import http.client
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pymongo

from rig import eventually
from route_files import running

OBJECTS, DELETED = 1000, 200  # several portions of each step, on either side
SERVICES = ("influxdb", "neo4j", "mongodb", "postgresql")
SAID = ("status", "content_type", "size", "etag", "application", "data_processing", "user_meta",
        "other_data")
STRANGE = ["new\nline", 'quote"d', "per%20cent", "späte", "\U0001f600 emoji", "\uffee wide",
           "a/b/c", "x" * 1024, "<&>", "tab\there", "+plus", "?ask=me&#"]


def document(number: int, of: str = "first") -> bytes:
    """A JSON document, for the document gold zone."""
    return json.dumps({"number": number, "of": of}).encode()


def kinds(lake):
    """What makes the numbered object of a test: its name, bytes and headers, by turns for each of
    the databases."""
    picture = (lake.root / "routes/pictures/examples/gps/input.jpg").read_bytes()

    def reading(number):
        return f"readings/{number}.json", json.dumps({
            "topic": "u4/301/missed", "value": number, "value_units": "n", "subID": str(number),
            "unitID": "inside", "time": f"2022-03-04T05:{number // 60:02}:{number % 60:02}Z",
            }).encode(), {"Content-Type": "application/json"}

    def seen_on(number):
        said = {"image_content": {"main_object": f"tree {number}", "secondary_object": ["river"]}}
        # What stands behind a picture's end makes it another object, and no other picture.
        return f"pictures/{number}.jpg", picture + str(number).encode(), {
            "Content-Type": "image/jpeg", "X-Object-Meta-Other-Data": json.dumps(said)}

    def records(number):
        return f"documents/{number}.json", document(number), {"Content-Type": "application/json"}

    def table(number):
        return f"tables/{number}.csv", f"number,word\n{number},a\n{number}.5,b\n".encode(), {
            "Content-Type": "text/csv"}
    makers = (reading, seen_on, records, table)
    return lambda number: makers[number % len(makers)](number // len(makers))


def sensors(project: str) -> dict:
    """A route of a project's readings; the shipped one is of one project alone."""
    return {"route": {"id": f"of-{project}", "from": {
        "uri": "lake:objects", "parameters": {"project": project, "name": "*/readings/*"},
        "steps": [{"to": {"uri": "kamelet:json-records-action"}},
                  {"to": {"uri": "kamelet:sensor-readings-action"}},
                  {"to": {"uri": "kamelet:influx-points-sink"}}]}}}


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
    """Gold as text, without what differs between two containers: name, versions, keys."""
    done = lake.sluice("gold", "dump", project, "--portable")
    assert done.returncode == 0, done.stderr
    return sorted(line.replace(project, "CONTAINER") for line in done.stdout.splitlines()
                  if not line.startswith("sha256"))


def catalogue(lake, project):
    """What the catalogue says of each object, without times."""
    status, told = lake.ask("GET", f"/v1/objects?limit=100000&project={quote(project)}")
    assert status == 200
    return sorted((one["object"], one["status"], one["content_type"], one["size"])
                  for one in told["objects"])


def registered(project) -> dict:
    """The catalogue's documents by object, without what tells when, by whom and how often."""
    with pymongo.MongoClient(os.environ["SLUICE_MONGODB_URI"]) as mongo:
        found = list(mongo["swift"][project].find({"object": {"$exists": True}}))
    # What is done again stands there once more, and databases in the order in which they answered.
    told = {one["object"]: {
        **{field: one.get(field) for field in SAID},
        "services": sorted(set(one.get("processed_data_area_service") or [])),
        "steps": sorted({(step["route"].replace(project, "CONTAINER"), step["step"])
                         for step in one["successful_operations"]})} for one in found}
    assert len(told) == len(found)
    return told


def services(gold) -> Counter:
    """How many records are in each database."""
    return Counter(line.split()[0] for line in gold)


def many(work, numbers):
    """Does it for all, eight at a time."""
    with ThreadPoolExecutor(8) as clients:
        list(clients.map(work, numbers))


def answers(request, *words) -> list:
    """What a request by one of the two doors was answered, each time that it was sent.

    Of many at once Swift's object server fails one now and then by a fault of its own
    (AttributeError of its logger's thread locals: 503), and clients try again.
    """
    statuses = [request(*words)[0]]
    while statuses[-1] == 503 and len(statuses) < 3:
        statuses.append(request(*words)[0])
    return statuses


def stored(request, path, body, headers):
    """Uploads."""
    statuses = answers(request, "PUT", path, body, headers)
    assert statuses[-1] == 201, f"PUT {path} was answered {statuses}"


def deleted(request, path):
    """Deletes: it may have been done, though the answer was that it was not."""
    statuses = answers(request, "DELETE", path)
    assert statuses[-1] == 204 or statuses[-1] == 404 and len(statuses) > 1, (
        f"DELETE {path} was answered {statuses}")


def seen(lake, container, name, number):
    """Uploads a document through the filter."""
    stored(lake.swift, f"{container}/{name}", document(number),
           {"Content-Type": "application/json"})


def test_what_came_and_went_without_the_filter_is_as_if_it_had_been_there(lake, plain, container):
    other, content = container + "-seen", kinds(lake)
    assert lake.swift("PUT", other)[0] == 201

    def put(request, into, folder, number):
        name, body, headers = content(number)
        stored(request, f"{into}/{folder}/{name}", body, headers)

    def delete(request, of, number):
        deleted(request, f"{of}/old/{content(number)[0]}")
    with running(lake, "tried-missed", sensors(container), sensors(other)):
        for project in (container, other):
            many(lambda n, into=project: put(lake.swift, into, "old", n), range(DELETED))
        for project in (container, other):
            assert proven(lake, project)["swift"] == DELETED
            assert set(services(dump(lake, project))) == set(SERVICES)

        many(lambda n: put(plain.request, container, "new", n), range(OBJECTS))
        many(lambda n: delete(plain.request, container, n), range(DELETED))
        many(lambda n: put(lake.swift, other, "new", n), range(OBJECTS))
        many(lambda n: delete(lake.swift, other, n), range(DELETED))
        holds, proof = prove(lake, container)
        assert not holds and proof["sums"] == {
            "swift": OBJECTS, "catalogue": DELETED, "final": DELETED, "gaps": OBJECTS + DELETED}

        report = reconcile(lake, container)
        assert report["found"] | {"young": 0} == {
            "missing": OBJECTS, "changed": 0, "metadata": 0, "deleted": DELETED, "older": 0,
            "young": 0}
        assert report["sent"] == OBJECTS + DELETED
        assert proven(lake, container) == {
            "swift": OBJECTS, "catalogue": OBJECTS, "final": OBJECTS, "gaps": 0}
        proven(lake, other)
        eventually(lambda: dump(lake, container) == dump(lake, other), 120, "gold alike")
    gold = dump(lake, container)
    assert services(gold) == {service: OBJECTS // 4 * (2 if service == "postgresql" else 1)
                              for service in SERVICES}
    assert not [line for line in gold if "old/" in line]
    assert catalogue(lake, container) == catalogue(lake, other)
    assert len(registered(container)) == OBJECTS + DELETED
    # A removal's end is on record a moment after gold has it.
    eventually(lambda: registered(container) == registered(other), 120, "catalogued alike")
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


def tombstone(settings, lake, path):
    """The file that Swift leaves of a deleted object; it is called like the deletion's time."""
    suffix = settings.folder("secrets/swift-hash-suffix").read_text(encoding="ascii").strip()
    whole = f"{lake.storage.path.rpartition('/')[2]}/{path}"
    folder = hashlib.md5(f"/{whole}{suffix}".encode()).hexdigest()
    found, = settings.folder("data/swift").glob(f"*/objects/*/*/{folder}/*.ts")
    return found


def test_a_repaired_deletion_takes_the_tombstones_time_or_the_next_tick(
        lake, plain, settings, container):
    for name in ("told.json", "silent.json"):
        lake.put(name, document(1), "application/json", container)
        lake.settled(name, container)
        plain.delete(container, name)
    told = tombstone(settings, lake, f"{container}/told.json").stem
    # As Swift does with one that is a week old.
    tombstone(settings, lake, f"{container}/silent.json").unlink()
    stored_at = lake.stored[f"{container}/silent.json"]
    tick = f"{int(stored_at.replace('.', '')) + 1:015}"
    tick = f"{tick[:10]}.{tick[10:]}"
    assert reconcile(lake, container)["found"]["deleted"] == 2
    for name, timestamp in (("told.json", told), ("silent.json", tick)):
        trace = eventually(lambda n=name: (one := lake.trace(n, container))["status"] == "deleted"
                           and one, 120, f"{name} is deleted")
        assert trace["timestamp"] == timestamp
        assert trace["event_id"] == identity(lake, container, name, "DELETE", timestamp)
    eventually(lambda: not services(dump(lake, container))["mongodb"], 120, "gold follows")


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
