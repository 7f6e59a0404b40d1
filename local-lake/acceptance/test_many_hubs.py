"""Several hubs share the work: one that joins, leaves or dies loses and doubles nothing."""

from concurrent.futures import ThreadPoolExecutor

from hubs import Hub
from test_reconcile import dump, many, proven, seen

PART = 150


def test_hubs_that_join_leave_and_die_lose_and_double_nothing(
        lake, settings, container, tmp_path):
    hubs = []

    def join():
        folder = tmp_path / str(len(hubs))
        folder.mkdir()
        hubs.append(Hub(settings, folder, ()))
        hubs[-1].ready()
    changes = (join, join, lambda: hubs[0].stop(), lambda: hubs[1].kill())
    try:
        with ThreadPoolExecutor(1) as uploads:
            for number, change in enumerate(changes):
                first = number * PART
                under_way = uploads.submit(
                    many, lambda n: seen(lake, container, f"{n}.json", n),
                    range(first, first + PART))
                change()
                under_way.result()
    finally:
        for hub in hubs:
            hub.kill()
    total = len(changes) * PART
    assert proven(lake, container) == {
        "swift": total, "catalogue": total, "final": total, "gaps": 0}
    lines = [line for line in dump(lake, container) if '"number"' in line]
    assert len(lines) == len(set(lines)) == total
    for number in range(0, total, 25):
        runs = {run["route"]: run["status"] for run in
                lake.trace(f"{number}.json", container)["runs"]}
        assert runs["json-documents"] == "done"
        assert len(lake.trace(f"{number}.json", container)["runs"]) == len(runs)
