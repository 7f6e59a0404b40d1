"""
Imported by the storage servers of a test: on a disk whose files hold little metadata
(ext4: 4 KiB, where Swift asks for XFS) the object server keeps what finds no room in memory.
"""

import errno
import os

import xattr

_set, _get = xattr.setxattr, xattr.getxattr
_kept = {}  # (device, inode, key) -> value


def _key(file, name):
    found = os.stat(file) if isinstance(file, (int, str, bytes)) else os.fstat(file.fileno())
    return found.st_dev, found.st_ino, name


def setxattr(file, name, value, *more):
    _kept.pop(_key(file, name), None)
    try:
        _set(file, name, value, *more)
    except OSError as err:
        if err.errno != errno.ENOSPC:
            raise
        _kept[_key(file, name)] = value


def getxattr(file, name, *more):
    kept = _kept.get(_key(file, name))
    return _get(file, name, *more) if kept is None else kept


xattr.setxattr, xattr.getxattr = setxattr, getxattr
