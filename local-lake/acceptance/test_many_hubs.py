"""Several hubs share the work: one that joins, leaves or dies loses and doubles nothing."""

from concurrent.futures import ThreadPoolExecutor

from hubs import Hub
from rig import eventually
from test_observe import text
from test_reconcile import dump, many, proven, seen

PART = 150


def runs_at(port: int) -> float:
    """How many runs the hub of a port has done."""
    return sum(float(line.rpartition(" ")[2]) for line in text(port, "/metrics")[1].splitlines()
               if line.startswith("sluice_run_seconds_count"))


def worked(port: int, before: float = 0) -> None:
    """Waits until the hub of a port has done some of the runs."""
    eventually(lambda: runs_at(port) > before, 120, f"the hub of port {port} does runs")


def test_hubs_that_join_leave_and_die_lose_and_double_nothing(
        lake, settings, container, tmp_path):
    hubs, before = [], runs_at(lake.hub.port)

    def join():
        folder = tmp_path / str(len(hubs))
        folder.mkdir()
        hubs.append(Hub(settings, folder, ()))
        hubs[-1].ready()

    def leave():
        worked(hubs[0].port)
        hubs[0].stop()

    def die():
        worked(hubs[1].port)
        hubs[1].kill()
    changes = (join, join, leave, die)
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
    worked(lake.hub.port, before)
    total = len(changes) * PART
    assert proven(lake, container) == {
        "swift": total, "catalogue": total, "final": total, "gaps": 0}
    lines = [line for line in dump(lake, container) if '"number"' in line]
    assert len(lines) == len(set(lines)) == total

    def once(number):
        runs = [(run["route"], run["status"])
                for run in lake.trace(f"{number}.json", container)["runs"]]
        assert runs == [("json-documents", "done")], f"{number}.json: {runs}"
    many(once, range(total))
