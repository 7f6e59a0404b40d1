"""
Deletes journals that were shipped: a day later, or earlier where room is short.
"""

import os
import time


def clean(followers, keep, keep_bytes, now=None):
    """
    :param keep: seconds after it was shipped, or was first seen to be
    :param keep_bytes: bytes of all journals above which shipped ones go earlier
    :returns: the followers whose journal is gone altogether
    """
    now = now or time.time()
    shipped, total = [], 0
    for follower in followers:
        for number, path in follower.files():
            found = os.stat(path)
            total += found.st_size
            if is_shipped(follower, number):
                since = follower.shipped_since.setdefault(path, now)
                shipped.append((found.st_mtime, since, found.st_size, path))
    for mtime, since, size, path in sorted(shipped):
        if now - max(mtime, since) > keep or total > keep_bytes:
            os.unlink(path)
            total -= size
    return [follower for follower in followers
            if follower.finished and not follower.moved and not follower.files()]


def is_shipped(follower, number):
    """By what the cursor on disk says: nothing else survives a crash."""
    if follower.moved:
        saved = follower.state.position
        return bool(saved) and number < saved[0]
    return number < follower.tail.position[0] or follower.finished
