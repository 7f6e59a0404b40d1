import hashlib
import json
from pathlib import Path

import pytest

from sluice_bench.hub import flows, objects
from sluice_bench.hub.flows import Cell, Round, Side
from sluice_bench.upload.ratios import geometric_mean

jsonschema = pytest.importorskip("jsonschema")
ROOT = Path(__file__).resolve().parents[2]
BARE = ROOT / "bench/sluice_bench/hub/java/BareLoop.java"


@pytest.mark.parametrize("flow", list(objects.FLOWS))
@pytest.mark.parametrize("size", [1 << 10, 64 << 10])
def test_an_object_has_its_size_and_its_name_ends_in_its_md5(flow, size):
    one, other = (objects.made(flow, size, number) for number in (7, 8))
    assert len(one.body) == size
    assert one.name.endswith("-" + hashlib.md5(one.body).hexdigest())
    assert one.body != other.body


@pytest.mark.parametrize("flow", ["readings", "documents"])
def test_no_record_stands_in_two_objects(flow):
    seen = [json.dumps(record) for size in (1 << 10, 64 << 10) for number in range(5)
            for record in json.loads(objects.made(flow, size, number).body)]
    assert len(seen) == len(set(seen)) > 10


def test_a_picture_is_a_jpeg_whatever_is_added():
    body = objects.made("pictures", 4096, 1).body
    assert body[:2] == b"\xff\xd8" and body[-2:] == b"\xff\xd9"


def test_events_are_what_the_schema_says_each_with_an_id_of_its_own():
    schema = json.loads((ROOT / "config/event.schema.json").read_text())
    told = objects.events([("a", 5, "e", "image/jpeg"), ("b", 5, "e", "image/jpeg")], "AUTH_x",
                          "pictures", 1, objects.picture_meta)
    assert [key for key, _event in told] == ["AUTH_x/pictures/a", "AUTH_x/pictures/b"]
    for _key, event in told:
        jsonschema.validate(json.loads(event), schema)
    assert len({json.loads(event)["id"] for _key, event in told}) == 2


def test_the_bare_loop_has_no_more_in_its_hands_than_the_hub():
    assert flows.bare_limits("pictures", 1 << 10) == (128, 128)
    reads, batch = flows.bare_limits("readings", 1 << 20)
    assert reads * (1 << 20) <= flows.CREDIT and batch == 1


def test_large_objects_are_fewer_and_swifts_fewer_than_files():
    sizes = [flows.count(size, "nginx", "readings") for size in (1 << 10, 64 << 10, 1 << 20)]
    assert sizes == sorted(sizes, reverse=True)
    assert flows.count(1 << 10, "swift", "readings") < sizes[0]


def test_the_ratio_is_of_rounds_side_by_side():
    shares = {"reading": 0.5, "parsing": 0.1, "writing": 0.4}
    rounds = [Round(Side(100, 2), Side(200, 1), shares, {}),
              Round(Side(10, 2), Side(20, 1), shares, {})]
    found = flows.entry(Cell("readings", "nginx", 1024), rounds)
    assert found["ratio"] == 0.5
    assert (found["hub_per_s"], found["hub_cpu_s_per_1000"]) == (55, 2)
    assert geometric_mean([2, 0.5]) == pytest.approx(1)


def test_the_bare_loop_has_fewer_than_150_lines():
    assert len(BARE.read_text().splitlines()) < 150
