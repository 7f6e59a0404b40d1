"""Two routes of a test's own, one of them in XML, and the block and the policy that both use."""

import contextlib
import shutil

from rig import eventually

PROJECT = "live"
YAML, XML = "tried-live", "tried-live-xml"
BLOCK, POLICY = "live-mark-action", "live-careful"
FILES = {YAML: f"{YAML}/{YAML}.camel.yaml", XML: f"{XML}/{XML}.camel.xml",
         BLOCK: f"blocks/{BLOCK}.kamelet.yaml", POLICY: f"policies/{POLICY}.camel.yaml"}
TEXTS = {YAML: f"""\
- route:
    id: {YAML}
    description: "%s"
    routeConfigurationId: {POLICY}
    from:
      uri: lake:objects
      parameters:
        project: {PROJECT}
        contentType: application/json
      steps:
        - to: kamelet:json-records-action
        - to: kamelet:{BLOCK}
        - to:
            uri: kamelet:documents-sink
            parameters:
              collection: {YAML}
""", XML: f"""\
<routes xmlns="http://camel.apache.org/schema/xml-io">
  <route id="{XML}" routeConfigurationId="{POLICY}" description="%s">
    <from uri="lake:objects?project={PROJECT}&amp;contentType=application/json"/>
    <to uri="kamelet:json-records-action"/>
    <to uri="kamelet:{BLOCK}"/>
    <to uri="kamelet:documents-sink?collection={XML}"/>
  </route>
</routes>
""", BLOCK: f"""\
apiVersion: camel.apache.org/v1
kind: Kamelet
metadata:
  name: {BLOCK}
  labels:
    camel.apache.org/kamelet.type: action
spec:
  definition:
    title: Mark
    description: Writes into each record which state of this block it went through.
    type: object
    properties:
      state:
        title: State
        description: What is written.
        type: string
        default: "%s"
  template:
    from:
      uri: kamelet:source
      steps:
        - to:
            uri: enrich:map
            parameters:
              set: "RAW(by={{{{state}}}})"
""", POLICY: f"""\
- routeConfiguration:
    id: {POLICY}
    onException:
      - onException:
          exception: java.lang.UnsupportedOperationException
          steps:
            - setProperty:
                name: state
                constant: "%s"
"""}
# Whose revision moves with which file.
MOVES = {YAML: (YAML,), XML: (XML,), BLOCK: (YAML, XML), POLICY: (YAML, XML)}


class LiveFiles:
    """The four files; each is written with a word that makes it another."""

    def __init__(self, lake):
        self._lake, self._routes = lake, lake.root / "routes"

    def write(self, what: str, word: str) -> None:
        """Writes a file, whatever the hub says of it."""
        file = self._routes / FILES[what]
        file.parent.mkdir(exist_ok=True)
        file.write_text(TEXTS[what] % word, encoding="utf-8")

    def swap(self, what: str, word: str, seconds: float) -> None:
        """Writes a file, and waits until the hub runs other revisions of all that it is for."""
        before = self.revisions()
        self.write(what, word)

        def moved():
            now = self.revisions()
            return all(now.get(route) not in (None, before.get(route)) for route in MOVES[what])
        eventually(moved, seconds,
                   lambda: f"{FILES[what]} is taken; refused: {self.refused()}")
        now = self.revisions()
        for route in before.keys() - set(MOVES[what]):
            assert now[route] == before[route], f"{route} has nothing to do with {what}"

    def revisions(self) -> dict:
        """The revisions of those of the two that run."""
        routes = self._lake.ask("GET", "/v1/routes")[1]["routes"]
        return {one["id"]: one["revision"] for one in routes if one["id"] in (YAML, XML)}

    def refused(self) -> dict:
        """What the hub says of those of the files that it refuses."""
        refused = self._lake.ask("GET", "/v1/routes")[1]["refused"]
        return {one["file"]: one["message"] for one in refused
                if one["file"] in FILES.values()}

    def remove(self) -> None:
        """Takes away what is there of them."""
        for what in (YAML, XML):
            shutil.rmtree(self._routes / what, ignore_errors=True)
        eventually(lambda: not self.revisions(), 120, "the routes are gone")
        for what in (BLOCK, POLICY):
            (self._routes / FILES[what]).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            (self._routes / "policies").rmdir()  # where nothing else is in it
