"""
The shipper: one process for all proxy workers of a machine. It follows their
journals, posts what was stored to the hub in signed batches, and lets go of an
event only after a 2xx. See ``python3 -m sluice_swift.shipper --help``.
"""
