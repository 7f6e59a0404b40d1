"""
What of a flow stands in gold, on either side.
"""

import json

from lake.errors import LakeError
from sluice_bench.hub import javas

PICTURES = "MATCH (i:IMAGE) RETURN count(i)"
LIMIT_S = 60


def records(flow, body):
    """How many records an object comes to."""
    return 1 if flow == "pictures" else len(json.loads(body))


class Gold:
    """
    Counts what a turn puts into gold.

    :param rig: a running lake
    """

    def __init__(self, rig):
        self._rig, self._graph = rig, None
        self._counts = {"readings": self._points, "documents": self._documents,
                        "pictures": self._pictures}

    def take(self, who, flow, project, sent, turn):
        """
        :param who: takes the turn
        :param sent: records that gold is to have more after it
        :returns: what the turn does
        :raises LakeError: where gold has more or less
        """
        before = self._counts[flow](project)
        found = turn()
        more = self._counts[flow](project) - before
        if more != sent:
            raise LakeError("%s put %d records of %s into gold, and %d were sent." % (
                who, more, flow, sent))
        return found

    def _points(self, project):
        answer = self._rig.query("SELECT COUNT(value) FROM /.*/", project)
        # A database that nobody has written to is not there yet.
        return sum(row[1] for series in answer["results"][0].get("series", ())
                   for row in series["values"])

    def _documents(self, project):
        # Not by count_documents: the embedded server reads the whole collection for it.
        return self._rig.mongo["gold_" + project]["documents"].estimated_document_count()

    def _pictures(self, _project):
        # Of both sides, which take turns.
        if not self._graph:
            self._graph = javas.servant(self._rig, "graph", "Graph",
                                        self._rig.uri("neo4j", "bolt"))
        return int(self._graph.ask(PICTURES, LIMIT_S))
