"""
What the hub makes of large objects of records, sink by sink, beside the bare drivers.

``records`` makes the objects, ``measure`` takes the turns, ``held`` looks at the hub's memory.
"""
