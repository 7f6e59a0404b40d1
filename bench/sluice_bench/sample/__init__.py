"""
From a sample of a new kind of file to its first record in the gold of the running lake.
"""
