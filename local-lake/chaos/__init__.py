"""A seeded run of many objects while parts of the lake die and connections break, held against a
quiet run of the same objects."""
