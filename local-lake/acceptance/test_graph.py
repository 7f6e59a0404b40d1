"""Records in the graph: the block as a route names it, against the lake's own Neo4j."""

from rig import eventually
from test_sinks import dump, project, put, replayed, route, running

NODES = ("MATCH (n:SluiceRecord:Reading {sluice_project: '%s'}) "
         "OPTIONAL MATCH (n)-[r]->(s:SluiceShared) "
         "RETURN n.sluice_object, n.sluice_position, n.n, type(r), s.name "
         "ORDER BY n.sluice_object, n.sluice_position, type(r), s.name")
SHARED = "MATCH (s:SluiceShared {sluice_project: '%s'}) RETURN s.name ORDER BY s.name"


def nodes(lake, source: str) -> list:
    """All records of a project with what they point to: a row a relation."""
    return lake.gold("neo4j", NODES % source, source)


def shared(lake, source: str) -> list:
    """Names of the nodes that a project's records share."""
    return [row[0] for row in lake.gold("neo4j", SHARED % source, source)]


def test_records_are_nodes_that_point_to_shared_ones_and_go_with_their_object(lake):
    source = project(lake, "graph")
    a, b = f"{source}/a.jsonl", f"{source}/b.jsonl"
    with running(lake, "tried-graph", route(
            "tried-graph", {"project": source}, "graph-records-sink",
            {"node": "Reading", "relations": "AT=Station(station),OF=Sensor(sensor)"})):
        trace = put(lake, source, "a.jsonl", [
            {"n": 1, "station": "hall", "sensor": ["heat", "air"]}, {"n": 2, "station": "yard"}])
        assert trace["status"] == "done", trace["runs"]
        assert trace["document"]["processed_data_area_service"] == ["neo4j"]
        put(lake, source, "b.jsonl", [{"n": 3, "station": "hall"}])
        assert nodes(lake, source) == [
            [a, 0, 1, "AT", "hall"], [a, 0, 1, "OF", "air"], [a, 0, 1, "OF", "heat"],
            [a, 1, 2, "AT", "yard"], [b, 0, 3, "AT", "hall"]]
        assert shared(lake, source) == ["air", "hall", "heat", "yard"]
        before = dump(lake, source)
        replayed(lake, source)
        assert dump(lake, source) == before

        put(lake, source, "a.jsonl", [{"n": 4, "station": "roof", "sensor": "heat"}])
        assert nodes(lake, source) == [
            [a, 0, 4, "AT", "roof"], [a, 0, 4, "OF", "heat"], [b, 0, 3, "AT", "hall"]]
        assert shared(lake, source) == ["hall", "heat", "roof"]

        assert lake.swift("DELETE", a)[0] == 204
        assert lake.swift("DELETE", b)[0] == 204
        eventually(lambda: nodes(lake, source) == [], 60, "the records go with their objects")
        assert shared(lake, source) == []
