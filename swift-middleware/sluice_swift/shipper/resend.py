"""
``sluice-shipper --resend``: the events that were set aside go to the hub again,
beside the running shipper. What is taken leaves its file, what is refused again
stays with the new answer. A file is replaced whole, so that who is killed in
the middle has lost nothing, and sends again what was taken already.
"""

import fcntl
import json
import logging
import math
import os
import shutil
import sys
import time
from contextlib import suppress

from sluice_swift.shipper.delivery import Delivery, Stopped, serialize
from sluice_swift.shipper.figures import Figures
from sluice_swift.shipper.hub import Hub
from sluice_swift.shipper.set_aside import SetAside
from sluice_swift.shipper.signature import Signer

TRIES = 5
LONGEST_PAUSE = 10.0


def resend(settings):
    """:returns: exit code, 0 all taken, 1 some stay, 3 the hub did not take them"""
    if not os.path.isdir(settings.journal_dir):
        raise OSError('journal_dir = %s: there is no such directory' % settings.journal_dir)
    set_aside = SetAside(os.path.join(settings.journal_dir, 'set-aside'))
    with open(set_aside.directory + '.resend.lock', 'w') as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OSError('another --resend is at work on %s' % set_aside.directory)
        return _all(set_aside, Resend(settings, set_aside))


def _all(set_aside, work):
    if not set_aside.files():
        print('Nothing is set aside in %s.' % set_aside.directory)
        return 0
    stopped = None
    try:
        for path in set_aside.files():
            work.file(path)
    except Stopped:
        stopped = work.figures.holding or work.figures.retrying
    print('%d events sent, %d refused again, %d lines unreadable; %d wait in %s.' % (
        work.taken, work.refused, work.damaged, set_aside.count(), set_aside.directory))
    if stopped:
        print('sluice-shipper: stopped, nothing is lost: %s' % stopped, file=sys.stderr)
        return 3
    return 1 if work.refused or work.damaged else 0


class Resend:
    def __init__(self, settings, set_aside):
        self.taken = self.refused = self.damaged = 0
        self.figures = Figures()
        self._set_aside = set_aside
        self._batch = settings.batch_events, settings.batch_bytes
        self._refusals = Refusals()
        self._patience = Patience()
        hub = Hub(settings.hub_url, Signer(settings.keys_file), settings.timeout, settings.ca_file)
        silent = logging.Logger('resend', logging.CRITICAL)
        self._delivery = Delivery(hub, self._refusals, self.figures, silent, self._patience,
                                  settings.retry_max, hold_pause=math.inf,
                                  set_aside_limit=math.inf)

    def file(self, path):
        """:raises Stopped: when the hub does not take more; the file holds the rest"""
        draft, done = path + '.new', 0
        with open(path, 'rb') as source, open(draft, 'wb') as kept:
            try:
                for lines in _batches(source, os.path.getsize(path), *self._batch):
                    kept.writelines(self._again(lines))
                    done += sum(map(len, lines))
            finally:
                with self._set_aside.locked():
                    source.seek(done)  # what was not sent, and what came meanwhile
                    shutil.copyfileobj(source, kept)
                    kept.flush()
                    os.fsync(kept.fileno())
                    _replace(draft, path)

    def _again(self, lines):
        """:returns: the lines that stay"""
        entries = {}  # serialized event -> its entry; one that stands there twice goes once
        stay = []
        for line in lines:
            try:
                entry = json.loads(line)
                entries[serialize(entry['event'])] = entry
            except (ValueError, KeyError, TypeError):
                stay.append(line)
        self._refusals.begin()
        self._patience.begin()
        if entries:
            self._delivery.deliver(list(entries))
        self.damaged += len(stay)
        refused = self._refusals.found
        self.refused += len(refused)
        self.taken += len(entries) - len(refused)
        for event, news in refused.items():
            stay.append(serialize(dict(entries[event], sent_again=time.time(), **news)) + b'\n')
        return stay


class Refusals:
    """Stands where the running shipper's delivery has its files."""

    directory = ''
    in_a_row = 0

    def begin(self):
        self.found = {}

    def add(self, event, reason, answer):
        self.found[event] = {'reason': reason, 'answer': answer}


class Patience:
    """Some tries for a batch: somebody waits for the answer."""

    def begin(self):
        self._left = TRIES

    def wait(self, seconds):
        """:returns: whether to give up"""
        self._left -= 1
        if self._left == 0 or seconds > LONGEST_PAUSE:
            return True
        time.sleep(seconds)
        return False


def _batches(lines, end, most, most_bytes):
    batch, size = [], 0
    for line in lines:
        end -= len(line)
        if end < 0 or not line.endswith(b'\n'):
            break  # came meanwhile, or its writer was killed: it stays
        batch.append(line)
        size += len(line)
        if len(batch) >= most or size >= most_bytes:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _replace(draft, path):
    if os.path.getsize(draft):
        os.replace(draft, path)
    else:
        os.unlink(path)
        os.unlink(draft)
    with suppress(OSError):
        directory = os.open(os.path.dirname(path), os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
