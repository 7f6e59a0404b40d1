"""
The loop: gather a batch from all journals, deliver it, save the cursors.

One batch is under way at a time, and nothing is read while it is, so what is
saved after it is what was read into it: a shipper that is killed begins again
where the hub's last answer left it, and what it repeats has the same ids.

What the hub asks for once more goes between two batches, a chunk at a time.
"""

import logging
import os
import time

from sluice_swift.event import progress
from sluice_swift.record import SUFFIX
from sluice_swift.shipper.absence import Absences
from sluice_swift.shipper.again import Again
from sluice_swift.shipper.delivery import Stopped, serialize
from sluice_swift.shipper.follower import Follower
from sluice_swift.shipper.retention import clean

SAVE_INTERVAL = 5.0  # each save is an fsync a journal, on the disk that objects may be on, too
PROGRESS_AFTER = 1.0
CLEAN_INTERVAL = 30.0
HEARTBEATS = 100  # idle journals that are told of in one batch
BEHIND = 8  # turns with a full batch for one in which the hub is sent something again
LOOK_INTERVAL = 1.0  # a directory's mtime is too coarse to be trusted alone


class Shipper:
    """
    :param settings: as sluice_swift.shipper.settings reads them
    :param delivery: has deliver(serialized events), and asked
    :param settler: has submit(key, n, intent) and results
    """

    def __init__(self, settings, delivery, settler, figures, stopping):
        self._settings = settings
        self._delivery = delivery
        self._settler = settler
        self._figures = figures
        self._stopping = stopping
        self.followers = {}
        self._absences = Absences(settler)
        self._logger = logging.getLogger('sluice-shipper')
        self._again = Again(settings, self._logger)
        self._directory_stamp = None
        self._turn = 0
        self._cpu, self._lingered_at = time.thread_time(), time.monotonic()
        self._unsaved = False  # as the disk took no cursor
        self._saved_at = self._cleaned_at = self._looked_at = 0.0

    def run(self):
        try:
            while not self._stopping.is_set():
                if not self.step():
                    self._stopping.wait(self._settings.poll_interval)
        except Stopped:
            return  # what was not taken is read again: its cursor was not saved
        self._save()

    def step(self):
        """:returns: whether there was anything to do"""
        self._look_for_journals()
        events = []
        self._gather(events)
        if events and len(events) < self._settings.batch_events:
            self._stopping.wait(self._linger())
            self._gather(events)
        if events or self._progress_is_due():
            self._ship(events)
        again = self._ship_again(events)
        self._house_keeping()
        return bool(events) or again

    def _linger(self):
        """
        So long that the shipper takes its share of a core at most, measured since the last
        batch: a lake at rest is told at once, a busy proxy pays for few batches.
        """
        used, elapsed = time.thread_time() - self._cpu, time.monotonic() - self._lingered_at
        self._cpu, self._lingered_at = time.thread_time(), time.monotonic()
        return max(self._settings.linger, min(used / self._settings.cpu_share - elapsed,
                                              self._settings.linger_most))

    def _gather(self, events):
        self._size = sum(len(event) for event, _at in events)
        self._take_settled(events)
        order = list(self.followers.values())
        self._turn += 1
        start = self._turn % len(order) if order else 0
        absent = self._absences.begin()
        for follower in order[start:] + order[:start]:
            if follower.finished:
                continue
            for event, at in follower.read():
                self._add(events, event, at)
                if (len(events) >= self._settings.batch_events
                        or self._size >= self._settings.batch_bytes):
                    self._absences.again(absent)
                    return
            for n, intent in follower.undecided():
                self._settler.submit(follower.prefix, n, intent)
        self._absences.decide(absent)

    def _add(self, events, event, at):
        if event['data']['class'] == 'segment' and not self._settings.send_segments:
            self._figures.segments += 1
            return
        serialized = serialize(event)
        self._size += len(serialized)
        events.append((serialized, at))

    def _take_settled(self, events):
        while not self._settler.results.empty():
            key, n, known, intent, facts = self._settler.results.get()
            follower = self.followers.get(key)
            event = follower and follower.settle(n, known, intent, facts)
            if event:
                self._add(events, event, time.time())

    def _progress_is_due(self):
        return bool(self._silent()) or any(
            follower.state.reported < follower.state.frontier
            and time.monotonic() - follower.moved_at > PROGRESS_AFTER
            for follower in self.followers.values())

    def _silent(self):
        """Journals of which nothing was told for long: by the answer the hub can ask for more."""
        before = time.monotonic() - self._settings.heartbeat
        return sorted((follower for follower in self.followers.values()
                       if follower.told_at < before and follower.state.journal),
                      key=lambda follower: follower.told_at)[:HEARTBEATS]

    def _ship(self, events):
        told = [follower for follower in self.followers.values() if follower.state.journal and (
                follower.moved or follower.state.reported < follower.state.frontier)]
        batch = [event for event, _at in events]
        silent = [follower for follower in self._silent() if follower not in told]
        for follower in told + silent:
            batch += [serialize(progress(follower.state.journal, first, last, lost))
                      for first, last, lost in follower.state.progress()]
        self._figures.in_hand = len(events)
        self._figures.oldest = min((at for _event, at in events), default=None)
        self._deliver(batch)
        self._figures.in_hand, self._figures.oldest = 0, None
        self._figures.sent += len(events)
        for follower in told:
            follower.state.told()
            follower.moved = True
        for follower in told + silent:
            follower.told_at = time.monotonic()

    def _ship_again(self, live):
        if len(live) >= self._settings.batch_events and self._turn % BEHIND:
            return False
        events, told = self._again.chunk()
        if events or told:
            self._deliver(events + told)
            self._figures.sent_again += len(events)
        return bool(events)

    def _deliver(self, batch):
        self._delivery.asked = None
        self._delivery.deliver(batch)
        self._figures.batches += 1
        self._again.take(self._delivery.asked, list(self.followers.values()))

    def _look_for_journals(self):
        try:
            stamp = os.stat(self._settings.journal_dir).st_mtime_ns
        except FileNotFoundError:
            return
        now = time.monotonic()
        if stamp == self._directory_stamp and now - self._looked_at < LOOK_INTERVAL:
            return
        self._directory_stamp, self._looked_at = stamp, now
        with os.scandir(self._settings.journal_dir) as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith(SUFFIX))
        for name in names:
            prefix = os.path.join(self._settings.journal_dir, name[:-len('.000001' + SUFFIX)])
            if prefix not in self.followers:
                self.followers[prefix] = Follower(prefix, self._figures, self._absences)

    def _house_keeping(self):
        now = time.monotonic()
        if now - self._saved_at > SAVE_INTERVAL:
            self._save()
            self._saved_at = now
        if now - self._cleaned_at > CLEAN_INTERVAL:
            self._cleaned_at = now
            followers = list(self.followers.values())
            for gone in clean(followers, self._settings.keep, self._settings.keep_bytes):
                gone.forget()
                del self.followers[gone.prefix]

    def _save(self):
        """A cursor that finds no room is saved later: until then a restart repeats, with the
        same ids, what was delivered since."""
        try:
            for follower in self.followers.values():
                if follower.moved:
                    follower.save()
        except OSError as err:
            if not self._unsaved:
                self._logger.error('How far the journals are delivered could not be saved in %s, '
                                   'will try again: %s', self._settings.journal_dir, err.strerror)
            self._unsaved = True
        else:
            self._unsaved = False
