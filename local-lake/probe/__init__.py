"""The seeded probe: a Swift of its own with the filter, a shipper, and the lake's real hub and
Kafka. Clients upload, delete and copy while parts are killed, the disk fills, the hub misbehaves
and the clock steps back; at the end what stands in Kafka is held against what Swift stored.
"""
