"""
The routes of a measurement: the shipped blocks, without a look-up at another service.
"""

import shutil

STEPS = {"readings": ("json-records-action", "sensor-readings-action", "influx-points-sink"),
         "pictures": ("image-metadata-action", "image-graph-sink"),
         "documents": ("json-records-action", "documents-sink"),
         "tables": ("csv-records-action", "sensor-readings-action", "influx-points-sink")}
READS = {"csv": "csv-records-action", "jsonl": "json-records-action"}
TAKEN = "taken.url"  # the placeholder for where the HTTP sink sends to
SINKS = {"influxdb": ("points-action?measurement=readings&tags=station,sensor",
                      "influx-points-sink"),
         "mongodb": ("documents-sink",), "postgresql": ("table-rows-sink",),
         "neo4j": ("graph-records-sink?node=Reading&"
                   "relations=AT=Station(station),OF=Sensor(sensor)",),
         "kafka": ("kafka-records-sink?topic=bench-hub",),
         "http": ("http-records-sink?url={{%s}}&send=lines" % TAKEN,)}
ROUTE = """- route:
    id: %(id)s
    from:
      uri: lake:objects
      parameters:
        project: %(project)s
%(name)s      steps:
%(steps)s
"""


WAIT = """        - delay:
            expression:
              constant:
                expression: "%d"
"""


def of_sink(sink, form):
    """The flow of records of a format into a sink."""
    return "%s-%s" % (sink, form)


STEPS.update({of_sink(sink, form): (reads, *steps)
              for sink, steps in SINKS.items() for form, reads in READS.items()})


def text(flow, number=None, wait_ms=0):
    """
    A route of a flow; a numbered one takes the objects whose name begins so. One that waits has a
    step before the others that does nothing but that.
    """
    return ROUTE % {
        "id": flow if number is None else "%s-%03d" % (flow, number), "project": flow,
        "name": "" if number is None else '        name: "%03d-*"\n' % number,
        "steps": (WAIT % wait_ms if wait_ms else "") + "\n".join(
            "        - to:\n            uri: kamelet:" + step for step in STEPS[flow])}


def write(rig, name, routes, wait_ms=0):
    """
    :param name: of the folder
    :param routes: (flow, number or None) each
    :param wait_ms: of a step in each of them
    :returns: the folder
    """
    folder = rig.root / name
    shutil.copytree(rig.settings.root / "routes/blocks", folder / "blocks")
    for flow, number in routes:
        place = folder / (flow if number is None else "%s-%03d" % (flow, number))
        place.mkdir()
        (place / (place.name + ".camel.yaml")).write_text(text(flow, number, wait_ms))
    return folder
