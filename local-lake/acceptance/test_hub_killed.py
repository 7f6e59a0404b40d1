"""Uploads while the hub is dead: none fails, and all of them arrive once it is back."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from rig import eventually

OBJECTS = 100


def upload(lake, number: int) -> int:
    when = datetime(2023, 1, 1) + timedelta(seconds=number)
    reading = {"topic": "u4/302/killed", "value": number, "value_units": "n", "input": number,
               "subID": "s", "unitID": "inside", "time": when.isoformat() + "Z"}
    return lake.put(f"killed/{number}.json", json.dumps(reading).encode(), "application/json")


def test_what_is_uploaded_while_the_hub_is_dead_arrives_when_it_is_back(lake):
    assert lake.sluice("kill", "hub").returncode == 0
    try:
        with ThreadPoolExecutor(4) as clients:
            answers = list(clients.map(lambda n: upload(lake, n), range(OBJECTS)))
    finally:
        assert lake.sluice("start", "hub").returncode == 0
    assert answers == [201] * OBJECTS

    def points():
        rows = lake.gold("influx", "SELECT count(value) FROM killed")
        return rows and rows[0][-1] == OBJECTS

    eventually(points, 120, "all points in InfluxDB")
    for number in range(OBJECTS):
        trace = lake.settled(f"killed/{number}.json")
        assert (trace["status"], len(trace["runs"])) == ("done", 1)
